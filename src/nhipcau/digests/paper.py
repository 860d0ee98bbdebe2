"""One issue as an official document (Decree 30/2020): a report to the leaders, from the content that is signed.

A digest is not among the decree's kinds of document, so it goes out as what it is to its readers: a report.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext, override

from nhipcau.digests import figures
from nhipcau.digests.content import parts_of
from nhipcau.digests.rules import DIGEST_PART_LABELS, KINDS, DigestKind, DigestPart
from nhipcau.engines.officialdoc.write.docx import (
    Align,
    Block,
    Cell,
    Dash,
    Draft,
    Heading,
    Letterhead,
    Paragraph,
    Point,
    Run,
    Signature,
    Table,
)
from nhipcau.kernel.refusal import N_
from nhipcau.office.signing.kinds import Mark
from nhipcau.press.rules import LANGUAGE_LABELS, REACH_LABELS, TONE_LABELS, Reach, Tone

MOST_LINKS = 6
_NATION = ("Thường trực Tỉnh ủy (để báo cáo)", "Lãnh đạo UBND tỉnh (để báo cáo)", "Lưu: VT")


def paper(content: Mapping[str, Any], mark: Mark) -> Draft:
    """The document of a digest; official documents are Vietnamese whatever the reader's language."""
    with override("vi"):
        return _paper(content, mark)


def _paper(content: Mapping[str, Any], mark: Mark) -> Draft:
    signer = mark.signer
    province = content["province"]
    return Draft(
        letterhead=Letterhead(
            parent=f"ỦY BAN NHÂN DÂN\nTỈNH {province}".upper() if province else "",
            issuer=content["agency"] or province,
            number=mark.number,
            symbol=content["symbol"],
            place=province,
            issued=mark.issued_on,
        ),
        kind="BÁO CÁO",
        summary=_summary(content),
        opening=_opening(content),
        body=tuple(_body(content)),
        closing=_closing(content),
        signature=Signature(
            position=(signer.post if signer else "") or "NGƯỜI KÝ",
            name=signer.name if signer else "",
            authority=signer.authority if signer else (),
        ),
        recipients=_NATION,
    )


def _summary(content: Mapping[str, Any]) -> str:
    first, last = date.fromisoformat(content["first_day"]), date.fromisoformat(content["last_day"])
    place = f"về tỉnh {content['province']}" if content["province"] else "về tỉnh"
    about = KINDS[DigestKind(content["kind"])]
    again = f" (đính chính lần {content['edition']})" if content["edition"] else ""
    return about.title.format(when=about.when(first, last), place=place) + again


def _opening(content: Mapping[str, Any]) -> str:
    corrected = content.get("corrects")
    if corrected:
        number = f" số {corrected['number']:02d}/{content['symbol']}" if corrected.get("number") else ""
        return f"Báo cáo này đính chính, thay cho Báo cáo{number} cùng kỳ. Nội dung đính chính: {content['correction_reason']}"
    kept = figures.from_json(content["figures"])
    return KINDS[DigestKind(content["kind"])].opening.format(
        articles=kept.articles.now,
        outlets=kept.outlets.now,
        stories=kept.stories.now,
        foreign=kept.foreign.now,
    )


def _body(content: Mapping[str, Any]) -> list[Block]:
    blocks: list[Block] = []
    if content["note"]:
        blocks += [
            Heading("Nhận định chung"),
            *(Paragraph(line) for line in content["note"].splitlines() if line.strip()),
        ]
    for group in parts_of(content):
        blocks.append(Heading(gettext(group.label)))
        for number, item in enumerate(group.items, start=1):
            blocks += _item(item, number)
    about = KINDS[DigestKind(content["kind"])]
    if about.shows_figures:
        blocks += _tables(content)
    elif not content["items"]:
        blocks.append(Paragraph(gettext(about.nothing)))
    return blocks


def _item(item: Mapping[str, Any], number: int) -> list[Block]:
    blocks: list[Block] = [Heading(item["title"], 2, label=f"{number}.")]
    if item["summary"]:
        blocks.append(Paragraph(item["summary"]))
    blocks.append(Paragraph((Run("Nguồn: ", italic=True), Run(_sources(item["pages"])))))
    if item["doubt"]:
        blocks.append(Point((Run("Có thể chưa chính xác: ", bold=True), Run(_line(item["doubt"])))))
    if item["note"]:
        blocks.append(Point((Run("Ghi chú: ", bold=True), Run(_line(item["note"])))))
    if item["proposal"]:
        blocks.append(Point((Run("Đề xuất xử lý: ", bold=True), Run(_line(item["proposal"])))))
    return blocks


def _line(text: str) -> str:
    return " ".join(text.split())


def _sources(pages: Sequence[Mapping[str, Any]]) -> str:
    """Outlets with the day and the address of each one's first page."""
    first: dict[str, Mapping[str, Any]] = {}
    for page in pages:
        first.setdefault(page["outlet"], page)
    told = [
        f"{name} ({timezone.localtime(datetime.fromisoformat(page['at'])):%d/%m/%Y}, {page['url']})"
        for name, page in list(first.items())[:MOST_LINKS]
    ]
    more = len(first) - len(told)
    return "; ".join(told) + (f"; và {more} cơ quan báo chí khác." if more > 0 else ".")


def _closing(content: Mapping[str, Any]) -> str:
    agency = content["agency"] or "Cơ quan điều phối"
    if any(item["proposal"] for item in content["items"]):
        return f"{agency} kính báo cáo và đề nghị lãnh đạo cho ý kiến chỉ đạo đối với các đề xuất nêu trên"
    return f"{agency} kính báo cáo"


def label_of(table: str, code: str, subjects: Mapping[str, str]) -> str:
    """A row of figures in the reader's words."""
    if table == "by_subject":
        return named(code, subjects)
    if table == "by_language":
        return gettext(LANGUAGE_LABELS[code]) if code in LANGUAGE_LABELS else code
    if table == "by_tone":
        return gettext(TONE_LABELS[Tone(code)]) if code in set(Tone) else code
    if table == "by_part":
        return gettext(DIGEST_PART_LABELS[DigestPart(code)]) if code in set(DigestPart) else code
    if table == "by_reach":
        return gettext(REACH_LABELS[Reach(int(code))]) if code.isdigit() and int(code) in set(Reach) else code
    return code


def named(subject: str, subjects: Mapping[str, str]) -> str:
    """A subject in the reader's language; "" for none."""
    return gettext(subjects.get(subject, subject)) if subject else ""


TABLE_TITLES = {
    "by_outlet": N_("Cơ quan báo chí đăng nhiều nhất (tin, bài)"),
    "by_language": N_("Ngôn ngữ (tin, bài)"),
    "by_subject": N_("Chủ đề (sự kiện)"),
    "by_tone": N_("Sắc thái (sự kiện)"),
    "by_reach": N_("Tầm ảnh hưởng (tin, bài)"),
}


def _tables(content: Mapping[str, Any]) -> list[Block]:
    kept = figures.from_json(content["figures"])
    totals = (
        ("Tin, bài", kept.articles),
        ("Sự kiện", kept.stories),
        ("Cơ quan báo chí, trang tin", kept.outlets),
        ("Tin, bài bằng tiếng nước ngoài", kept.foreign),
        ("Tin, bài trên báo có độc giả ngoài nước", kept.far),
    )
    blocks: list[Block] = [
        Heading("Số liệu so với kỳ trước"),
        _table("Chỉ tiêu", [(label, total.now, total.before) for label, total in totals]),
    ]
    for name, title in TABLE_TITLES.items():
        rows = getattr(kept, name)
        if rows:
            told = [(label_of(name, row.label, content["subjects"]), row.count, row.before) for row in rows]
            blocks += [Dash(title + ":"), _table(title.split(" (")[0], told)]
    return blocks


def _table(head: str, rows: Sequence[tuple[str, int, int]]) -> Table:
    return Table(
        header=((head, "Kỳ này", "Kỳ trước", "Tăng, giảm"),),
        rows=tuple(
            (
                Cell(label, align=Align.LEFT),
                Cell(str(now), align=Align.RIGHT),
                Cell(str(before), align=Align.RIGHT),
                Cell(f"{now - before:+d}" if now != before else "0", align=Align.RIGHT),
            )
            for label, now, before in rows
        ),
        widths=(5, 1.4, 1.4, 1.6),
    )
