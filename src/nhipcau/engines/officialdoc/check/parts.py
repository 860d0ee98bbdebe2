"""The components of a paper, as they were found (Decree 30/2020, annex I, part I, II)."""

from __future__ import annotations

from dataclasses import dataclass, field

from .foot import Foot
from .recognise import WrittenDate, WrittenNumber
from .sheet import Line, Par, Sheet

NO_SUMMARY = frozenset(
    [
        "giấy giới thiệu",
        "giấy nghỉ phép",
        "giấy ủy quyền",
        "phiếu gửi",
        "phiếu chuyển",
        "phiếu báo",
        "thư công",
        "hợp đồng",
        "bản ghi nhớ",
        "bản thỏa thuận",
    ]
)
"""Kinds whose model has no summary under their name (Decree 30/2020, annex III)."""


@dataclass
class AnnexPart:
    """An annex as far as the decree sets its head.  number: as written, "" for none."""

    label: Line
    number: str
    title: list[Line] = field(default_factory=list)
    note: Line | None = None


@dataclass
class Parts:
    """The components found; None or empty for what is not there."""

    sheet: Sheet
    other_form: str = ""  # "party", "union": a paper that Decree 30 does not rule
    nation: Line | None = None
    nation_text: str = ""
    motto: Line | None = None
    number: Line | None = None
    written_number: WrittenNumber | None = None
    date: Line | None = None
    written_date: WrittenDate | None = None
    parents: list[Line] = field(default_factory=list)
    issuer: list[Line] = field(default_factory=list)
    about: list[Line] = field(default_factory=list)
    kind: Line | None = None
    kind_name: str = ""
    letter_kind: Line | None = None  # "CÔNG VĂN" where no kind may stand
    attached: bool = False  # issued by another paper, whose head it goes by
    summary: list[Line] = field(default_factory=list)
    stamps: list[Line] = field(default_factory=list)
    addressees: list[Line] = field(default_factory=list)
    bases: list[Line] = field(default_factory=list)
    preamble: list[Line] = field(default_factory=list)  # who decides, "QUYẾT ĐỊNH:"
    body: list[Par] = field(default_factory=list)
    foot: Foot = field(default_factory=Foot)
    annexes: list[AnnexPart] = field(default_factory=list)
    opening: int = 0  # order of the first line after the head
    end: int = 0  # order of the first line that is no more of the paper itself

    @property
    def is_letter(self) -> bool:
        """An official letter (công văn): no kind stands in it."""
        return self.kind is None and bool(self.about or self.addressees)

    @property
    def title(self) -> list[Line]:
        return [*([self.kind] if self.kind else []), *self.summary]

    def taken(self) -> set[int]:
        """The lines (by ``id``) of the parts of a head that are found before its issuer and its content."""
        alone = (self.nation, self.motto, self.number, self.date)
        return {id(line) for line in (*alone, *self.title, *self.about) if line}

    @property
    def has_head(self) -> bool:
        return bool(
            self.nation
            or self.motto
            or self.about
            or self.attached
            or (self.number and (self.date or self.kind or self.issuer))
        )
