"""What LibreOffice and tesseract, which documents are given to, are started with."""

from __future__ import annotations

# Both take and give back large pieces of memory all the time, and the kernel empties each page anew: of what
# LibreOffice spends on a letter more than half.  glibc keeps pieces up to these bytes; another C library does not look.
KEPT_MEMORY = {"MALLOC_MMAP_THRESHOLD_": str(256 * 1024**2), "MALLOC_TRIM_THRESHOLD_": str(256 * 1024**2)}
