"""Who is told that a paper no longer counts: receivers of the wrong one, in their language what is still missing."""

# ruff: noqa: F811  # fixtures of another file are asked for by name

from __future__ import annotations

import re
from datetime import date

import pytest
from django.utils.translation import override

from nhipcau.agencies.models import Agency
from nhipcau.documents.letter_kind import LETTER
from nhipcau.documents.letters import actions
from nhipcau.documents.letters.actions import Receiver
from nhipcau.documents.letters.models import RecipientRole
from nhipcau.documents.letters.rules import PaperKind
from nhipcau.documents.tests.test_letters import NOW, _today, house, issued, letter  # noqa: F401
from nhipcau.kernel.models import Notice
from nhipcau.office.deliveries.models import Delivery
from nhipcau.office.signing import actions as signing

pytestmark = pytest.mark.django_db(transaction=True)


def test_whoever_got_the_wrong_paper_is_told_of_the_correction_and_of_its_recall(
    letter, house, officer, agency
):
    """The agency is taken off the list of the correction; a society outside stays on it."""
    first = issued(letter, house)
    made = actions.correct(letter=letter, by=house["drafter"])
    fields = {name: getattr(made, name) for name in actions.FIELDS if name != "kind"}
    third = Agency.objects.create(code="ban-ba", name="Ban Thứ Ba", valid_from=date(2020, 1, 1))
    actions.edit(
        letter=made, fields=fields, edited=made.edited, by=house["drafter"],
        receivers=[Receiver(third.name, third, RecipientRole.ADDRESSED), Receiver("Hội Hữu nghị tỉnh")],
    )  # fmt: skip
    second = issued(made, house)
    told = Delivery.objects.filter(notice__kind="office.replaced")
    assert [(one.name, one.channel) for one in told] == [(agency.name, "inside")]
    notice = told.get().notice
    assert first.title in notice.heading
    assert second.issue.symbol in notice.words
    assert Notice.objects.filter(recipient=officer, title__contains="đính chính thay").exists()

    signing.recall(version=second, reason="Sai lần nữa", by=house["director"], now=NOW)
    recalled = Delivery.objects.filter(notice__kind="office.recalled")
    assert (agency.name, "inside") in [
        (one.name, one.channel) for one in recalled
    ]  # it still holds the first paper


def test_a_correction_to_the_same_receivers_tells_nobody_twice(letter, house):
    issued(letter, house)
    issued(actions.correct(letter=letter, by=house["drafter"]), house)
    assert not Delivery.objects.filter(notice__kind="office.replaced").exists()


def test_what_is_missing_is_said_in_the_readers_language(house, other_agency):
    made = actions.draft(kind=PaperKind.NOTICE, agency=other_agency, by=house["drafter"])
    with override("en"):
        words = [one.text for one in LETTER.unfinished(made)]
    assert words
    assert not any(re.search("[ăâđêôơưạ-ỹ]", one) for one in words)
