"""What the papers are made from that try the checker of forms.

A `Paper` is right in every point as it stands; a case changes what it names.  Lengths are millimetres, sizes points.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"


@dataclass(frozen=True)
class T:
    """One line or paragraph and how it is set; None leaves what the paper's body has."""

    text: str
    size: float = 14
    bold: bool = False
    italic: bool = False
    align: str = "center"
    before: float = 0
    after: float = 0
    line: float = 1.0
    exact: float = 0
    first: float = 0
    left: float = 0
    hanging: float = 0
    font: str = ""
    colour: str = ""
    caps: bool = False
    number: tuple[int, int] | None = None  # numId, level
    tab: bool = False  # a tabulator in the place of the first line's indent
    lead: str = ""  # bold words before the text


def B(text: str, **changes) -> T:
    """A paragraph of the body."""
    given = {"size": 14, "align": "both", "after": 6, "line": 1.15, "first": 12.7}
    return T(text, **(given | changes))


@dataclass(frozen=True)
class Rule:
    """A line: how it is drawn and how long it is in points; how: "" for none."""

    how: str = "border"
    length: float = 60


@dataclass(frozen=True)
class Page:
    width: float = 210
    height: float = 297
    top: float = 20
    bottom: float = 20
    left: float = 30
    right: float = 15
    number: str = "simple"  # simple, complex, frame, tab, ""
    where: str = "header"
    align: str = "center"
    size: float = 14
    italic: bool = False
    title_page: bool = True
    form: str = ""
    words: str = ""
    start: int | None = None


@dataclass(frozen=True)
class Annex:
    label: T | None = T("Phụ lục", bold=True)
    title: T | None = T("DANH MỤC NHIỆM VỤ", bold=True)
    note: T | None = T(
        "(Kèm theo Kế hoạch số 25/KH-UBND ngày 05 tháng 02 năm 2026 của Ủy ban nhân dân tỉnh Hà Giang)",
        italic=True,
    )
    body: tuple = (B("Nội dung của phụ lục được các cơ quan thực hiện theo phân công tại Kế hoạch này."),)
    page: Page = Page(start=1)


@dataclass(frozen=True)
class Paper:
    layout: str = "table"  # table, tabs, boxes, flow
    setting: str = "direct"  # direct, styles, theme
    rows: int = 2  # of the head's table
    nation: T | None = T(NATION, 13, bold=True)
    motto: T | None = T(MOTTO, 14, bold=True)
    motto_rule: Rule = Rule(length=171)
    parent: tuple[T, ...] = ()
    issuer: tuple[T, ...] = (T("ỦY BAN NHÂN DÂN", 13, bold=True), T("TỈNH HÀ GIANG", 13, bold=True))
    issuer_rule: Rule = Rule(length=50)
    number: T | None = T("Số: 25/KH-UBND", 13)
    date: T | None = T("Hà Giang, ngày 05 tháng 02 năm 2026", 14, italic=True)
    letter_summary: tuple[T, ...] = ()
    stamp: T | None = None
    kind: T | None = T("KẾ HOẠCH", bold=True, before=12)
    summary: tuple[T, ...] = (T("Tổ chức các hoạt động thông tin đối ngoại năm 2026", bold=True),)
    title_rule: Rule = Rule(length=130)
    addressees: tuple[T, ...] = ()
    preamble: tuple[T, ...] = ()
    body: tuple = ()
    sign: tuple = ()  # columns of lines
    sign_layout: str = "table"  # table, tabs, flow
    receivers: tuple[T, ...] = ()
    page: Page = Page()
    annexes: tuple[Annex, ...] = ()
    swapped: bool = False  # nation on the left
    order: tuple[str, ...] = ("head", "title", "addressees", "preamble", "body", "foot", "annexes")
    number_after_kind: bool = False
    before_head: tuple[T, ...] = ()
    styles_part: bool = True
    face: str = "Times New Roman"
    even_odd: bool = False
    extra: dict = field(default_factory=dict)

    def but(self, **changes) -> Paper:
        return replace(self, **changes)
