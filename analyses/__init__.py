"""Snapshot in, Result out: pure functions that find gaps, targets and leaders; no input or output of their own."""
