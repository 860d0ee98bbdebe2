"""Whether number books count on, and each number and each one given up stands in the log."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from nhipcau.kernel.models import LogEntry
from nhipcau.kernel.proofs import Deed, Doubt, Proof, against_log, proofs
from nhipcau.kernel.refusal import N_, Refused
from nhipcau.office.registers import queries, rules
from nhipcau.office.registers.models import Book, GivenUp, Number, PaperNumber


def connect() -> None:
    proofs.register(Proof("office.books", _("Sổ cấp số: liền số, đối chiếu với nhật ký"), _books))


def _books() -> Iterator[Doubt]:
    for book in Book.objects.select_related("issuer").annotate(highest=Max("numbers__value")).order_by("pk"):
        named = {"book": f"{book.title} {book.year} ({book.issuer})"}
        for value in queries.gaps(book):
            yield Doubt(N_("sổ %(book)s: thiếu số %(number)s"), named | {"number": rules.written(value)})
        if book.last != (book.highest or 0):
            yield Doubt(N_("sổ %(book)s: số cuối của sổ không phải số lớn nhất đã cấp"), named)
    yield from _uses()
    numbers = Number.objects.order_by("pk").iterator(chunk_size=2000)
    yield from against_log(
        (Deed((str(one.book_id), one.text, one.what, one.reserved_by_id), _where(one)) for one in numbers),
        ("office.number_given",),
        lambda entry: (*_book_and_number(entry), entry.data.get("what"), entry.by_id),
    )
    gone = GivenUp.objects.select_related("number").order_by("pk").iterator(chunk_size=2000)
    yield from against_log(
        (
            Deed((str(one.number.book_id), one.number.text, one.reason, one.by_id), _where(one.number))
            for one in gone
        ),
        ("office.number_given_up",),
        lambda entry: (*_book_and_number(entry), entry.data.get("reason"), entry.by_id),
    )


def _uses() -> Iterator[Doubt]:
    """A number is written as it counts; a paper that was written elsewhere stands in the book of its year."""
    for number in Number.objects.order_by("pk").iterator(chunk_size=2000):
        if number.text != rules.written(number.value):
            yield Doubt(N_("%(number)s: số ghi không phải số đếm"), {"number": _where(number)})
    for kept in PaperNumber.objects.select_related("number__book").order_by("pk").iterator(chunk_size=2000):
        if kept.on.year != kept.number.book.year:
            yield Doubt(
                N_("%(number)s: ngày văn bản giấy không thuộc năm của sổ"), {"number": _where(kept.number)}
            )


def _book_and_number(entry: LogEntry) -> tuple[object, object]:
    return entry.record_id, entry.data.get("number")


def _where(number: Number) -> Refused:
    return Refused(N_("sổ %(book)s, số %(number)s"), book=number.book_id, number=number.text)
