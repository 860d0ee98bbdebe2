"""Lists of documents and papers, to be taken out as they are chosen (``kernel.lists``)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from nhipcau.documents import queries
from nhipcau.documents.letters import screens, urging
from nhipcau.documents.letters.queries import listed_by
from nhipcau.documents.permissions import DRAFT_PAPERS, READ_DOCUMENTS
from nhipcau.kernel.clock import today
from nhipcau.kernel.lists import Act, Chosen, Listing, Table, by_parts
from nhipcau.kernel.sheets import Cell, Column
from nhipcau.office.sections import PAPERS


def find_documents(officer: Any, asked: QueryDict, of: str) -> QuerySet[Any]:
    """The register under its filters."""
    return queries.listed(asked)


def documents_table(chosen: Chosen) -> Table:
    """The chosen documents with their heads."""
    columns = [
        Column(_("Số, ký hiệu"), 20),
        Column(_("Ngày"), 12, Cell.DAY),
        Column(_("Loại"), 16),
        Column(_("Trích yếu"), 70),
        Column(_("Nơi ban hành"), 34),
        Column(_("Người ký"), 26),
    ]
    rows = (
        (one.number, one.date, one.kind_words, one.title, one.issuer, one.signer)
        for one in by_parts(chosen.rows)
    )
    return Table(_("Sổ văn bản"), columns, rows, "so-van-ban", (_("Sổ văn bản"),))


def find_letters(officer: Any, asked: QueryDict, of: str) -> QuerySet[Any]:
    """The papers under the list's filters."""
    return listed_by(officer, asked)


def letters_table(chosen: Chosen) -> Table:
    """The chosen papers with where each stands, some hundred at a time."""
    columns = [
        Column(_("Trích yếu"), 70),
        Column(_("Loại"), 20),
        Column(_("Cơ quan"), 36),
        Column(_("Tình trạng"), 24),
        Column(_("Sửa lần cuối"), 18),
    ]

    def rows() -> Iterator[tuple[str, ...]]:
        keys = list(chosen.rows.values_list("pk", flat=True))
        for start in range(0, len(keys), 500):
            part = {one.pk: one for one in chosen.rows.filter(pk__in=keys[start : start + 500])}
            for row in screens.rows_of(part[key] for key in keys[start : start + 500] if key in part):
                yield row.summary, row.kind, row.agency, row.state, row.edited

    return Table(_("Văn bản soạn thảo"), columns, rows(), "van-ban-soan-thao", (_("Văn bản soạn thảo"),))


def _urge(chosen: Chosen) -> str:
    count = urging.urge(letters=chosen.rows, today=today(), by=chosen.by)
    if not count:
        return _("Hôm nay đã đôn đốc các văn bản này rồi, hoặc nơi được hỏi chưa có tài khoản nào.")
    return ngettext("Đã đôn đốc %(n)d văn bản.", "Đã đôn đốc %(n)d văn bản.", count) % {"n": count}


LISTINGS = (
    Listing("documents.register", find_documents, documents_table, permission=READ_DOCUMENTS, section=PAPERS),
    Listing(
        "documents.letters",
        find_letters,
        letters_table,
        (Act("don-doc", gettext_lazy("Đôn đốc"), _urge, DRAFT_PAPERS, "bell-ring"),),
        section=PAPERS,
    ),
)
