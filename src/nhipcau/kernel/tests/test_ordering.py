"""The order of Vietnamese words and people, in Python and in both databases."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from nhipcau.agencies.models import Officer
from nhipcau.agencies.queries.accounts import accounts_for
from nhipcau.documents.models import RegisteredDocument
from nhipcau.engines.vntext.alphabet import by_given_name, in_alphabet
from nhipcau.kernel import ordering

WORDS = ["a", "ă", "â", "ba", "cá", "da", "đá", "em", "ê", "o", "ô", "ơ", "u", "ư", "xã", "ý"]
PEOPLE = ["Trần Thị An", "Lê Văn Ánh", "Nguyễn Văn Bình", "Bùi Thu Đào", "Nguyễn Thu Điều", "Phạm Hà", "Vũ Ý"]


@pytest.mark.parametrize("wish", ["", "khong-co", "-", "--so", "so;drop"])
@pytest.mark.django_db
def test_what_names_no_column_leaves_the_list_in_its_own_order(wish):
    rows = Officer.objects.order_by("username")
    assert ordering.ordered(rows, {"xep": wish}, {"so": ("pk",)}) is rows


def test_words_stand_as_in_a_dictionary():
    assert sorted([*WORDS[5:], *WORDS[:5]], key=in_alphabet) == WORDS
    assert sorted(["má", "mà", "mả", "mã", "ma", "mạ"], key=in_alphabet) == [
        "ma",
        "mà",
        "mả",
        "mã",
        "má",
        "mạ",
    ]
    assert sorted(["2 b", "Ba", "ba", "10"], key=in_alphabet)[-2:] == ["Ba", "ba"]


def test_people_stand_by_the_given_name():
    assert sorted([*PEOPLE[3:], *PEOPLE[:3]], key=by_given_name) == PEOPLE
    assert by_given_name("") < by_given_name("A")


@pytest.mark.django_db
def test_the_database_sorts_so_too_both_ways():
    for place, name in enumerate(reversed(PEOPLE)):
        Officer.objects.create(username=f"n{place}", full_name=name)
    rows = Officer.objects.filter(full_name__in=PEOPLE)
    columns: ordering.Columns = {"ten": ordering.people("full_name")}
    names = list(ordering.ordered(rows, {"xep": "ten"}, columns).values_list("full_name", flat=True))
    assert names == PEOPLE
    falling = ordering.ordered(rows, {"xep": "-ten"}, columns).values_list("full_name", flat=True)
    assert list(falling) == PEOPLE[::-1]


@pytest.mark.django_db
def test_titles_stand_by_letters_and_what_is_missing_stands_last_whichever_way(officer):
    for place, title in enumerate(["đá", "da", "xã", "ê", "ơ", "o"]):
        RegisteredDocument.objects.create(number=f"{place}", title=title, kind="x", date=None)
    dated = RegisteredDocument.objects.create(number="7", title="b", kind="x", date=date(2026, 1, 2))
    rows = RegisteredDocument.objects.filter(kind="x")
    columns: ordering.Columns = {"ten": (ordering.vietnamese("title"),), "ngay": ("date",)}
    found = list(ordering.ordered(rows, {"xep": "ten"}, columns).values_list("title", flat=True))
    assert found == ["b", "da", "đá", "ê", "o", "ơ", "xã"]
    for wish in ("ngay", "-ngay"):
        assert ordering.ordered(rows, {"xep": wish}, columns).first() == dated


def test_rows_in_hand_sort_likewise():
    rows = [{"n": 2}, {"n": None}, {"n": 1}]
    key = {"n": lambda row: row["n"]}
    assert [row["n"] for row in ordering.ordered_here(rows, {"xep": "n"}, key)] == [1, 2, None]
    assert [row["n"] for row in ordering.ordered_here(rows, {"xep": "-n"}, key)] == [2, 1, None]


ROOMS = ("office", "documents", "digests", "agencies", "kernel")
BY_BYTES = re.compile(r"""order_by\([^()]*["'](?:\w+__)?(?:full_name|agency__name)["']""")


def test_nobody_is_listed_by_the_bytes_of_a_name():
    """Where "Đặng" stands after "Vũ".  People: ``in_order()``, ``ordering.people``; agencies: ``in_order()``, "folded"."""
    house = Path(ordering.__file__).parents[1]
    sources = [
        path
        for room in ROOMS
        for path in (house / room).rglob("*.py")
        if "tests" not in path.relative_to(house).parts
    ]
    assert len(sources) > 300
    assert [path.name for path in sources if BY_BYTES.search(path.read_text(encoding="utf-8"))] == []


@pytest.mark.django_db
def test_accounts_stand_by_the_given_name_unless_asked_otherwise():
    for place, name in enumerate(reversed(PEOPLE)):
        Officer.objects.create(username=f"n{place}", full_name=name)
    assert [each.full_name for each in accounts_for({}).filter(full_name__in=PEOPLE)] == PEOPLE
