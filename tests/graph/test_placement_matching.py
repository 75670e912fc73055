"""The automaton says what a plain search through every text would say."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from graph.chains import ChainTemplate
from graph.chains.matching import Matcher, ranked
from graph.chains.phrases import cut, fold

LETTERS = "硅电池机a "
WORD = st.text(LETTERS.strip(), min_size=1, max_size=3)
WORDS = st.lists(WORD, max_size=3)


@st.composite
def chains(draw: st.DrawFn) -> dict[str, ChainTemplate]:
    found = {}
    for name in draw(st.lists(st.sampled_from(["x", "y"]), min_size=1, max_size=2, unique=True)):
        segments = [
            {
                "id": f"s{n}", "zh": "环节", "en": "s", "stage": "up", "layer": 0, "panel": "板", "weight": "core",
                "required": True, "kind": "material", "filled_by": "any", "value": 1, "source": "例子",
                "keywords": [word + rank for word in draw(st.lists(WORD, min_size=1, max_size=3))
                             for rank in draw(st.sampled_from([[""], [":2"]]))],
                "exclusions": draw(WORDS),
            }
            for n in range(draw(st.integers(1, 3)))
        ]  # fmt: skip
        head = {"zh": name, "en": name, "version": "1", "effective": "2026-01-01", "basis": "例子例子例子例子例子"}
        found[name] = ChainTemplate(chain=name, exclusions=draw(WORDS), segments=segments, **head)
    return found


def places(word: str, text: str) -> list[tuple[int, int]]:
    spots = [(at, at + len(word)) for at in range(len(text)) if text.startswith(word, at)]
    latin = [c.isascii() and c.isalpha() for c in text]

    def cuts(at: int) -> bool:
        return 0 < at < len(text) and latin[at - 1] and latin[at]

    return [(start, end) for start, end in spots if not cuts(start) and not cuts(end)]


def naive(templates: dict[str, ChainTemplate], text: str, refused: tuple[str, ...]) -> set[tuple[str, str, int]]:
    """Say (segment, word, rank) by searching each word in the text, one chain after the other."""
    said: set[tuple[str, str, int]] = set()
    for chain, template in templates.items():
        hits = [
            (start, end, segment.id, word, rank)
            for segment in template.segments
            for word, rank in set(map(ranked, segment.keywords))
            for start, end in places(word, text)
        ]

        def speaks(words: tuple[str, ...], shields: list[Any]) -> bool:
            spots = [spot for word in words for spot in places(fold(word), text)]
            covered = [(a, b) for a, b, *_ in shields]
            return any(not any(a <= s and e <= b and b - a > e - s for a, b in covered) for s, e in spots)

        if speaks((*template.exclusions, *refused), hits):
            continue
        barred = {s.id for s in template.segments if speaks(s.exclusions, [hit for hit in hits if hit[2] == s.id])}
        hits = [hit for hit in hits if hit[2] not in barred]
        if hits:
            best = max((end, end - start) for start, end, *_ in hits)
            found = sorted(
                (segment, rank, word) for start, end, segment, word, rank in hits if (end, end - start) == best
            )
            first = {segment: (word, rank) for segment, rank, word in reversed(found)}
            said |= {(f"{chain}/{segment}", word, rank) for segment, (word, rank) in first.items()}
    return said


@settings(max_examples=150, deadline=None)
@given(chains(), st.lists(st.text(LETTERS.strip(), max_size=8), max_size=5), st.sampled_from([(), ("电",)]))
def test_the_automaton_agrees_with_a_plain_search(
    templates: dict[str, ChainTemplate], texts: list[str], refused: tuple[str, ...]
) -> None:
    matcher = Matcher(templates, refused)
    found = matcher.match(texts)
    for place, text in enumerate(texts):
        mine = found[found["phrase"] == place]
        said = {
            (matcher.segments[s], matcher.patterns[w], int(r))
            for s, w, r in zip(mine["segment"], mine["word"], mine["rank"], strict=True)
        }
        assert said == naive(templates, text, refused)


def phrases(text: str, **more: Any) -> list[str]:
    said = cut([text], ("销售", "批发"), ("生产", "加工"), **more)
    return [said.texts[at] for at in said.phrase]


def test_clauses_and_phrases() -> None:
    assert phrases("一般项目：轴承生产；齿轮、丝杠加工") == ["一般项目", "轴承生产", "齿轮", "丝杠加工"]
    assert phrases("生产、销售轴承") == ["生产", "轴承"]
    assert phrases("销售：轴承、齿轮") == ["销售销售", "销售轴承", "销售齿轮"]
    assert phrases("轴承、齿轮批发") == ["批发轴承", "批发齿轮批发"]
    assert phrases("轴承（依法须经批准）ＡＧＶ") == ["轴承agv"]
    assert phrases("型号3(电解液)", inside=True) == ["电解液"]


def test_rows_keep_their_phrases_apart() -> None:
    said = cut(["轴承；齿轮", None, "ab\ncd", "", "齿轮"])
    assert [(int(row), said.texts[at]) for row, at in zip(said.row, said.phrase, strict=True)] == [
        (0, "轴承"), (0, "齿轮"), (2, "ab"), (2, "cd"), (4, "齿轮"),
    ]  # fmt: skip


def test_a_colon_ranks_a_keyword() -> None:
    assert ranked("原料药:2") == ("原料药", 2)
    assert ranked("ＰＣＳ") == ("pcs", 1)
    assert ranked("比例1:") == ("比例1:", 1)


def test_heads_of_another_sort_refuse() -> None:
    template = ChainTemplate(
        chain="x", zh="例", en="x", version="1", effective="2026-01-01", basis="例子例子例子例子例子",
        segments=[{"id": "s", "zh": "电池", "en": "s", "stage": "up", "layer": 0, "panel": "板", "weight": "core",
                   "required": True, "kind": "part", "filled_by": "any", "value": 1, "source": "例子", "keywords": ["电池"]}],
    )  # fmt: skip
    matcher = Matcher({"x": template}, heads=["设备", "膜"], endings=["制造", "系列"])
    texts = ["电池", "电池设备", "电池设备制造", "电池背膜系列", "电池制造", "膜电池", "电池组"]
    assert [texts[at] for at in matcher.match(texts)["phrase"]] == ["电池", "电池制造", "膜电池", "电池组"]
