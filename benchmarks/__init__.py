"""Measured speed: every figure is a ratio against a named reference of the same run, with its cost in memory."""
