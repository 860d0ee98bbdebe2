"""Giving numbers: one after another, each once; a number given up is kept with its reason.

Whoever gives, types or gives up a number holds the lock of the book's row (on SQLite the whole file, from
BEGIN IMMEDIATE on), so 50 writers at once leave 1..50.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from functools import partial

from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction

from nhipcau.agencies.models import Agency, Officer
from nhipcau.kernel import audit, clock, rows
from nhipcau.kernel.states import Since
from nhipcau.office.registers import rules
from nhipcau.office.registers.models import Bearer, Book, GivenUp, Number, PaperNumber
from nhipcau.office.registers.rules import NumberState, Origin
from nhipcau.office.registers.uses import uses_of


def open_book(*, issuer: Agency, series: str, year: int, title: str = "", on: date | None = None) -> Book:
    """Within a transaction: the book of a body, series and year, opened when first asked for, and locked.

    on: the paper's day, where known.  Raises Refused for a body that does not exist then: a merged body's
    successor opens its own book.
    """
    rules.check_year(year=year, on=on)
    rules.check_issuer(name=issuer.name, year=year, on=on, first=issuer.valid_from, last=issuer.valid_to)
    books = Book.objects.select_for_update(of=("self",))
    found = books.filter(issuer=issuer, series=series, year=year).first()
    if found is None:
        Book.objects.get_or_create(
            issuer=issuer, series=series, year=year, defaults={"title": title or series}
        )
        found = books.get(issuer=issuer, series=series, year=year)
    return found


def lock(book: Book) -> Book:
    """The book as it stands, nobody else's until the transaction ends."""
    return rows.held(book)


@transaction.atomic
def give_to_paper(
    *, issuer: Agency, series: str, on: date, what: str, by: Officer, text: str = "", title: str = ""
) -> Number:
    """A number for a paper that is written and signed elsewhere: the next one, or the one that stands on it.

    on: the paper's day, whose year chooses the book.  what: its summary.  text: its number, where the paper book
    gave it.  Raises Refused for a paper without summary, a day to come, a number that is none or is taken.
    """
    rules.check_paper(what=what, on=on, today=clock.today())
    number = give(
        issuer=issuer, series=series, year=on.year, text=text, by=by, what=what.strip(), title=title, on=on
    )
    PaperNumber.objects.create(number=number, on=on)
    return number


@transaction.atomic
def give(
    *,
    issuer: Agency,
    series: str,
    year: int,
    by: Officer,
    what: str,
    text: str = "",
    title: str = "",
    on: date | None = None,
) -> Number:
    """The next number of a book, or the one that the clerk gave and typed (``text``); the machine goes on after the
    highest.

    what: the paper it is kept for, in words; on: its day.  Raises Refused as ``open_book`` does, for words that are no
    number, and for a number that the book has given already.
    """
    book = open_book(issuer=issuer, series=series, year=year, title=title, on=on)
    if not text.strip():
        return _give(book, book.last + 1, Origin.MACHINE, by=by, what=what)
    value = rules.read_number(text)
    taken = Number.objects.filter(book=book, value=value).first()
    rules.check_free(number=rules.written(value), taken_for=taken.what if taken else None)
    return _give(book, value, Origin.CLERK, by=by, what=what)


@transaction.atomic
def enter_outside(
    *,
    issuer: Agency,
    series: str,
    number: str,
    on: date,
    what: str,
    paper: models.Model,
    by: Officer,
    title: str = "",
    editions: Collection[models.Model] = (),
) -> Number | None:
    """The number that stands on a paper signed and numbered outside, in its issuer's book, leading to the paper.

    number: as it stands there ("12/BC-SCT"); on: the paper's day; what: its summary.  paper: the record that bears it; editions: those
    that it stands for, which may bear the same.  A number that the clerk wrote out for a paper of that day is taken up.  None where no
    book can hold it: no number to be read, or an issuer that did not exist on that day.  Raises Refused where another paper has it.
    """
    value = rules.number_in(number)
    if value is None or not issuer.is_alive(on):
        return None
    book = open_book(issuer=issuer, series=series, year=on.year, title=title, on=on)
    taken = Number.objects.filter(book=book, value=value).select_related("on_paper").first()
    if taken is not None:
        _check_taken(taken, on, [paper, *editions])
        kept = taken
    else:
        kept = _give(book, value, Origin.CLERK, by=by, what=what.strip())
        PaperNumber.objects.create(number=kept, on=on)
    if not Bearer.objects.filter(number=kept).exists():
        Bearer.objects.create(number=kept, paper=paper, by=by)
    return kept


def _check_taken(number: Number, on: date, own: Collection[models.Model]) -> None:
    """Raise Refused for a number that another paper has, or that was given up."""
    bearer = Bearer.objects.filter(number=number).select_related("paper_type").first()
    if bearer is not None:
        if any(_is(bearer, one) for one in own):
            return
    elif state_of(number) is NumberState.PAPER:
        written_out: PaperNumber = number.on_paper
        if written_out.on == on:
            return
    rules.check_free(number=number.text, taken_for=number.what)


def _is(bearer: Bearer, paper: models.Model) -> bool:
    about = ContentType.objects.get_for_model(type(paper))
    return (bearer.paper_type_id, bearer.paper_id) == (about.pk, paper.pk)


def _give(book: Book, value: int, origin: Origin, *, by: Officer, what: str) -> Number:
    if value > book.last:
        book.last = value
        book.save(update_fields=["last"])
    number = Number.objects.create(
        book=book,
        value=value,
        text=rules.written(value),
        origin=origin,
        reserved_at=clock.now(),
        reserved_by=by,
        what=what[:300],
    )
    audit.record("office.number_given", target=book, by=by, data={"number": number.text, "what": number.what})
    return number


@transaction.atomic
def give_up(*, number: Number, reason: str, by: Officer) -> GivenUp:
    """Say that no paper bears a number.  Raises Refused for a used one, twice, or without a reason."""
    book = lock(number.book)
    state = state_of(number)
    rules.check_give_up(number=number.text, state=state, since=partial(_since, number, state), reason=reason)
    given_up = GivenUp.objects.create(number=number, reason=reason.strip(), by=by, at=clock.now())
    audit.record(
        "office.number_given_up", target=book, by=by, data={"number": number.text, "reason": given_up.reason}
    )
    return given_up


def _since(number: Number, state: NumberState) -> Since:
    """Since when a number's state is final, and who made it so."""
    if state is NumberState.GIVEN_UP:
        gone = GivenUp.objects.select_related("by").get(number=number)
        return Since(gone.at, gone.by)
    return uses_of([number])[number.pk].since


def state_of(number: Number) -> NumberState:
    """What became of one number, asked anew."""
    if GivenUp.objects.filter(number=number).exists():
        return NumberState.GIVEN_UP
    use = uses_of([number]).get(number.pk)
    on_paper = PaperNumber.objects.filter(number=number).exists()
    return rules.state(used=bool(use and use.issued), on_paper=on_paper)
