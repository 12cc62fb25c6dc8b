"""Checks in Python, for what no way of looking fits; each says why."""
