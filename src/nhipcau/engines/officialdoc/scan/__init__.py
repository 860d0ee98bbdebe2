"""Scanned pages: cleaned, turned, read by OCR and mended."""
