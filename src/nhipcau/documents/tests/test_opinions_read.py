"""The question that the house puts to whoever is asked for an opinion is read in each reader's language."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse
from django.utils import translation

from nhipcau.documents.letters import actions
from nhipcau.documents.letters.rules import PaperKind
from nhipcau.kernel.models import Notice

pytestmark = pytest.mark.django_db
DAY = date(2026, 6, 15)


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    monkeypatch.setenv("NHIPCAU_TODAY", DAY.isoformat())


@pytest.fixture
def letter(agency, other_agency, coordinator):
    return actions.draft(
        kind=PaperKind.LETTER, agency=other_agency, by=coordinator, fields={"summary": "báo cáo 6 tháng"}
    )


def ask(letter, agency, by, question=""):
    return actions.ask_opinions(
        letter=letter, agencies=[agency], question=question, due=DAY, today=DAY, by=by
    )[0]


@pytest.mark.parametrize("writer", ["en", "vi"])
def test_each_reader_is_asked_in_his_own_language_whatever_the_writer_s_is(
    writer, letter, agency, coordinator, officer, client_of
):
    with translation.override(writer):
        asked = ask(letter, agency, coordinator)
    assert asked.question == "Đề nghị góp ý dự thảo: Công văn: báo cáo 6 tháng"
    client = client_of(officer)
    page = reverse("office:ask", args=[asked.pk])
    assert "Đề nghị góp ý dự thảo: " in client.get(page).text
    client.cookies["nhipcau_language"] = "en"
    for address in (page, reverse("office:asks")):
        shown = client.get(address).text
        assert "Please comment on the draft: " in shown
        assert "Đề nghị góp ý" not in shown
    told = Notice.objects.get(recipient=officer, kind="office.asked")
    assert told.text.startswith("Đề nghị góp ý dự thảo")
    with translation.override("en"):
        assert told.words.startswith("Please comment on the draft")


def test_what_a_person_wrote_is_nobody_s_to_translate(letter, agency, coordinator):
    asked = ask(letter, agency, coordinator, "Góp ý Điều 3")
    with translation.override("en"):
        assert asked.wording == "Góp ý Điều 3"
