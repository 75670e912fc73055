"""The district on paper: one segment for every state and badge."""

from handmade import HOME, SIGNED, chain, firm, join, segment_yaml

TAKEN = ("strong", "filled", "broken", "missing", "seeds", "city", "contract", "weak")
PAPER = chain(
    "p",
    *(segment_yaml(name, value=3) for name in TAKEN),
    segment_yaml("unsuited", access={"grade": "banned", "document": "产业目录", "date": "2024"}),
    segment_yaml("park", access={"grade": "chemical_park"}, required=False, weight="normal"),
    segment_yaml("absent", required=False, weight="optional"),
    segment_yaml("declared"),
    segment_yaml("buyer", dict.fromkeys([*TAKEN, "unsuited"], 0.5), filled_by="any"),
    segment_yaml("hollow"),
    segment_yaml("sized"),
)
EXPECTED = {
    "strong": "strong", "filled": "being_filled", "broken": "broken", "unsuited": "unsuited", "park": "unsuited",
    "missing": "missing", "seeds": "missing", "city": "missing", "declared": "missing", "absent": "absent",
    "weak": "weak", "buyer": "normal", "contract": "broken", "hollow": "absent", "sized": "normal",
}  # fmt: skip


def rows():
    return join(
        firm("strong1", "p/strong", holds=["制造业单项冠军企业", "高新技术企业"], revenue=1e8),
        firm("buyer1", "p/buyer", above_scale=True, revenue=2e8),
        firm("broken1", "p/broken", status="cancelled", closed="2025-09-01"),
        firm("seed1", "p/seeds", insured=3),
        firm("city1", "p/city", region="320703"),
        firm("weak1", "p/weak", stat_unit="连云港高新区", above_scale=False),
        firm("contract1", "p/contract", region="320703"),
        firm("hollow1", "p/hollow"),
        firm("sized1", "p/sized", insured=None),
        {
            "SUPPLIES": [
                {"src": "strong1", "dst": "buyer1", "product": "产品strong", "year": 2025, "amount": 8e6},
                {"src": "contract1", "dst": "buyer1", "product": "产品contract", "year": 2025, "end_date": "2026-01-31"},
            ],
            "Site": [{"uid": "site:h", "name": "总部", "role": "headquarters", "region": HOME}],
            "HAS_SITE": [{"src": "hollow1", "dst": "site:h"}],
            "Lead": [{"uid": "lead:1", "name": "示例项目", "firm": "某企业", "stage": "construction", "owner": "招商局",
                      "stage_date": "2026-05-01", "region": HOME}],
            "WOULD_FILL": [{"src": "lead:1", "dst": "segment:p/filled"}],
        },
    )  # fmt: skip


SETTINGS = {
    "complete": [SIGNED],
    "leading": [{"chain": "p", "unit": "工信局"}],
    "declared": [{"chain": "p", "segment": "declared", "unit": "科技局"}],
    "chokepoints": [
        {"segment": "p/missing", "expert": "李专家", "grade": 2},
        {"segment": "p/weak", "expert": "", "grade": 3},
        {"segment": "p/buyer", "expert": "王专家", "lag_years": 3},
    ],
}


def by_segment(result):
    return result.rows.set_index("segment")
