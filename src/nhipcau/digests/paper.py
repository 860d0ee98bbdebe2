"""One issue as an official document (Decree 30/2020): a report to the leaders, from the content that is signed.

A digest is not among the decree's kinds of document, so it goes out as what it is to its readers: a report.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext, override

from nhipcau.digests import figures
from nhipcau.digests.content import parts_of
from nhipcau.digests.rules import DIGEST_PART_LABELS, KINDS, DigestKind, DigestPart
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
    Run,
    Signature,
    Table,
)
from nhipcau.kernel.refusal import N_
from nhipcau.kernel.standing import day_of, written
from nhipcau.office.signing.kinds import Mark
from nhipcau.press.rules import LANGUAGE_LABELS, REACH_LABELS, TONE_LABELS, Reach, Tone

MOST_LINKS = 6
LISTS_ADDRESSES = 2
"""The form of a content (``content.FORM``) from which on addresses stand in a list, and the day's figures by tone."""
INTERNAL = "LƯU HÀNH NỘI BỘ"
_NATION = ("Thường trực Tỉnh ủy (để báo cáo)", "Lãnh đạo UBND tỉnh (để báo cáo)", "Lưu: VT")


def paper(content: Mapping[str, Any], mark: Mark) -> Draft:
    """The document of a digest; official documents are Vietnamese whatever the reader's language."""
    with override("vi"):
        return _paper(content, mark)


def _paper(content: Mapping[str, Any], mark: Mark) -> Draft:
    signer = mark.signer
    addresses = Addresses(is_listed=content.get("form", 1) >= LISTS_ADDRESSES)
    province = content["province"]
    return Draft(
        letterhead=Letterhead(
            parent=f"ỦY BAN NHÂN DÂN\nTỈNH {province}".upper() if province else "",
            issuer=content["agency"] or province,
            number=mark.number,
            symbol=content["symbol"],
            place=province,
            issued=mark.issued_on,
            circulation=INTERNAL if content.get("internal") else "",
        ),
        kind="BÁO CÁO",
        summary=summary(content),
        opening=_opening(content),
        body=tuple(_body(content, addresses)),
        closing=_closing(content),
        signature=Signature(
            position=(signer.post if signer else "") or "NGƯỜI KÝ",
            name=signer.name if signer else "",
            authority=signer.authority if signer else (),
        ),
        recipients=_NATION,
        annexes=_annexes(addresses),
    )


class Addresses:
    """The addresses that a paper names by number, in the order in which they come; a list at its end has them.

    is_listed: not for what was signed before there was such a list, whose addresses stand in the lines.
    """

    def __init__(self, *, is_listed: bool) -> None:
        self.is_listed = is_listed
        self.told: dict[str, str] = {}

    def number(self, outlet: str, url: str) -> int:
        """The number of an address; the same one has one number."""
        self.told.setdefault(url, outlet)
        return list(self.told).index(url) + 1


def _annexes(addresses: Addresses) -> tuple[Annex, ...]:
    if not addresses.told:
        return ()
    lines = tuple(
        Paragraph((Run(f"[{place}] {outlet}: "), Run(url, link=_web(url))))
        for place, (url, outlet) in enumerate(addresses.told.items(), start=1)
    )
    return (Annex("Địa chỉ các tin, bài", lines),)


def _web(url: str) -> str:
    """An address that a reader may be led to: of the web, nothing else."""
    return url if url.startswith(("https://", "http://")) else ""


def summary(content: Mapping[str, Any]) -> str:
    """What the issue is, in one line: whose press of which days."""
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


def _body(content: Mapping[str, Any], addresses: Addresses) -> list[Block]:
    blocks: list[Block] = _tones(content) if addresses.is_listed else []
    if content["note"]:
        blocks += [
            Heading("Nhận định chung"),
            *(Paragraph(line) for line in content["note"].splitlines() if line.strip()),
        ]
    for group in parts_of(content):
        blocks.append(Heading(gettext(group.label)))
        for number, item in enumerate(group.items, start=1):
            blocks += _item(item, number, addresses)
    about = KINDS[DigestKind(content["kind"])]
    if about.shows_figures:
        blocks += _tables(content)
    elif not content["items"]:
        blocks.append(Paragraph(gettext(about.nothing)))
    return blocks


def _tones(content: Mapping[str, Any]) -> list[Block]:
    """How a day's stories sound, in one line; a period has a table of it."""
    if content["kind"] != DigestKind.DAY or content.get("corrects") or not content["items"]:
        return []
    counts = {row.label: row.count for row in figures.from_json(content["figures"]).by_tone}
    told = [f"{gettext(TONE_LABELS[tone]).lower()} {counts[tone]}" for tone in Tone if counts.get(tone)]
    return [Paragraph(f"Theo sắc thái, số sự kiện: {', '.join(told)}.")] if told else []


def _item(item: Mapping[str, Any], number: int, addresses: Addresses) -> list[Block]:
    blocks: list[Block] = [Heading(item["title"], 2, label=f"{number}.")]
    if item["summary"]:
        blocks.append(Paragraph(item["summary"]))
    blocks.append(Paragraph((Run("Nguồn: ", italic=True), *_sources(item["pages"], addresses))))
    if item["doubt"]:
        blocks.append(Point((Run("Có thể chưa chính xác: ", bold=True), Run(_line(item["doubt"])))))
    if item["note"]:
        blocks.append(Point((Run("Ghi chú: ", bold=True), Run(_line(item["note"])))))
    if item["proposal"]:
        blocks.append(Point((Run("Đề xuất xử lý: ", bold=True), Run(_line(item["proposal"])))))
    return blocks


def _line(text: str) -> str:
    return " ".join(text.split())


def _sources(pages: Sequence[Mapping[str, Any]], addresses: Addresses) -> list[Run]:
    """Outlets with the day of each one's first page; each leads to it, and has its number in the list."""
    first: dict[str, Mapping[str, Any]] = {}
    for page in pages:
        first.setdefault(page["outlet"], page)
    more = len(first) - MOST_LINKS
    runs: list[Run] = []
    for name, page in list(first.items())[:MOST_LINKS]:
        day = written(day_of(datetime.fromisoformat(page["at"])))
        if runs:
            runs.append(Run("; "))
        if addresses.is_listed:
            number = addresses.number(name, page["url"])
            runs += [Run(name, link=_web(page["url"])), Run(f" ({day}) [{number}]")]
        else:
            runs.append(Run(f"{name} ({day}, {page['url']})"))
    return [*runs, Run(f"; và {more} cơ quan báo chí khác." if more > 0 else ".")]


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
