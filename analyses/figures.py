"""Each figure of a gap with its own numbers put into its formula: numerator, denominator, and what they are."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analyses.assess import Assessment
from analyses.coverage import CLASSES
from analyses.demand import buyers_of, demand_sums, size_of
from analyses.gap_rows import severities_of
from analyses.priority import severity
from analyses.reach import reach_sums
from analyses.reading import look_up
from analyses.wording import lsr_name, number, percent
from graph.words import say

Floats = NDArray[np.float64]
_TERMS = 4  # terms of a sum written out; the rest is told as a number


class Figures:
    """Formulas of one assessment; each method returns (formula with its numbers, value) of the segment in a row."""

    def __init__(self, seen: Assessment) -> None:
        self.seen = seen
        self.effective = seen.counts["effective"].to_numpy()
        self.sizes = size_of(self.effective, seen.rules.priority)
        self.taken, self.whole = demand_sums(self.effective, seen.segments, seen.rules.priority)
        self.cut, self.rest = reach_sums(seen.segments, seen.rules)
        self.parts = severities_of(seen)
        self.harm = severity(self.parts, seen.rules.priority.severity)
        revenue = seen.inputs.firms.set_index("uid")["revenue"]
        self.buyers = seen.supply.buyers.assign(revenue=look_up(seen.supply.buyers["firm"], revenue).astype(float))
        self._bought = dict(iter(seen.supply.bought.groupby("segment")))
        self._buyers = dict(iter(self.buyers.groupby("segment")))

    def need(self, row: int) -> tuple[str, str]:
        """Need = √(D·V)·(½+½K)."""
        d, v, k = self.seen.demand[row], self.harm[row], self.seen.reach[row]
        k_known = 0.0 if np.isnan(k) else k
        value = _digits(float(np.sqrt(d * v) * (0.5 + 0.5 * k_known)))
        told = {"d": _digits(d), "v": _digits(v), "k": _digits(k), "value": value}
        return say("gaps.fact_need", None, **told), value

    def severity(self, row: int) -> tuple[str, str]:
        """V = 1 − Π(1 − α·v) over the types that are known."""
        alphas = self.seen.rules.priority.severity
        known = {name: float(values[row]) for name, values in self.parts.items() if np.isfinite(values[row])}
        factors = " × ".join(f"(1−{alphas[name]:g}×{_digits(value)})" for name, value in known.items()) or "–"
        told = "、".join(f"{say(f'gaps.severity_{name}')} {_digits(value)}" for name, value in known.items())
        unknown = "、".join(say(f"gaps.severity_{name}") for name in self.parts if name not in known)
        value = _digits(float(self.harm[row]))
        blank = say("gaps.severity_unknown", names=unknown) if unknown else ""
        return say("gaps.fact_severity", factors=factors, parts=told or "–", unknown=blank, value=value), value

    def demand(self, row: int) -> tuple[str, str]:
        """D = Σ x·a ÷ Σ x·max a."""
        segments = self.seen.segments
        own = segments.ids[row]
        takers = buyers_of(own, self.effective, segments)
        places = [segments.position[taker] for taker in takers]
        terms = [
            f"{segments.table['name'].iloc[p]} {_digits(self.sizes[p])}×{segments.needs[row, p]:g}"
            for p in places[:_TERMS]
        ]
        terms += ["…"] if len(takers) > _TERMS else []
        value = percent(float(self.seen.demand[row]))
        told = {"terms": " + ".join(terms) or "0", "taken": _digits(self.taken[row]), "whole": _digits(self.whole[row])}
        return say("gaps.fact_demand", None, **told, value=value, cap=f"{self.seen.rules.priority.size_cap:g}"), value

    def reach(self, row: int) -> tuple[str, str]:
        """K = weight dominated ÷ weight of the chain's other segments."""
        value = percent(float(self.seen.reach[row]))
        return say("gaps.fact_reach", cut=f"{self.cut[row]:g}", rest=f"{self.rest[row]:g}", value=value), value

    def register(self, row: int) -> tuple[str, str]:
        """C_reg = Σ share of a size class × its recall, at least what a signed statement gives."""
        found, cut = self.seen.register, self.seen.rules.coverage
        value = percent(found.coverage[row], cut.unverified, cut.missing)
        if not found.recall:
            return say("gaps.fact_register_none"), value
        counts = {str(line["class"]): line for line in found.counts}
        terms = [
            f"{say(f'gaps.class_{name}')} {found.mix[row, n]:.0%}×"
            + (f"{found.recall[name]:.0%}" if name in found.recall else say("gaps.recall_unknown"))
            for n, name in enumerate(CLASSES)
        ]
        origins = [self._recall(name, counts.get(name)) for name in found.recall]
        total = sum(float(found.mix[row, n]) * found.recall.get(name, 0.0) for n, name in enumerate(CLASSES))
        text = say("gaps.fact_register", terms=" + ".join(terms), total=f"{total:.1%}", recalls="；".join(origins))
        if found.coverage[row] > total + 1e-9:
            text += say("gaps.fact_register_floor", floor=f"{cut.signed:.0%}")
        return text, value

    def _recall(self, name: str, count: Mapping[str, object] | None) -> str:
        size = say(f"gaps.class_{name}")
        if self.seen.register.recall[name] == 1.0:
            signed = [line for line in self.seen.register.signed if say_title(name) in line["titles"]]
            lines = "、".join(f"{line['signed_by']} {line['from']}" for line in signed)
            return say("gaps.recall_signed", size=size, signed=lines or "–")
        given = count or {}
        ring = say(f"targets.ring_{given['ring']}") if given else "–"
        return say(
            "gaps.recall_overlap", size=size, seen=given.get("seen", "–"), total=given.get("estimated", "–"), ring=ring
        )

    def supply_coverage(self, row: int) -> tuple[str, str]:
        """C_sup = buyers with known suppliers ÷ all local buyers, by revenue where it is known of all."""
        segment = self.seen.segments.ids[row]
        value = percent(self.seen.supply.coverage[row], self.seen.rules.coverage.supply)
        own = self._buyers.get(segment)
        if own is None:
            return say("gaps.fact_supply_none"), value
        bought = self._bought.get(segment)
        known = own["firm"].isin([] if bought is None else bought["dst"])
        counted = {"known": int(known.sum()), "all": len(own)}
        by_value = bool(own["revenue"].notna().all()) and own["revenue"].sum() > 0
        hidden = set(self.seen.inputs.firms.loc[self.seen.inputs.firms["confidential"] > 0, "uid"])
        if not by_value or own["firm"].isin(hidden).any():
            return say("gaps.fact_supply_count" if not by_value else "gaps.fact_supply_secret", None, **counted), value
        money = {"part": _money(own.loc[known, "revenue"].sum()), "whole": _money(own["revenue"].sum())}
        return say("gaps.fact_supply", None, **money, **counted), value

    def lsr(self, row: int) -> tuple[str, str]:
        """LSR: purchases from local suppliers ÷ all known purchases of local buyers."""
        edges, definition = self._purchases(row)
        local = edges["local_src"]
        if definition == "LSR-v":
            part, whole = _money(edges.loc[local, "amount"].sum()), _money(edges["amount"].sum())
        else:
            part, whole = (say("gaps.relations", count=int(count)) for count in (local.sum(), len(edges)))
        cut = self.seen.rules.states
        value = percent(self.seen.supply.lsr[row], cut.weak_lsr, cut.strong_lsr)
        told = {"definition": lsr_name(definition), "part": part, "whole": whole, "scope": self.seen.scope.text()}
        return say("gaps.fact_lsr", None, **told, value=value), value

    def hhi(self, row: int) -> tuple[str, str]:
        """Normalised HHI over the suppliers of local buyers, and the share of the largest."""
        given = self.seen.supply
        suppliers, value = int(given.suppliers[row]), number(given.hhi[row])
        top = percent(given.top_share[row], self.seen.rules.states.single_source_share)
        if suppliers == 1:
            return say("gaps.fact_hhi_one"), value
        raw = given.hhi[row] * (1 - 1 / suppliers) + 1 / suppliers
        return say("gaps.fact_hhi", suppliers=suppliers, raw=_digits(raw), value=value, top=top), value

    def lq(self, row: int) -> tuple[str, str]:
        """LQ̃ = [(n + κp) ÷ (N + κ)] ÷ p with its interval."""
        seen, cut = self.seen, self.seen.rules.states
        value = number(seen.quotient.lq[row], cut.strong_lq)
        told = {
            "here": int(self.effective[row]), "total": int(self.effective.sum()), "kappa": f"{seen.rules.quotient.shrink:g}",
            "reference": int(seen.profile.firms[row]), "all": int(seen.profile.total),
            "share": f"{seen.profile.shares[row]:.4g}", "level": percent(seen.rules.quotient.level),
            "low": number(seen.quotient.low[row], cut.strong_lq_low), "high": number(seen.quotient.high[row], cut.weak_lq_high),
        }  # fmt: skip
        return say("gaps.fact_lq", None, **told, value=value), value

    def priority(self, parts: Mapping[str, float], value: float, dropped: float) -> tuple[str, str]:
        """Return the priority as the sum of its parts, with the weights that are not computed."""
        weights = self.seen.rules.priority.weights
        terms = " + ".join(f"{say(f'gaps.part_{name}')} {points:g}" for name, points in parts.items())
        missing = "、".join(
            f"{say(f'gaps.part_{name}')} {weight:g}" for name, weight in weights.items() if name not in parts
        )
        told = {"terms": terms, "value": f"{value:g}", "dropped": f"{dropped:g}", "missing": missing or "–"}
        return say("gaps.fact_priority", None, **told), f"{value:g}"

    def part(self, name: str, points: float, dropped: float, component: float) -> tuple[str, str]:
        """One part of the priority: 100 × weight × component ÷ weight known."""
        weights = self.seen.rules.priority.weights
        total = sum(weights.values())
        known = total * (1 - dropped)
        told = {"weight": f"{weights[name]:g}", "component": _digits(component), "known": f"{known:.10g}"}
        return say("gaps.fact_part", None, name=say(f"gaps.part_{name}"), **told, value=f"{points:g}"), f"{points:g}"

    def rule(self, state: str) -> str:
        """Return the rule of a state in words, with the thresholds in force."""
        cut, cover = self.seen.rules.states, self.seen.rules.coverage
        shares = {
            "missing": cover.missing, "unverified": cover.unverified, "supply": cover.supply, "weak_lsr": cut.weak_lsr,
            "strong_lsr": cut.strong_lsr, "out": cut.strong_out_supply, "share": self.seen.rules.counting.market_share,
        }  # fmt: skip
        told = {name: percent(value, value) for name, value in shares.items()}
        plain = {"strong_lq": cut.strong_lq, "strong_low": cut.strong_lq_low, "weak_high": cut.weak_lq_high}
        told |= {name: f"{value:g}" for name, value in plain.items()}
        return say(f"gaps.rule_{state}", None, **told, months=cut.event_months)

    def largest_supplier(self, row: int) -> str:
        """Return the uid of the supplier from which local buyers buy most of a segment; ties go to the least uid."""
        edges, definition = self._purchases(row)
        weight = edges["amount"] if definition == "LSR-v" else pd.Series(1.0, index=edges.index)
        return str(weight.groupby(edges["src"]).sum().sort_index().idxmax())

    def _purchases(self, row: int) -> tuple[pd.DataFrame, str]:
        return self._bought[self.seen.segments.ids[row]], str(self.seen.supply.definition[row])

    def whole_numbers(self, row: int) -> dict[str, Callable[[int], tuple[str, str]]]:
        """Return figure → its method, for the figures that the segment in a row has."""
        found: dict[str, Callable[[int], tuple[str, str]]] = {
            "need": self.need, "severity": self.severity, "demand": self.demand, "reach": self.reach,
            "register_coverage": self.register, "supply_coverage": self.supply_coverage,
        }  # fmt: skip
        if self.seen.segments.ids[row] in self._bought:
            found |= {"lsr": self.lsr, "hhi": self.hhi}
        if np.isfinite(self.seen.quotient.lq[row]):
            found["lq"] = self.lq
        return found


def say_title(size: str) -> str:
    """Return the title whose list a size class stands on, as statements name it."""
    return {"above": "规上", "hnte": "高新技术企业"}.get(size, "")


def _digits(value: float) -> str:
    return say("gaps.coverage_none") if np.isnan(value) else f"{value:.4g}"


def _money(value: float) -> str:
    return say("gaps.money", amount=f"{value / 1e4:,.2f}".rstrip("0").rstrip("."))
