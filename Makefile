# Two commands matter to a newcomer: `make demo` and `make test`. Each does all of its own set-up.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
LOCK   := uv pip compile --universal --generate-hashes --python-version 3.11 --no-emit-index-url --no-header -q
PIP    := $(BIN)/python -m pip --disable-pip-version-check install --quiet --require-hashes
SELF   := $(BIN)/python -m pip --disable-pip-version-check install --quiet --no-deps --no-build-isolation --no-index -e .

.PHONY: demo test lint unit fuzz bench docs fmt lock wheel clean browser setup setup-dev

demo: setup  ## build the sample district, find its gaps, draw the chain map and the network
	$(BIN)/liantu demo --out demo

test: setup-dev browser lint unit  ## everything that has to hold

setup: $(VENV)/run.stamp
setup-dev: $(VENV)/dev.stamp

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/run.stamp: requirements/run.txt pyproject.toml | $(VENV)/bin/python
	$(PIP) -r requirements/run.txt
	$(SELF)
	touch $@

$(VENV)/dev.stamp: requirements/dev.txt pyproject.toml | $(VENV)/bin/python
	$(PIP) -r requirements/dev.txt
	$(SELF)
	touch $@ $(VENV)/run.stamp

# browser tests and PDF checks need Debian's Chromium, a Chinese font and pdftotext; elsewhere install them by hand
browser:
	@if ! command -v chromium >/dev/null || ! command -v pdftotext >/dev/null || ! fc-list :lang=zh | grep -q .; then \
	  if command -v apt-get >/dev/null && [ "$$(id -u)" = 0 ]; then \
	    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
	      chromium fonts-noto-cjk fontconfig poppler-utils >/dev/null; \
	  else echo "browser tests need: chromium fonts-noto-cjk poppler-utils" >&2; fi; fi

lint: setup-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

unit: setup-dev
	$(BIN)/python -m pytest -q -n 2 --dist loadfile --no-loadscope-reorder

fuzz: setup-dev  ## the random tests with many times more graphs: LIANTU_FUZZ times as many, LIANTU_FUZZ_GRAPHS for queries
	LIANTU_FUZZ=$${LIANTU_FUZZ:-25} LIANTU_FUZZ_GRAPHS=$${LIANTU_FUZZ_GRAPHS:-1000} $(BIN)/python -m pytest -q -n 2 --dist loadfile \
	  tests/queries/test_catalogue.py tests/neo4j/test_round_trip.py tests/graph/test_fold.py tests/loaders/test_values_properties.py

bench: setup-dev browser  ## ratios against named references, printed as a table
	$(BIN)/python -m benchmarks

docs: setup-dev  ## write the generated pages
	$(BIN)/python -m graph.schema.documentation
	$(BIN)/python -m liantu.cli.documentation

fmt: setup-dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

lock:  ## resolve the versions again (needs uv)
	$(LOCK) pyproject.toml requirements/build.in -o requirements/run.txt
	$(LOCK) pyproject.toml requirements/build.in --group dev -o requirements/dev.txt

wheel: setup-dev
	$(BIN)/python -m hatchling build -t wheel -d dist

clean:
	rm -rf $(VENV) build dist demo bench-out .mypy_cache .pytest_cache .ruff_cache .hypothesis
