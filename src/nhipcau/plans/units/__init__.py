"""Agencies' own plans: drafted from what the province's plan gives them, looked at line by line, signed."""
