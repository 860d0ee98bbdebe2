"""Words about official documents; pure, no Django."""

from __future__ import annotations

from datetime import date

from nhipcau.engines.vntext import fold
from nhipcau.kernel.refusal import N_

KINDS = frozenset(
    {
        N_("biên bản"),
        N_("biên bản ghi nhớ"),
        N_("báo cáo"),
        N_("báo cáo liên ngành"),
        N_("báo cáo liên tịch"),
        N_("bản ghi nhớ"),
        N_("bản thỏa thuận"),
        N_("bảng phân công"),
        N_("chương trình"),
        N_("chương trình công tác"),
        N_("chương trình hành động"),
        N_("chương trình liên ngành"),
        N_("chương trình liên tịch"),
        N_("chương trình phối hợp"),
        N_("chỉ thị"),
        N_("công văn"),
        N_("công điện"),
        N_("danh mục"),
        N_("dự án"),
        N_("giấy giới thiệu"),
        N_("giấy mời"),
        N_("giấy nghỉ phép"),
        N_("giấy ủy quyền"),
        N_("hướng dẫn"),
        N_("hướng dẫn liên ngành"),
        N_("hướng dẫn liên tịch"),
        N_("hợp đồng"),
        N_("kế hoạch"),
        N_("kế hoạch liên ngành"),
        N_("kế hoạch liên tịch"),
        N_("kế hoạch phối hợp"),
        N_("kết luận"),
        N_("luật"),
        N_("lịch công tác"),
        N_("lời kêu gọi"),
        N_("nghị quyết"),
        N_("nghị quyết liên tịch"),
        N_("nghị định"),
        N_("nội quy"),
        N_("phiếu báo"),
        N_("phiếu chuyển"),
        N_("phiếu gửi"),
        N_("pháp lệnh"),
        N_("phương án"),
        N_("phụ lục"),
        N_("quy chế"),
        N_("quy chế liên ngành"),
        N_("quy chế liên tịch"),
        N_("quy chế phối hợp"),
        N_("quy định"),
        N_("quyết định"),
        N_("quyết định liên ngành"),
        N_("quyết định liên tịch"),
        N_("sắc lệnh"),
        N_("thông báo"),
        N_("thông báo kết luận"),
        N_("thông báo liên ngành"),
        N_("thông báo liên tịch"),
        N_("thông cáo"),
        N_("thông tri"),
        N_("thông tư"),
        N_("thông tư liên tịch"),
        N_("thư công"),
        N_("thư mời"),
        N_("tờ trình"),
        N_("tờ trình liên ngành"),
        N_("tờ trình liên tịch"),
        N_("điều lệ"),
        N_("đề án"),
    }
)
"""Kinds of documents that the reader knows, as rows keep them; the catalogue has their words in other languages."""


def identity(*, number: str, date: date | None, issuer: str) -> str:
    """What makes a document the same one: issuer, number and date, spelled without marks.

    The number alone is not enough: every province has a 678/KH-UBND every year.
    """
    return "|".join((fold(issuer), fold(number).replace(" ", ""), date.isoformat() if date else ""))
