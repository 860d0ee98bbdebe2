"""Whatever a form asks and whoever fills it in: what comes back is what was written, and bytes of any kind are refused by name."""

from __future__ import annotations

import pickle
import random
import zipfile
from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nhipcau.engines.fillable import (
    Column,
    Form,
    Grid,
    Kind,
    Question,
    Returned,
    Row,
    Unfit,
    identity,
    identity_of,
    read,
    written_docx,
    written_xlsx,
)
from nhipcau.engines.fillable.values import read_number, shown

from . import damaging as by
from .damaging import filled, rezipped, typed
from .made_forms import FORM

LETTERS = "aăâbcđeêghiklmnoôơpqrstuưvxyÀẢÃÁẠẦỆỘÝỹ 0123456789.,:;%()/=+-@'\"&<>_x–…\n"
TEXTS = st.text(LETTERS, min_size=1, max_size=60).map(lambda text: "V" + text)
CHOICES = ("Tốt", "Khá", "Đạt yêu cầu", "Chưa đạt, cần bổ sung")
VALUES = {
    Kind.TEXT: TEXTS,
    Kind.NUMBER: st.one_of(
        st.integers(-(10**12), 10**12),
        st.decimals(-(10**9), 10**9, places=3, allow_nan=False, allow_infinity=False),
    ),
    Kind.DATE: st.dates(date(1990, 1, 1), date(2100, 12, 31)),
    Kind.CHOICE: st.sampled_from(CHOICES),
    Kind.YES_NO: st.booleans(),
}


def asked(kind: Kind) -> dict:
    return {
        "kind": kind,
        "choices": CHOICES if kind is Kind.CHOICE else (),
        "places": 3 if kind is Kind.NUMBER else 0,
    }


@st.composite
def questions(draw, key: str) -> Question:
    kind = draw(st.sampled_from(Kind))
    value = draw(st.none() | VALUES[kind])
    return Question(
        key,
        draw(TEXTS),
        text=draw(st.just("") | TEXTS),
        help=draw(st.just("") | TEXTS),
        value=value,
        **asked(kind),
    )


@st.composite
def grids(draw, key: str) -> Grid:
    kinds = draw(st.lists(st.tuples(st.sampled_from(Kind), st.booleans()), min_size=1, max_size=6))
    columns = tuple(
        Column(f"c{at}", draw(TEXTS), fixed=fixed, **asked(kind)) for at, (kind, fixed) in enumerate(kinds)
    )
    count = draw(st.integers(0, 4))
    rows = tuple(
        Row(f"r{at}", tuple(draw(st.none() | VALUES[one.kind]) for one in columns)) for at in range(count)
    )
    return Grid(key, draw(TEXTS), columns, rows, may_add_rows=draw(st.booleans()))


@st.composite
def forms(draw) -> Form:
    which = draw(st.lists(st.sampled_from((questions, grids)), min_size=1, max_size=5))
    parts = tuple(draw(make(f"p{at}")) for at, make in enumerate(which))
    return Form(
        "call", "s-1", "bdbp", draw(TEXTS), draw(st.just("") | TEXTS), parts, edition=draw(st.integers(1, 9))
    )


WRITERS = pytest.mark.parametrize("write", [written_xlsx, written_docx], ids=["xlsx", "docx"])


@WRITERS
@given(form=forms())
@settings(max_examples=30)
def test_a_form_that_nobody_touched_says_nothing_new(write, form):
    data = write(form)
    assert read(data, form) == Returned(identity_of(form))


@WRITERS
def test_whose_a_file_is_can_be_asked_before_it_is_read(write):
    assert identity(write(FORM)) == identity_of(FORM)
    assert identity(write(FORM)).scope == "bdbp"


def test_what_is_read_in_a_child_comes_out_of_it_whole():
    """Forms go in, and what they say or why they are refused comes out, as the bytes that pass between processes."""
    form = pickle.loads(pickle.dumps(FORM))
    assert form == FORM
    found = read(typed(FORM, (("staff", "", ""), "nhiều"))(written_xlsx(FORM)), FORM)
    assert pickle.loads(pickle.dumps(found)) == found
    with pytest.raises(Unfit) as why:
        read(written_xlsx(replace(FORM, scope="cat")), FORM)
    told = pickle.loads(pickle.dumps(why.value))
    assert (told.key, told.code, told.params) == ("form-file.other-agency", "other-agency", {"of": "cat"})


def spots(form: Form):
    """Every cell that is asked, with how it is asked and what stands in it."""
    for part in form.parts:
        if isinstance(part, Question):
            yield (part.key, "", ""), part.kind, part.value
            continue
        for row in part.rows:
            for column, value in zip(part.columns, row.cells, strict=True):
                if not column.fixed:
                    yield (part.key, row.key, column.key), column.kind, value


def edits_of(form: Form, data) -> dict:
    changed = {}
    for spot, kind, before in spots(form):
        if data.draw(st.booleans()):
            value = data.draw(VALUES[kind])
            if value != before:
                changed[spot] = value
    return changed


def as_kept(value):
    """A number as a workbook keeps it: fifteen digits; a text without what nobody sees."""
    if isinstance(value, str):
        return "\n".join(" ".join(line.split()) for line in value.split("\n")).strip("\n")
    if isinstance(value, Decimal):
        return value.normalize()
    return value


@given(form=forms(), data=st.data())
@settings(max_examples=30)
def test_what_is_typed_into_a_workbook_is_every_change_and_no_other(form, data):
    edits = edits_of(form, data)
    values = [
        (
            spot,
            shown(value)
            if isinstance(value, bool)
            else float(value)
            if isinstance(value, Decimal)
            else value,
        )
        for spot, value in edits.items()
    ]
    damage = typed(form, *((spot, value) for spot, value in values if not str(value).startswith("=")))
    found = read(damage(written_xlsx(form)), form)
    assert {(one.part, one.row, one.column): one.after for one in found.changes} == {
        spot: as_kept(value)
        for spot, value in edits.items()
        if as_kept(value) != as_kept(before_of(form, spot))
    }
    assert found.faults == ()


@given(form=forms(), data=st.data())
@settings(max_examples=30)
def test_what_is_typed_into_a_document_is_every_change_and_no_other(form, data):
    edits = edits_of(form, data)
    found = read(
        filled(form, *((spot, shown(value)) for spot, value in edits.items()))(written_docx(form)), form
    )
    assert {(one.part, one.row, one.column): one.after for one in found.changes} == {
        spot: as_kept(value)
        for spot, value in edits.items()
        if as_kept(value) != as_kept(before_of(form, spot))
    }
    assert found.faults == ()


def before_of(form: Form, spot):
    return next(value for one, _, value in spots(form) if one == spot)


@given(st.one_of(st.integers(-(10**14), 10**14).map(Decimal), st.decimals(-(10**8), 10**8, places=4)))
def test_a_number_is_read_as_it_is_written(number):
    assert read_number(shown(number)) == number


BLANKS = {"xlsx": written_xlsx(FORM), "docx": written_docx(FORM)}


@pytest.mark.parametrize("kind", BLANKS)
@given(seed=st.integers(0, 2**32))
@settings(max_examples=80)
def test_bytes_that_were_spoilt_are_refused_by_name_or_read(kind, seed):
    chance = random.Random(seed)
    data = bytearray(BLANKS[kind])
    for _ in range(chance.randint(1, 20)):
        data[chance.randrange(len(data))] = chance.randrange(256)
    try:
        assert read(bytes(data), FORM).identity == identity_of(FORM)
    except Unfit as why:
        assert why.code


@pytest.mark.parametrize("kind", BLANKS)
@given(seed=st.integers(0, 2**32))
@settings(max_examples=80)
def test_xml_that_was_spoilt_is_refused_by_name_or_read(kind, seed):
    """Pieces of tags and attributes taken out, doubled or replaced, within a whole package."""
    chance = random.Random(seed)

    def spoil(members: dict[str, bytes]) -> None:
        name = chance.choice([one for one in members if one.endswith((".xml", ".rels"))])
        content = members[name]
        for _ in range(chance.randint(1, 6)):
            start = chance.randrange(len(content) or 1)
            end = start + chance.choice((1, 1, 2, 5, 40))
            new = chance.choice(
                (b"", b"9", b"-1", b"A", b'"', b"<", b">", content[start:end] * 2, b"\xff", b"99999999999")
            )
            content = content[:start] + new + content[end:]
        members[name] = content

    try:
        assert read(rezipped(spoil)(BLANKS[kind]), FORM).identity == identity_of(FORM)
    except Unfit as why:
        assert why.code


# What moves cells without changing what they say.
MOVES = {
    "sorted": by.moved_rows("B1.01", "B1.04"),
    "two exchanged": by.moved_rows("B1.02", "B1.03"),
    "questions sorted": by.moved_rows("C1.01", "C1.06"),
    "column in front": by.inserted_column("B1.01", 1),
    "column between": by.inserted_column("B1.01", 4),
    "column in the questions": by.inserted_column("C1.01", 3),
    "blank row": by.inserted_row("B2.02", {}),
    "blank row among tasks": by.inserted_row("B1.03", {}),
    "line at the head": by.line_written("Kính gửi: Sở Ngoại vụ"),
    "sheets renamed": by.book(by.renamed_sheets),
    "words kept once": by.shared_words,
    "strict": by.rezipped(by.strict),
    "pasted as values": by.book(by.values_in_a_new_book),
}


@given(st.lists(st.sampled_from(list(MOVES)), max_size=5, unique=True))
@settings(max_examples=40)
def test_whatever_is_moved_says_the_same(names):
    data = BLANKS["xlsx"]
    # Saved otherwise last: what the tests move cells with reads neither.
    for name in sorted(names, key=lambda one: (one == "strict", one == "words kept once")):
        data = MOVES[name](data)
    found = read(data, FORM)
    assert (found.changes, found.added) == ((), ())
    assert {one.code for one in found.faults} == {"required"}


@given(st.binary(max_size=200))
def test_any_bytes_are_refused_by_name(data):
    for start in (b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"%PDF-1.4"):
        with pytest.raises(Unfit):
            read(start + data, FORM)


def test_a_member_that_says_it_is_small_and_is_not_is_refused():
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as box:
        box.writestr("word/document.xml", b"<a>" + b" " * (33 * 1024**2) + b"</a>")
    with pytest.raises(Unfit) as why:
        read(out.getvalue(), replace(FORM))
    assert why.value.code == "large"
