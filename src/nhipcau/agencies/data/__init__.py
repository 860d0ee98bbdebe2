"""Agencies of two provinces, their successions and groups, as data files; see the head of each file."""
