"""What the loader tests share: an empty workspace to load into."""

from pathlib import Path

import pytest
from loading_helpers import workspace

from graph.workspace import Workspace


@pytest.fixture
def home(tmp_path: Path) -> Workspace:
    return workspace(tmp_path)
