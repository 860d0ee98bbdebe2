"""Which section of the handbook explains which page, by the names in ``urls.py``."""

from __future__ import annotations

from nhipcau.kernel.handbook import Help

HELP = Help(
    "documents",
    "8-van-ban",
    {
        "letter_new": "8-van-ban#soan-tu-mau",
        "letter_write": "8-van-ban#soan-tu-mau",
        "letter_edit": "8-van-ban#soan-tu-mau",
        "letters": "8-van-ban#soan-tu-mau",
        "letter": "8-van-ban#trinh-soat-xet-ky",
        "letter_ask": "8-van-ban#lay-y-kien",
        "letter_pass_on": "8-van-ban#truyen-dat-y-kien-chi-dao",
        "letter_correct": "8-van-ban#dinh-chinh-thu-hoi",
    },
)
