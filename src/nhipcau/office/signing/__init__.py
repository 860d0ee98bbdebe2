"""Exact versions of what leaves the house: sealed, signed by named persons, numbered, never changed (bản ký)."""
