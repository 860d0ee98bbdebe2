"""Texts that grow: each shape is a function of a number that gives a text about that many times longer.

A reader's time must grow with the length of what it reads, whatever it reads; these are the repetitions that
rules of official papers and of news look for, and the ones that they were never meant for.
"""

from __future__ import annotations

from collections.abc import Callable

Shape = Callable[[int], str]


def _lines(line: str) -> Shape:
    return lambda n: "\n".join(line.replace("#", str(i + 1)) for i in range(n))


def _run(piece: str) -> Shape:
    return lambda n: "".join(piece.replace("#", str(i + 1)) for i in range(n))


def _steps(n: int) -> str:
    """A decimal outline that goes down and comes back."""
    return "\n".join(f"{1 + i // 9}.{1 + i % 9}.{1 + i % 5} Việc thứ {i}." for i in range(n))


def _nested(n: int) -> str:
    return "\n".join(
        f"{mark} Nội dung cần làm."
        for i in range(n)
        for mark in ("I.", "1.", "a)", "-", "+", "1.1.")[: 1 + i % 6]
    )


def _owed(n: int) -> str:
    """A content section and a section of duties by agency, both long."""
    content = "\n".join(f"{i + 1}. Lễ hội số {i}\n- Chủ trì: Sở Ngoại vụ." for i in range(n))
    duties = "\n".join(f"{i + 1}. Sở Y tế\n- Cử người trực tại lễ hội số {i}." for i in range(n))
    return f"KẾ HOẠCH\nI. MỤC ĐÍCH\nQuảng bá.\nII. NHIỆM VỤ\n{content}\nIII. TỔ CHỨC THỰC HIỆN\n{duties}"


def _actions(n: int) -> str:
    """A table of which every number has several actions."""
    rows = "\n".join(
        f"| {i} | Việc {i} | Bước một | Sở Ngoại vụ | 6/2026 |\n| | | Bước hai | Sở Y tế | 9/2026 |"
        for i in range(n)
    )
    return f"KẾ HOẠCH\nII. NHIỆM VỤ\n| STT | Nội dung | Hành động cụ thể | Chủ trì | Thời hạn |\n{rows}"


def _pasted(n: int) -> str:
    """A table copied with a line for each cell; every second row lacks one."""
    rows = "\n".join(f"{i + 1}\nVẽ bản đồ\nSở Ngoại vụ\n{'Sở Y tế' * (i % 2)}\nQuý II/2026" for i in range(n))
    return f"KẾ HOẠCH\nII. NHIỆM VỤ\nSTT\nNội dung\nCơ quan chủ trì\nPhối hợp\nThời gian\n{rows}"


def _tabbed(n: int) -> str:
    rows = "\n".join(f"{i + 1}\tVẽ bản đồ\tSở Ngoại vụ\nSở Y tế\tQuý II/2026" for i in range(n))
    return f"KẾ HOẠCH\nII. NHIỆM VỤ\nTT\tNội dung\tĐơn vị thực hiện\tThời gian\n{rows}"


SHAPES: dict[str, Shape] = {
    "pasted-cells": _pasted,
    "pasted-blanks": lambda n: "KẾ HOẠCH\n TT   Nội dung      Chủ trì       Thời gian\n" + _lines("  #   Vẽ bản đồ     Sở Y tế       Quý II")(n),
    "pasted-blank-heads": _lines(" TT   Nội dung      Chủ trì       Thời gian"),
    "pasted-tabs": _tabbed,
    "pasted-heads": _lines("STT\nNội dung\nChủ trì\n1\nVẽ bản đồ"),
    "owed": _owed,
    "actions": _actions,
    "told-points": lambda n: "KẾ HOẠCH\nII. NHIỆM VỤ\n1. Việc\n" + _lines("- Làm phim #: Sở Y tế chủ trì; xong tháng 6.")(n),
    "old-letters": _lines("C«ng t¸c th«ng tin ®èi ngo¹i tØnh n¨m #, Së Ngo¹i vô"),
    "number-labels": _lines("#. 500 tờ rơi theo Nghị quyết\n214/NQ-CP"),
    "broken-title": lambda n: "CỘNG\nHÒA XÃ\n" * n,
    "money-sources": lambda n: "KẾ HOẠCH\nII. NHIỆM VỤ\n1. Việc\n- Kinh phí: " + "ngân sách tỉnh, nguồn khác, " * n,
    # one line, without end
    "one-letter": _run("a"),
    "one-word": _run("từ "),
    "one-sentence": _run("Sở Ngoại vụ chủ trì, phối hợp thực hiện. "),
    "no-stop": _run("tổ chức thực hiện nhiệm vụ được giao và "),
    "dates": _run("ngày # tháng 1 năm 2026 "),
    "short-dates": _run("từ 1/2 đến 3/4/2026, "),
    "numbers": _run("1234567890"),
    "numbers-apart": _run("12 34/56-78. "),
    "doc-numbers": _run("số #/KH-UBND-SNgV, "),
    "half-doc-numbers": _run("12/QĐ-"),
    "signs": _run("A-B-"),
    "slashes": _run("1/"),
    "dashes": _run("- "),
    "dots": _run("."),
    "brackets": _run("("),
    "bracket-pairs": _run("(UBND) "),
    "quotes": _run("“Sở ”"),
    "commas": _run("Sở Công Thương, "),
    "agencies": _run("các sở, ban, ngành và UBND các xã, phường; "),
    "cac": _run("các "),
    "quarters": _run("quý I, quý II, tháng 6, "),
    "capitals": _run("ỦY BAN NHÂN DÂN TỈNH "),
    "spaces": lambda n: "a" + " " * (n * 8) + "b",
    "tabs": lambda n: "a" + "\t" * (n * 4) + "b",
    "dots-end": lambda n: "các sở" + "." * n + "x",
    "stops-end": lambda n: "a. " * n + "b",
    "closers": lambda n: "a." + ")" * n + "x",
    "open-definition": lambda n: "Ủy ban nhân dân tỉnh (gọi" + " " * n + "x",
    "open-definitions": _run("(sau đây gọi tắt là "),
    "quarter-spaces": lambda n: "quý I" + " " * n + "x",
    "day-spaces": lambda n: "từ ngày 1 tháng 2" + " " * n + "x",
    "year-spaces": lambda n: "giai đoạn 2024" + " " * n + "x",
    "field-spaces": lambda n: "Thời gian thực hiện" + " " * n + "x",
    "number-spaces": lambda n: "Số:" + " " * n + "/" + " " * n + "KH",
    "qualifiers": _run("các sở trên địa bàn tỉnh tỉnh tỉnh tỉnh "),
    "of-culture": _run("Sở Văn hóa, Thể thao "),
    "quarter-list": lambda n: "quý " + "I, " * n + "x",
    "month-list": lambda n: "tháng " + "1, " * n + "x",
    "mark-runs": lambda n: "a" + "\u0301\u0323" * n,
    "romans": _run("IVXLC"),
    "emails": _run("a.b-c@"),
    "links": _run("https://a.vn/b-c?d=1 "),
    "zero-width": _run("a\u200b"),
    "odd-digits": _run("ngày ²/٣/2026 "),
    "controls": _run("a\x01\ufffe"),
    "marks": _run("e\u0302\u0301"),
    "place-names": _run("Lâm Đồng, Đà Lạt, Bảo Lộc, xã Đức Trọng "),
    "other-names": _run("đường Lâm Đồng ở Hà Nội, trường Đà Lạt. "),
    "flags": _run("sai sự thật, phản đối, tử vong, bắt giữ, vi phạm. "),
    "reported": _run("Sở Ngoại vụ đã tổ chức # lớp tập huấn cho 1# lượt người tại xã Quảng Trực. "),
    "definitions": _run("Ủy ban nhân dân tỉnh (sau đây gọi tắt là UBND tỉnh) "),
    # lines
    "plain-lines": _lines("Nội dung số một của kế hoạch."),
    "open-lines": _lines("tiếp tục triển khai thực hiện các nội dung của kế hoạch"),
    "short-lines": _lines("a"),
    "numbered": _lines("#. Tổ chức hội nghị tổng kết."),
    "lettered": _lines("a) Chủ trì xây dựng báo cáo."),
    "dashed": _lines("- Phối hợp với Sở Ngoại vụ tổ chức đoàn ra."),
    "outline": _steps,
    "nested": _nested,
    "articles": _lines("Điều #. Trách nhiệm thi hành."),
    "bases": _lines("Căn cứ Luật số #/2025/QH15 ngày 01/01/2025;"),
    "fields": _lines("Đơn vị chủ trì:"),
    "fields-valued": _lines("Thời gian thực hiện: quý III năm 2026"),
    "capital-lines": _lines("KẾ HOẠCH"),
    "annexes": _lines("PHỤ LỤC"),
    "notes": _lines("(Kèm theo Kế hoạch số #/KH-UBND ngày 1/1/2026)"),
    "posts": _lines("KT. CHỦ TỊCH"),
    "heads": _lines("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
    "recipients": lambda n: "Nơi nhận:\n" + "\n".join("- Như Điều 3;" for _ in range(n)),
    "addressees": lambda n: "Kính gửi:\n" + "\n".join("- Sở Ngoại vụ;" for _ in range(n)),
    "names": _lines("Nguyễn Văn An"),
    "kinds": _lines("QUYẾT ĐỊNH"),
    "summaries": _lines("Về việc ban hành kế hoạch"),
    "number-lines": _lines("Số: #/KH-UBND"),
    "day-lines": _lines("Lâm Đồng, ngày 1 tháng 2 năm 2026"),
    "bars": _lines("| # | Nội dung | Sở Ngoại vụ |"),
    "columns": _lines("Nơi nhận:                              CHỦ TỊCH"),
    "rules": _lines("----------"),
    "form-feeds": _lines("Trang\f"),
    "agency-lines": _lines("Sở Ngoại vụ:"),
    "duty-lines": _lines("#. Sở Ngoại vụ chủ trì, phối hợp với Sở Tài chính báo cáo trước ngày 15/#/2026."),
    "task-lines": _lines("Nhiệm vụ #: Tổ chức Tuần văn hóa tại Campuchia (quý II)"),
    "cited": _lines("theo điểm a khoản # Điều 5 và mục II Phần thứ nhất Kế hoạch này"),
}  # fmt: skip
