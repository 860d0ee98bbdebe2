"""An agency's own plan as an official paper (Decree 30/2020): what is sealed, and the document made of it alone.

The table is wide, so it stands in an annex across the page; the body says aims, what there is for each task, money by
source, and who organises it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any
from unicodedata import normalize

from django.utils.translation import gettext, override

from nhipcau.documents.letters.body import blocks_of
from nhipcau.documents.letters.rules import PaperKind, symbol
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
    Signature,
    Table,
    written_date,
)
from nhipcau.engines.vntext.dates import short_date
from nhipcau.office.deliveries.addressing import is_filed, plain_name
from nhipcau.office.signing import heads
from nhipcau.office.signing.kinds import Mark, Signer
from nhipcau.plans.models import UnitPlan
from nhipcau.plans.unit_states import MONEY_LABELS, MoneySource
from nhipcau.plans.units import queries, rules

HEADER = (
    "Nhiệm vụ của tỉnh", "Công việc", "Kết quả, sản phẩm", "Người phụ trách", "Phối hợp", "Thời gian", "Kinh phí, nguồn",
)  # fmt: skip
WIDTHS = (1.0, 2.8, 2.1, 1.4, 1.8, 1.8, 1.8)
_OWN = "Việc của đơn vị"


def content_of(unit_plan: UnitPlan) -> dict[str, Any]:
    """The words as they would be sealed: all but number and day of issue.  Raises Refused where the agency has no
    abbreviation to make a symbol of."""
    agency, plan = unit_plan.agency, unit_plan.plan
    document = plan.document
    lines = list(unit_plan.lines.in_order())
    return {
        "agency": agency.name,
        "parent": heads.parent_lines(agency),
        "symbol": symbol(PaperKind.PLAN, agency=heads.abbreviation_of(agency), unit=""),
        "place": heads.province(),
        "year": plan.year,
        "plan": {
            "number": document.number,
            "date": document.date.isoformat() if document.date else "",
            "issuer": document.issuer,
            "title": " ".join(plan.title.split()),
        },
        "aims": _tidy(unit_plan.aims),
        "organisation": _tidy(unit_plan.organisation),
        "leader": unit_plan.leader.strip(),
        "focal": unit_plan.focal.strip(),
        "reports": [day.isoformat() if day else "" for day in (unit_plan.reports_half, unit_plan.reports_year)],
        "recipients": [normalize("NFC", line.strip(" -;.")) for line in unit_plan.recipients.splitlines() if line.strip(" -;.")],
        "signer": _named(unit_plan),
        "lines": [
            {
                "number": line.task.number if line.task else "",
                "task": " ".join(line.task.title.split()) if line.task else "",
                "work": line.work.strip(),
                "output": line.output.strip(),
                "amount": line.amount,
                "unit": line.unit.strip(),
                "in_charge": line.in_charge.strip(),
                "with": "; ".join(rules.names_in(line.together_with)),
                "begins": line.begins.isoformat() if line.begins else "",
                "ends": line.ends.isoformat() if line.ends else "",
                "money": line.money,
                "source": line.source,
            }
            for line in lines
        ],
        "sums": [[source, amount] for source, amount in rules.sums(map(queries.written_line, lines)).items()],
    }  # fmt: skip


def _tidy(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.strip().splitlines())


def _named(unit_plan: UnitPlan) -> dict[str, Any] | None:
    signer = unit_plan.signer
    return {"officer": signer.pk, "name": str(signer), "post": signer.position} if signer else None


def paper_of(content: Mapping[str, Any], mark: Mark) -> Draft:
    """The document of sealed words with its number, day and signer; what the mark leaves open stays open."""
    named = content["signer"] or {"name": "", "post": "NGƯỜI KÝ"}
    signer = mark.signer or Signer(name=named["name"], post=named["post"])
    return Draft(
        letterhead=Letterhead(
            parent=content["parent"].upper(),
            issuer=content["agency"].upper(),
            symbol=content["symbol"],
            place=content["place"],
            number=mark.number or None,
            issued=mark.issued_on,
        ),
        kind="KẾ HOẠCH",
        summary=summary_of(content),
        opening=_base(content),
        body=tuple(_body(content)),
        closing=f"Trên đây là Kế hoạch của {content['agency']}; yêu cầu các phòng, đơn vị, cá nhân có liên quan nghiêm túc thực hiện",
        signature=Signature(
            position=signer.post.upper(),
            name=signer.name,
            authority=tuple(line.upper() for line in signer.authority),
        ),
        recipients=_recipients(content["recipients"]),
        annexes=(_annex(content, mark),),
    )


def summary_of(content: Mapping[str, Any]) -> str:
    """ "Thực hiện công tác thông tin đối ngoại tỉnh Lâm Đồng năm 2026 của Sở Công Thương"."""
    return f"Thực hiện {_subject(content)} của {content['agency']}"


def _subject(content: Mapping[str, Any]) -> str:
    title: str = content["plan"]["title"]
    for start in ("Kế hoạch thực hiện ", "Kế hoạch "):
        title = title.removeprefix(start)
    title = title.rstrip(" .") or f"nhiệm vụ năm {content['year']}"
    return title[:1].lower() + title[1:]


def _base(content: Mapping[str, Any]) -> str:
    plan = content["plan"]
    day = f" {written_date(date.fromisoformat(plan['date']))}" if plan["date"] else ""
    issuer = f" của {plan['issuer']}" if plan["issuer"] else ""
    return (
        f"Thực hiện Kế hoạch số {plan['number']}{day}{issuer} về {_subject(content)}, {content['agency']} ban hành Kế hoạch"
        " với các nội dung sau:"
    )


def _body(content: Mapping[str, Any]) -> Iterator[Block]:
    yield Heading("Mục đích, yêu cầu")
    yield from blocks_of(content["aims"])
    yield Heading("Nội dung, nhiệm vụ")
    yield from _tasks(content["lines"])
    yield Heading("Kinh phí")
    yield from _money(content["sums"])
    yield Heading("Tổ chức thực hiện")
    yield from _organised(content)


def _tasks(lines: Sequence[Mapping[str, Any]]) -> Iterator[Block]:
    yield Paragraph(
        f"Kế hoạch gồm {len(lines):02d} công việc; công việc, kết quả, người phụ trách, thời gian và kinh phí ghi tại Phụ lục"
        " kèm theo."
    )
    counted: dict[tuple[str, str], int] = {}
    for line in lines:
        key = (line["number"], line["task"])
        counted[key] = counted.get(key, 0) + 1
    for (number, task), count in counted.items():
        named = f"Nhiệm vụ {number} của tỉnh, {task}" if number else task or _OWN
        yield Dash(f"{named}: {count:02d} công việc.")


def _money(sums: Sequence[Sequence[Any]]) -> Iterator[Block]:
    if not sums:
        yield Paragraph("Kinh phí thực hiện trong dự toán chi thường xuyên được giao của đơn vị.")
        return
    total = sum(amount for _source, amount in sums)
    yield Paragraph(f"Tổng kinh phí thực hiện Kế hoạch là {millions(total)}, gồm:")
    for source, amount in sums:
        yield Dash(f"{source_words(source)}: {millions(amount)}.")


def _organised(content: Mapping[str, Any]) -> Iterator[Block]:
    if content["leader"]:
        yield Dash(f"Lãnh đạo phụ trách: {content['leader']}.")
    if content["focal"]:
        yield Dash(f"Cán bộ đầu mối, tham mưu, theo dõi, tổng hợp: {content['focal']}.")
    half, whole = (short_date(date.fromisoformat(day)) if day else "" for day in content["reports"])
    said = [f"{what} chậm nhất ngày {day}" for what, day in (("6 tháng", half), ("năm", whole)) if day]
    if said:
        yield Dash(f"Các phòng, đơn vị gửi kết quả thực hiện để tổng hợp báo cáo {', báo cáo '.join(said)}.")
    yield from blocks_of(content["organisation"])


def _annex(content: Mapping[str, Any], mark: Mark) -> Annex:
    number = f"số {mark.number}/{content['symbol']}" if mark.number else f"số         /{content['symbol']}"
    return Annex(
        title=f"Công việc thực hiện {_subject(content)}",
        body=(_table(content["lines"]),),
        attached_to=f"Kèm theo Kế hoạch {number} {written_date(mark.issued_on)} của {content['agency']}",
        landscape=True,
    )


def _table(lines: Sequence[Mapping[str, Any]]) -> Table:
    return Table(
        header=(tuple(Cell(word, bold=True, align=Align.CENTER) for word in HEADER),),
        rows=tuple(_row(line) for line in lines),
        widths=WIDTHS,
        size=12,
    )


def _row(line: Mapping[str, Any]) -> tuple[Cell | str, ...]:
    return (
        Cell(line["number"] or _OWN, align=Align.CENTER),
        line["work"],
        output_words(line),
        line["in_charge"],
        line["with"],
        Cell(time_words(line["begins"], line["ends"]), align=Align.CENTER),
        _money_cell(line),
    )


def output_words(line: Mapping[str, Any]) -> str:
    """ "Ấn phẩm song ngữ (500 cuốn)"."""
    amount = f"{line['amount']:,}".replace(",", ".") if line["amount"] is not None else ""
    count = " ".join(filter(None, (amount, line["unit"])))
    output: str = line["output"]
    return f"{output} ({count})" if count and output else output or count


def time_words(begins: str, ends: str) -> str:
    """ "Từ 01/02/2026" and "đến 15/6/2026", each on its line; one day stands once."""
    days = [short_date(date.fromisoformat(day)) for day in dict.fromkeys((begins, ends)) if day]
    return f"Từ {days[0]}\nđến {days[1]}" if len(days) > 1 else "".join(days)


def _money_cell(line: Mapping[str, Any]) -> str:
    if not line["money"]:
        return source_words(line["source"]) if line["source"] else ""
    return f"{millions(line['money'])}\n{source_words(line['source'])}"


def millions(amount: int) -> str:
    """Money as papers write it: 300000000 → "300 triệu đồng", 1250500 → "1,2505 triệu đồng"; below a million in đồng."""
    if amount < 1_000_000:
        return f"{amount:,} đồng".replace(",", ".")
    whole, rest = divmod(amount, 1_000_000)
    shown = f"{whole:,}".replace(",", ".")
    decimals = f",{rest:06d}".rstrip("0") if rest else ""
    return f"{shown}{decimals} triệu đồng"


def source_words(source: str) -> str:
    """A source as the paper says it, whoever reads."""
    if source not in set(MoneySource):
        return "chưa rõ nguồn"
    with override("vi"):
        return gettext(MONEY_LABELS[MoneySource(source)])


def _recipients(names: Sequence[str]) -> tuple[str, ...]:
    """The last line says where the paper is filed (Decree 30/2020, annex I, II.9b)."""
    if any(is_filed(plain_name(name)) for name in names):
        return tuple(names)
    return (*names, "Lưu: VT")
