"""Which section of the handbook explains which page, by the names in ``urls.py``."""

from __future__ import annotations

from nhipcau.kernel.handbook import Help

HELP = Help(
    "office",
    "8-van-ban",
    {
        "certificates": "9-chu-ky-so",
        "certificate_add": "9-chu-ky-so#them-chung-thu-so",
        "issuer_add": "9-chu-ky-so#quan-tri-vien",
        "pdf_check": "9-chu-ky-so#kiem-tra-chu-ky",
        "received": "8-van-ban#noi-nhan-xac-nhan",
        "overdue": "8-van-ban#noi-nhan-xac-nhan",
        "papers": "8-van-ban#noi-nhan-xac-nhan",
        "sent": "8-van-ban#noi-nhan-xac-nhan",
        "doubts": "6-quan-tri#thu",
        "directions": "4-theo-doi#y-kien-chi-dao",
        "read_words": "4-theo-doi#y-kien-chi-dao",
        "follow": "4-theo-doi#y-kien-chi-dao",
        "direct": "4-theo-doi#y-kien-chi-dao",
        "this_week": "4-theo-doi#phieu-giao-ban-tuan",
        "week": "4-theo-doi#phieu-giao-ban-tuan",
        "week_figure": "4-theo-doi#phieu-giao-ban-tuan",
        "outward": "6-quan-tri#kenh-bao-thiet-bi-va-phan-mem-nhan-tin",
        "law_rules": "4-theo-doi#thoi-han-theo-luat",
        "law_compare": "4-theo-doi#thoi-han-theo-luat",
        "day_swaps": "4-theo-doi#thoi-han-theo-luat",
        "work_hours": "4-theo-doi#thoi-han-theo-luat",
        "books": "8-van-ban#so-cap-so",
        "book": "8-van-ban#so-cap-so",
        "number_for_paper": "8-van-ban#so-cap-so",
        "waiting": "8-van-ban#trinh-soat-xet-ky",
        "version": "8-van-ban#trinh-soat-xet-ky",
        "version_recall": "8-van-ban#dinh-chinh-thu-hoi",
        "asks": "8-van-ban#lay-y-kien",
        "ask": "8-van-ban#lay-y-kien",
    },
)
