"""Which section of the handbook explains which page, by the names in ``urls.py``."""

from __future__ import annotations

from nhipcau.kernel.handbook import Help

HELP = Help("ops", "6-quan-tri#tinh-trang-he-thong")
