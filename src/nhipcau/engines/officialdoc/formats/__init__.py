"""Readers of file formats: bytes to lines and tables, before anything is understood."""
