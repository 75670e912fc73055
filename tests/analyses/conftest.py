"""What the tests of the analyses share: Chinese as the language in force, and the numbers of the rules."""

import pytest

from analyses.thresholds import load_thresholds
from graph.words import set_language


@pytest.fixture(autouse=True)
def _chinese():
    set_language("zh")


@pytest.fixture(scope="session")
def rules():
    return load_thresholds()
