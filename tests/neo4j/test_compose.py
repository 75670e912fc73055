"""The compose file for teams: this machine only, no password in it, data kept, health asked with a real question."""

from __future__ import annotations

from pathlib import Path

import yaml

from graph.neo4j.server.artifacts import LONG_TERM

ROOT = Path(__file__).parents[2]


def test_the_compose_file_is_safe_by_default_and_of_the_tested_release():
    service = yaml.safe_load((ROOT / "compose.yaml").read_text("utf-8"))["services"]["neo4j"]
    assert service["image"] == f"neo4j:{LONG_TERM}-community"
    assert all(port.startswith("127.0.0.1:") for port in service["ports"])
    assert service["environment"]["NEO4J_AUTH"].startswith("neo4j/${NEO4J_PASSWORD:?")
    assert {volume.partition(":")[2] for volume in service["volumes"]} == {"/data", "/logs"}
    assert "RETURN 1" in service["healthcheck"]["test"][1]


def test_the_page_knows_every_way_in_and_both_languages():
    page = (ROOT / "docs" / "neo4j.md").read_text("utf-8")
    chinese, _, english = page.partition("\n## English\n")
    for part in (chinese, english):
        for said in (
            "liantu neo4j start",
            "--bundle",
            "docker compose",
            "NEO4J_PASSWORD",
            "neo4j+s://",
            "LIANTU_CACHE",
            "--of",
        ):
            assert said in part
        assert part.count("\n### ") == 9


def test_a_changed_password_is_told_to_the_health_check_too():
    """The image reads NEO4J_AUTH for a password at the first start only; the health check reads it always."""
    text = (ROOT / "compose.yaml").read_text("utf-8")
    assert "NEO4J_AUTH" in yaml.safe_load(text)["services"]["neo4j"]["healthcheck"]["test"][1]
    assert "After a change inside Neo4j" in text
    chinese, _, english = (ROOT / "docs" / "neo4j.md").read_text("utf-8").partition("\n## English\n")
    for part in (chinese, english):
        _, _, after = part.partition("ALTER CURRENT USER SET PASSWORD")
        assert "docker compose up -d" in after.partition("\n### ")[0]
