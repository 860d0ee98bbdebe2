"""Texts printed again by others."""
