"""Templates as records of the declared kinds."""

from pathlib import Path

from graph.chains import load_templates
from graph.chains.records import template_batches, template_run
from graph.schema import load_schema
from graph.settings import Settings
from graph.workspace import Workspace

TEMPLATES = load_templates()


def test_the_run_names_every_file_and_balances() -> None:
    run = template_run(TEMPLATES)
    assert run.command == "templates"
    assert [origin.file for origin in run.origins] == [
        *(TEMPLATES[chain].file for chain in sorted(TEMPLATES)), "exclusions.yaml",
    ]  # fmt: skip
    assert all(origin.digest for origin in run.origins)
    assert run.rows["read"] == run.rows["loaded"] == len(TEMPLATES) + sum(len(t.segments) for t in TEMPLATES.values())


def test_the_tables_have_every_declared_column() -> None:
    schema = load_schema()
    for batch in template_batches(TEMPLATES, schema):
        declared = [column.name for column in schema.kind(batch.kind).storage()]
        assert batch.table.column_names[: len(declared)] == declared
        assert batch.table.column_names[-2:] == ["origin", "row"]


def test_segments_and_inputs_are_all_there() -> None:
    tables = {batch.kind: batch.table.to_pylist() for batch in template_batches(TEMPLATES)}
    segments = {row["code"]: row for row in tables["Segment"]}
    assert len(segments) == sum(len(template.segments) for template in TEMPLATES.values())
    electrolyte = segments["new-energy-storage/electrolyte"]
    template = TEMPLATES["new-energy-storage"]
    assert electrolyte["name"] == "电解液"
    assert electrolyte["access_grade"] == "chemical_park"
    assert electrolyte["row"] == template.lines["electrolyte"]
    assert electrolyte["origin"] == sorted(TEMPLATES).index("new-energy-storage")
    assert len(tables["PART_OF"]) == len(segments)
    feeds = {(row["src_id"], row["dst_id"]): row for row in tables["FEEDS"]}
    cell = feeds[("segment:new-energy-storage/electrolyte", "segment:new-energy-storage/lithium-cells")]
    assert cell["need"] == 1
    assert cell["reason"] == "电解液"
    assert ("segment:new-energy-storage/battery-recycling", "segment:new-energy-storage/lithium-salts") in feeds


def test_a_workspace_takes_them_whole(tmp_path: Path) -> None:
    workspace = Workspace.create(tmp_path, Settings(home="320706"))
    counts = {
        count.kind: count for count in workspace.write(template_run(TEMPLATES), template_batches(TEMPLATES)).kinds
    }
    assert all(count.waiting == 0 for count in counts.values())
    snapshot = workspace.snapshot()
    assert len(snapshot.nodes("Chain")) == len(TEMPLATES)
    assert "segment:new-energy-storage/electrolyte" in set(snapshot.nodes("Segment")["uid"])
    assert len(snapshot.edges("FEEDS")) == counts["FEEDS"].created


def test_segments_that_are_one_thing_are_tied_once_whichever_names_the_other(tmp_path: Path) -> None:
    workspace = Workspace.create(tmp_path, Settings(home="320706"))
    workspace.write(template_run(TEMPLATES), template_batches(TEMPLATES))
    edges = workspace.snapshot().edges("SAME_AS")
    named = {
        frozenset((f"segment:{chain}/{segment.id}", f"segment:{other}"))
        for chain, template in TEMPLATES.items()
        for segment in template.segments
        for other in segment.same_as
    }
    assert named
    assert sorted(map(sorted, named)) == sorted(map(sorted, zip(edges["src"], edges["dst"], strict=True)))
