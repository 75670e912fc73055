"""Workbooks of an invented district and the invented country around it, to try everything on without real data."""

from liantu.sample.settings import sample_settings
from liantu.sample.write import write_sample

__all__ = ["sample_settings", "write_sample"]
