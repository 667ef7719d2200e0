"""Measurements: quality and endurance, printed as tables; never part of what is installed."""
