"""The province's plan as an official paper (Decree 30/2020): made of what is sealed alone, and read back by our own reader
into the very tasks that it was made of.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from nhipcau.documents.letters.body import blocks_of
from nhipcau.engines.officialdoc.write.model import (
    Align,
    Annex,
    Block,
    Cell,
    Dash,
    Draft,
    Heading,
    Letterhead,
    Paragraph,
    Point,
    Signature,
    Table,
    written_date,
)
from nhipcau.engines.vntext.dates import short_date
from nhipcau.office.deliveries.addressing import is_filed, plain_name
from nhipcau.office.signing.kinds import Mark, Signer
from nhipcau.plans.next.sealed import lower_first

Json = dict[str, Any]
HEADER = ("STT", "Nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian", "Sản phẩm")
WIDTHS = (0.8, 4.1, 2.5, 2.9, 2.1, 2.0)
"""In proportion; the time's column has room for “ngày 31/12/2027”, which is not broken."""
_MONEY = (
    "Kinh phí thực hiện Kế hoạch được bố trí trong dự toán chi ngân sách nhà nước hằng năm theo phân cấp quản lý ngân sách"
    " và từ các nguồn kinh phí hợp pháp khác theo quy định của pháp luật."
)
_SIGN = re.compile(r"^\s*(?:[-–+•*]+\s*|[a-zđ]\)\s+)?(?=\S)")
_COUNTED = re.compile(r"^\s*(\d{1,2})\.\s", re.MULTILINE)
_DEEPEST = 4  # levels of headings that the decree has
# A task's fields as provincial plans label them, in their order.
_ROLES = (
    ("lead", "Cơ quan chủ trì"),
    ("direct", "Cơ quan chỉ đạo, hướng dẫn"),
    ("implement", "Cơ quan thực hiện"),
    ("coordinate", "Cơ quan phối hợp"),
)


def paper_of(content: Mapping[str, Any], mark: Mark) -> Draft:
    """The document of sealed words with its number, day and signer; what the mark leaves open stays open."""
    named = content["signer"] or {"name": "", "post": "NGƯỜI KÝ"}
    signer = mark.signer or Signer(name=named["name"], post=named["post"])
    return Draft(
        letterhead=Letterhead(
            parent=content["parent"].upper(),
            issuer=issuer_lines(content["agency"]),
            symbol=content["symbol"],
            place=content["place"],
            number=mark.number or None,
            issued=mark.issued_on,
        ),
        kind="KẾ HOẠCH",
        summary=content["title"],
        bases=tuple(content["bases"]),
        opening=f"{content['agency']} ban hành Kế hoạch {lower_first(content['title'])} với các nội dung sau:",
        body=tuple(_body(content)),
        closing=_closing(content),
        signature=Signature(
            position=signer.post.upper(),
            name=signer.name,
            authority=tuple(line.upper() for line in signer.authority),
        ),
        recipients=_filed(content["recipients"]),
        annexes=(_annex(content, mark),),
    )


def issuer_lines(name: str) -> str:
    """ "ỦY BAN NHÂN DÂN" and "TỈNH LÂM ĐỒNG", each on its line (Decree 30/2020, annex I, II.2)."""
    upper = name.upper()
    for place in (" TỈNH ", " THÀNH PHỐ "):
        body, found, whose = upper.partition(place)
        if found and body == "ỦY BAN NHÂN DÂN":
            return f"{body}\n{found.strip()} {whose}"
    return upper


def _closing(content: Mapping[str, Any]) -> str:
    return (
        f"Trên đây là Kế hoạch {lower_first(content['title'])}. Trong quá trình thực hiện, nếu có khó khăn, vướng mắc, các cơ quan,"
        f" đơn vị, địa phương kịp thời phản ánh về {content['drafter']} để tổng hợp, báo cáo {content['agency']} xem xét,"
        " quyết định"
    )


def _body(content: Mapping[str, Any]) -> Iterator[Block]:
    yield Heading("Mục đích, yêu cầu")
    yield from blocks_of(content["aims"])
    yield Heading("Nội dung, nhiệm vụ")
    for task in content["draft"]["tasks"]:
        yield from _task(task, 2)
    yield Heading("Kinh phí thực hiện")
    yield from blocks_of(content["money"] or _MONEY)
    yield Heading("Tổ chức thực hiện")
    yield from _organised(content)


def _task(task: Json, level: int) -> Iterator[Block]:
    yield Heading(_flat(task["title"]).rstrip(" ."), level=min(level, _DEEPEST), label=f"{task['number']}.")
    yield from _content(task["content"])
    yield from (Point(f"{label}: {words}") for label, words in fields_of(task))
    for child in task.get("children") or []:
        yield from _task(child, level + 1)


def _content(text: str) -> Iterator[Block]:
    """What is to be done, line by line; whatever signs the lines began with, they are no tasks of their own, and the
    letters are those of the fields below."""
    lines = [_SIGN.sub("", line, count=1) for line in text.splitlines() if line.strip()]
    for line in lines:
        yield Dash(line) if len(lines) > 1 else Paragraph(line)


def fields_of(task: Json) -> Iterator[tuple[str, str]]:
    """(label, words) of what a task says of itself: who, when, where, what comes of it, from which money."""
    for role, label in _ROLES:
        if task[role]:
            yield label, f"{'; '.join(_flat(name).rstrip(' ;.') for name in task[role])}."
    for key, label in (
        ("timing_text", "Thời gian thực hiện"),
        ("place", "Địa điểm"),
        ("outputs", "Sản phẩm"),
        ("budget", "Kinh phí"),
    ):
        if words := _flat(task[key]).rstrip(" ."):
            yield label, f"{words}."


def _flat(text: str) -> str:
    """On one line; several lines are parted by semicolons."""
    lines = [" ".join(line.split()).strip(" -–+;") for line in text.splitlines()]
    return "; ".join(line for line in lines if line)


def _organised(content: Mapping[str, Any]) -> Iterator[Block]:
    yield from blocks_of(content["organisation"])
    # Where the part counts its paragraphs, the plan's own days go on with the count.
    counted = _COUNTED.findall(content["organisation"])
    for place, words in enumerate(dated_duties(content), int(counted[-1]) + 1 if counted else 0):
        yield Paragraph(f"{place}. {words}" if counted else words)


def dated_duties(content: Mapping[str, Any]) -> Iterator[str]:
    """The days that the plan itself names, each in a sentence that our own reader understands."""
    days = {
        one["what"]: short_date(date.fromisoformat(one["due"])) for one in content["draft"]["obligations"]
    }
    drafter = content["drafter"]
    if day := days.get("unit plan"):
        yield (
            f"Các cơ quan, đơn vị, địa phương xây dựng kế hoạch của đơn vị mình, gửi {drafter} chậm nhất ngày {day}."
        )
    said = [
        f"chậm nhất ngày {day} đối với báo cáo {what}"
        for what, day in (("6 tháng", days.get("six-month report")), ("năm", days.get("annual report")))
        if day
    ]
    if said:
        yield (
            f"Các cơ quan, đơn vị, địa phương báo cáo kết quả thực hiện về {content['agency']} (thông qua {drafter}) "
            f"{'; '.join(said)}."
        )


def _annex(content: Mapping[str, Any], mark: Mark) -> Annex:
    number = f"số {mark.number or '       '}/{content['symbol']}"
    return Annex(
        title=f"Tổng hợp nhiệm vụ của Kế hoạch {lower_first(content['title'])}",
        body=(_table(content["draft"]["tasks"]),),
        attached_to=f"Kèm theo Kế hoạch {number} {written_date(mark.issued_on)} của {content['agency']}",
        landscape=True,
    )


def _table(tasks: Sequence[Json]) -> Table:
    return Table(
        header=(tuple(Cell(word, bold=True, align=Align.CENTER) for word in HEADER),),
        rows=tuple(_rows(tasks)),
        widths=WIDTHS,
        size=12,
    )


def _rows(tasks: Sequence[Json]) -> Iterator[tuple[Cell | str, ...]]:
    for task in tasks:
        children = task.get("children") or []
        title = Cell(_flat(task["title"]).rstrip(" ."), bold=bool(children))
        leads = [*task["lead"], *task["implement"], *task["direct"]]
        yield (
            Cell(task["number"], bold=bool(children), align=Align.CENTER),
            title,
            "\n".join(map(_flat, leads)),
            "\n".join(map(_flat, task["coordinate"])),
            Cell(_flat(task["timing_text"]), align=Align.CENTER),
            _flat(task["outputs"]),
        )
        yield from _rows(children)


def _filed(names: Sequence[str]) -> tuple[str, ...]:
    """The last line says where the paper is filed (Decree 30/2020, annex I, II.9b)."""
    if any(is_filed(plain_name(name)) for name in names):
        return tuple(names)
    return (*names, "Lưu: VT")
