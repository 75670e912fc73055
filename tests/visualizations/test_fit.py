"""The real maps of the sample district: no text on another, none beyond its box or the window, at every window size."""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping

import pytest
from fits import FRAME, MAP

from graph.words import say, set_language
from liantu.home import Home
from liantu.sample import sample_settings, write_sample
from liantu.sample.sources import FOLDER
from visualizations.chain_build import build_chain_map
from visualizations.chain_map import chain_map
from visualizations.chain_model import ChainMapModel

pytestmark = pytest.mark.browser
SIZES = ((1366, 768), (1440, 900), (1920, 1080), (390, 844))
PHONE = (390, 844)


@pytest.fixture(scope="module")
def district(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A small sample district, loaded as the demo loads it."""
    folder = tmp_path_factory.mktemp("district")
    write_sample(folder / "tables", firms=300, seed=1)
    home = Home.create(folder / "workspace", sample_settings())
    for source in sorted((folder / "tables" / FOLDER).glob("*.toml")):
        home.load([folder / "tables"], source=source)
    return home


@pytest.fixture(scope="module")
def models(district: Home) -> Mapping[tuple[str, str], ChainMapModel]:
    """The maps of all chains by language and chain."""
    found = {}
    for lang in ("zh", "en"):
        set_language(lang)
        snapshot = district.snapshot()
        gaps, targets = district.gaps(), district.targets()
        for chain in snapshot.templates:
            found[(lang, chain)] = build_chain_map(snapshot, gaps, targets, chain=chain, confidential_mark=True)
    set_language(None)
    return found


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_text_of_a_real_map_stands_clear(
    show, models: Mapping[tuple[str, str], ChainMapModel], lang: str
) -> None:
    set_language(lang)
    wrong = []
    for chain in sorted(name for of, name in models if of == lang):
        page = show(chain_map(models[(lang, chain)]))
        for size in SIZES:
            page.set_viewport_size({"width": size[0], "height": size[1]})
            page.wait_for_timeout(120)
            seen = [*page.evaluate(MAP), *page.evaluate(FRAME)]
            page.locator("#map .c.hl, #map .c").first.click()
            seen += [*page.evaluate(MAP), *page.evaluate(FRAME)]
            page.keyboard.press("Escape")
            wrong += [f"{chain} {size[0]}×{size[1]} {what}" for what in seen]
    assert wrong == []


def test_on_a_phone_stages_stand_one_above_another_and_the_panel_leaves_the_segment_in_sight(
    show, models: Mapping[tuple[str, str], ChainMapModel]
) -> None:
    page = show(chain_map(models[("zh", "life-health")]), *PHONE)
    heads = [head.bounding_box() for head in page.locator("#map .sh").all()]
    assert len({round(head["x"]) for head in heads}) == 1
    assert all(above["y"] + above["height"] < below["y"] for above, below in itertools.pairwise(heads))
    page.locator("#s20").click()
    chip, side = page.locator("#s20").bounding_box(), page.locator("#side").bounding_box()
    assert chip["y"] >= 0
    assert chip["y"] + chip["height"] <= side["y"]


def test_every_figure_with_a_formula_opens_it(show, models: Mapping[tuple[str, str], ChainMapModel]) -> None:
    page = show(chain_map(models[("zh", "life-health")]))
    page.locator("#map .c.hl").first.click()
    figures = page.locator("#side .grid button")
    assert figures.count() >= 5
    for figure in figures.all():
        name = figure.locator("xpath=ancestor::div[1]/dt").inner_text()
        figure.click()
        assert page.evaluate("() => document.activeElement.parentElement.open")
        assert page.evaluate("() => document.activeElement.textContent").startswith(name)


def test_a_ranked_segment_without_listed_targets_says_where_they_are(
    show, models: Mapping[tuple[str, str], ChainMapModel]
) -> None:
    model = models[("zh", "life-health")]
    assert any(segment.targets for segment in model.segments)
    bare = next(s for s in model.segments if s.priority is not None and not s.targets)
    page = show(chain_map(model))
    page.fill("#search", bare.name)
    page.keyboard.press("Enter")
    assert page.locator("#side h2").inner_text() == bare.name
    assert say("views.targets_none") in page.locator("#side").inner_text()


def test_words_of_a_chip_are_cut_only_where_the_panel_tells_them_whole(
    models: Mapping[tuple[str, str], ChainMapModel],
) -> None:
    """Actions and points are never cut; a lead firm's name may be, it stands whole in the side panel."""
    for model in models.values():
        set_language(model.lang)
        page = chain_map(model)
        seconds = re.findall(r'<text class="u"[^>]*>([^<]*…)</text>', page)
        leads = "".join(name for segment in model.segments for name in segment.lead_firms)
        assert [words for words in seconds if words[:4].rstrip("…") not in leads] == []
