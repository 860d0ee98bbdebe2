"""Which section of the handbook explains which page, by the names in ``urls.py``."""

from __future__ import annotations

from nhipcau.kernel.handbook import Help

HELP = Help(
    "desk",
    "1-bat-dau#ban-lam-viec",
    {
        "search": "4-theo-doi#tra-cuu",
        "quick": "4-theo-doi#tra-cuu",
        "audit_log": "4-theo-doi#nhat-ky",
        "digest_evidence": "7-bao-chi#diem-bao",
    },
)
