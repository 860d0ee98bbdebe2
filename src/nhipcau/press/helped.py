"""Which section of the handbook explains which page, by the names in ``urls.py``."""

from __future__ import annotations

from nhipcau.kernel.handbook import Help

HELP = Help(
    "press",
    "7-bao-chi",
    {
        "desk": "7-bao-chi#ban-tin",
        "article": "7-bao-chi#ban-tin",
        "hit_rates": "7-bao-chi#ban-tin",
        "search": "7-bao-chi#tra-cuu-tin-da-luu",
        "saved": "7-bao-chi#tra-cuu-tin-da-luu",
        "save": "7-bao-chi#tra-cuu-tin-da-luu",
        "watches": "7-bao-chi#chu-de-theo-doi",
        "watch_add": "7-bao-chi#chu-de-theo-doi",
        "watch": "7-bao-chi#chu-de-theo-doi",
        "watch_edit": "7-bao-chi#chu-de-theo-doi",
        "world_article": "7-bao-chi#chu-de-theo-doi",
        "sources": "7-bao-chi#nguon-tin",
        "source_list": "7-bao-chi#nguon-tin",
        "source_list_bring": "7-bao-chi#nguon-tin",
        "source_add": "7-bao-chi#nguon-tin",
        "source": "7-bao-chi#nguon-tin",
        "quarantine": "7-bao-chi#nguon-tin",
    },
)
