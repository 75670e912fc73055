"""One cell cleaned, as the tests of value types look at it: its value, or what is wrong with it."""

from __future__ import annotations

from graph.schema.core import Field
from loaders.values import Context, clean_one

HOME = Context(home="320706")
SIZES = Field(
    name="value", type="choice", zh="企业规模", en="Size", choices={"large": "大型", "small": "小型"},
    synonyms={"L": "large", "S(小型)": "small", "存续（在营、开业）": "large"},
)  # fmt: skip


def field(kind: str, **more) -> Field:
    return SIZES if kind == "choice" else Field(name="value", type=kind, zh="值", en="Value", **more)


def value(kind: str, cell: object, context: Context = HOME, **more) -> object:
    cleaned = clean_one(kind, cell, field(kind, **more), context)
    assert cleaned.problem is None, cleaned.problem
    return cleaned.values[0]


def problem(kind: str, cell: object, context: Context = HOME, **more) -> str:
    cleaned = clean_one(kind, cell, field(kind, **more), context)
    assert cleaned.values[0] is None
    assert cleaned.problem is not None
    assert cleaned.problem.say("zh") != cleaned.problem.say("en")
    return cleaned.problem.key.removeprefix("values.")
