"""Each letter speaks the language of the account that gets it, whatever its writer's screen speaks."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.conf import settings
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from nhipcau.agencies.actions import focal
from nhipcau.agencies.models import Agency, Officer
from nhipcau.documents.letters import passing_on
from nhipcau.kernel import clock, notifications
from nhipcau.kernel.models import LetterLanguage, Notice
from nhipcau.office.asks import actions as asking
from nhipcau.office.asks.models import Ask
from nhipcau.office.asks.rules import Verdict
from nhipcau.office.deliveries import actions as sending
from nhipcau.office.deliveries import summary
from nhipcau.office.deliveries.models import Delivery
from nhipcau.office.deliveries.rules import State
from nhipcau.office.directions import actions as directing
from nhipcau.office.weekly.models import Meeting

pytestmark = pytest.mark.django_db
DAY = date(2026, 6, 15)
LANGUAGES = [language for language, _name in settings.LANGUAGES]


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    monkeypatch.setenv("NHIPCAU_TODAY", DAY.isoformat())


def reads(officer: Officer, language: str) -> None:
    LetterLanguage.objects.create(officer=officer, language=language)
    Officer.objects.filter(pk=officer.pk).update(email=f"{officer.username}@example.org")
    officer.refresh_from_db()


@pytest.fixture
def meeting(db) -> Meeting:
    return Meeting.objects.create(year=2026, week=25)


@pytest.fixture
def letter_to() -> Callable[[Officer], str]:
    """What an officer's summary of the day says, as it comes out of the mail server."""

    def written(officer: Officer) -> str:
        Notice.objects.filter(recipient=officer).update(held_until=None)
        summary.write_summaries(timezone.localdate())
        due = Delivery.objects.filter(state=State.DUE, address=officer.email)
        assert [sending.send(one.pk) for one in due] == [True]
        [message] = [one for one in mail.outbox if one.to == [officer.email]]
        return f"{message.subject}\n{message.body}"

    return written


WORDS = {"vi": ("Kính gửi", "tóm tắt ngày"), "en": ("Dear", "summary of")}


@pytest.mark.parametrize("writes", LANGUAGES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_direction_names_its_record_in_the_reader_s_language(
    meeting, leader, coordinator, letter_to, writes, language
):
    reads(coordinator, language)
    with override(writes):
        directing.give(about=meeting, text="Kiểm tra, báo cáo.", by=leader, now=clock.now())
    told = letter_to(coordinator)
    assert "Kiểm tra, báo cáo." in told  # a person's own words stay
    assert ("Giao ban tuần 25/2026" in told) is (language == "vi")
    assert all((word in told) is (language == said) for said, words in WORDS.items() for word in words)


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_answer_names_what_was_asked_about_in_the_reader_s_language(
    meeting, coordinator, officer, agency, letter_to, language
):
    reads(coordinator, language)
    [asked] = asking.ask(
        about=meeting, to=[agency], question="Ý kiến?", due=DAY + timedelta(5), today=DAY, by=coordinator
    )
    with override({"vi": "en", "en": "vi"}[language]):
        asking.answer(asked=asked, verdict=Verdict.AGREE, text="", today=DAY, by=officer)
    told = letter_to(coordinator)
    assert Ask.objects.get().question == "Ý kiến?"
    assert ("Đã có trả lời: Giao ban tuần 25/2026" in told) is (language == "vi")


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_the_machine_notes_on_a_direction_is_told_in_the_leader_s_language(
    meeting, leader, coordinator, letter_to, language, monkeypatch
):
    reads(leader, language)
    given = directing.give(about=meeting, text="Kiểm tra.", by=leader, now=clock.now())

    class Issued:
        subject = passing_on.Letter(about=given)
        issue = type("Issue", (), {"symbol": "12/SCT-VP"})()

    with override({"vi": "en", "en": "vi"}[language]):
        passing_on.tell_of_issue(Issued(), coordinator)  # type: ignore[arg-type]
    assert given.followed.get().note == "Đã truyền đạt bằng văn bản số 12/SCT-VP."
    assert ("Đã truyền đạt bằng văn bản số 12/SCT-VP." in letter_to(leader)) is (language == "vi")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_reminder_to_an_address_speaks_the_language_of_the_account_that_has_it(agency, leader, language):
    """The agency has no account of its own; whoever reads its mailbox has one elsewhere."""
    Agency.objects.filter(pk=agency.pk).update(email="chung@example.org")
    agency.refresh_from_db()
    Officer.objects.filter(pk=leader.pk).update(email="Chung@Example.org")
    LetterLanguage.objects.create(officer=leader, language=language)
    with override({"vi": "en", "en": "vi"}[language]):
        assert focal.remind(agencies=[agency], today=DAY, by=None).mailed == 1
    [letter] = Delivery.objects.filter(state=State.DUE)
    assert sending.send(letter.pk)
    [message] = mail.outbox
    assert ("Kính gửi Sở Công Thương," in message.body) is (language == "vi")
    assert ("Đề nghị" in f"{message.subject}{message.body}") is (language == "vi")
    assert "Sở Công Thương" in message.body


def test_an_address_of_nobody_or_of_two_that_differ_is_written_to_in_vietnamese(officer, clerk):
    assert notifications.language_at("") == notifications.language_at("ai@example.org") == "vi"
    for each in (officer, clerk):
        Officer.objects.filter(pk=each.pk).update(email="chung@example.org")
    LetterLanguage.objects.create(officer=officer, language="en")
    assert notifications.language_at("chung@example.org") == "vi"
    LetterLanguage.objects.create(officer=clerk, language="en")
    assert notifications.language_at("chung@example.org") == "en"
    Officer.objects.filter(pk=officer.pk).update(email="")
    LetterLanguage.objects.filter(officer=clerk).update(language="vi")
    assert notifications.language_at("chung@example.org") == "vi"


@pytest.mark.parametrize("screen", LANGUAGES)
def test_invitations_are_printed_each_in_its_reader_s_language(
    installation, officer, clerk, administrator, client_of, screen
):
    """The page around them speaks the administrator's."""
    for each, language in ((officer, "en"), (clerk, "vi")):
        each.set_unusable_password()
        each.last_login = None
        each.save()
        LetterLanguage.objects.create(officer=each, language=language)
    client: Client = client_of(administrator)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = screen
    page = client.post(reverse("agencies:invitations"), {"officer": [officer.pk, clerk.pk]}).content.decode()
    sheets = {one[:2]: one for one in page.split('nc-letter-sheet" lang="')[1:]}
    assert set(sheets) == {"en", "vi"}
    assert "Kính gửi:" in sheets["vi"] and "Tự đặt mật khẩu" in sheets["vi"]
    assert "Kính gửi:" not in sheets["en"] and "Tự đặt mật khẩu" not in sheets["en"]
    assert str(officer) in sheets["en"] and str(clerk) in sheets["vi"]
