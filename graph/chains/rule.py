"""What the derivations that place things into segments have in common."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from graph.chains.exclusions import Exclusions, load_exclusions
from graph.chains.template import ChainTemplate


class TemplateRule:
    """A rule that rests on chain templates and exclusions.

    Parameters
    ----------
    templates : mapping
        Chain id → template.
    exclusions : Exclusions, optional
        Types and words kept out; None: the shipped ones.
    """

    rules = ""  # version of the code behind the rule: raised when the same rows would give other edges

    def __init__(self, templates: Mapping[str, ChainTemplate], exclusions: Exclusions | None = None) -> None:
        self._templates = dict(sorted(templates.items()))
        self._exclusions = exclusions or load_exclusions()

    @property
    def version(self) -> str:
        """Changes with the rules, the exclusions and every template."""
        parts = [self.rules, self._exclusions.model_dump_json(), *(each.digest for each in self._templates.values())]
        return f"{self.rules} {hashlib.sha256('|'.join(parts).encode()).hexdigest()[:16]}"
