"""A signed digest as a letter to each leader: once, at once, and recalled with the digest."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone
from django.utils.translation import override
from tests.thawed import thawed

from nhipcau.digests.actions import editing, signing
from nhipcau.digests.rules import DigestPart
from nhipcau.digests.tests.conftest import at
from nhipcau.kernel.models import LetterLanguage, Notice, NoticeChoice
from nhipcau.office.deliveries import actions as sending
from nhipcau.office.deliveries import doubts, letters
from nhipcau.office.deliveries.models import Delivery
from nhipcau.office.deliveries.rules import State
from nhipcau.office.signing import actions as office_signing
from nhipcau.office.signing import queries as signing_queries

pytestmark = pytest.mark.django_db


def test_leaders_are_told_and_written_to_once_and_at_once(leader_letters):
    leader, letter = leader_letters
    assert Notice.objects.filter(recipient=leader, kind="digests.signed", mail_wanted=False).count() == 1
    assert sending.send(letter.pk)
    assert not sending.send(letter.pk)
    [message] = mail.outbox
    assert message.to == [leader.email]
    assert "Hộ dân phản ánh bụi mỏ" in message.body
    assert message.attachments[0][2] == "application/pdf"


@pytest.fixture
def leader_letters(leader, signed):
    return leader, Delivery.objects.get(officer=leader)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_letter_around_a_digest_speaks_its_reader_s_language(leader_letters, language):
    """The digest itself, which goes with it, stays as it was signed."""
    leader, letter = leader_letters
    LetterLanguage.objects.create(officer=leader, language=language)
    with override({"vi": "en", "en": "vi"}[language]):
        assert sending.send(letter.pk)
    [message] = mail.outbox
    said = f"{message.subject}\n{message.body}"
    for words in ("Kính gửi", "Người ký:", "Đề xuất xử lý", "Điểm báo", "Thay đổi cách nhận thông báo"):
        assert (words in said) is (language == "vi"), words
    assert "Hộ dân phản ánh bụi mỏ" in said
    assert signing_queries.standing(letter.version.subject).title.startswith("Điểm báo")


def test_the_recall_of_a_digest_reaches_whoever_has_its_letter_and_every_leader_in_the_app(
    leader_letters, signed, coordinator
):
    leader, letter = leader_letters
    assert letter.version == signing_queries.standing(signed)
    sending.send(letter.pk)
    office_signing.recall(version=letter.version, reason="Nhầm một nguồn tin", by=coordinator, now=at(9))
    letter.refresh_from_db()
    assert letter.state == State.RECALLED
    again = Delivery.objects.exclude(pk=letter.pk).get(address=leader.email)
    sending.send(again.pk)
    assert "Nhầm một nguồn tin" in mail.outbox[-1].body
    assert Notice.objects.filter(
        recipient=leader, kind="digests.recalled", text="Nhầm một nguồn tin"
    ).exists()


def test_a_letter_that_nobody_began_to_send_does_not_go_out_after_the_recall(leader_letters, coordinator):
    _leader, letter = leader_letters
    office_signing.recall(version=letter.version, reason="Nhầm một nguồn tin", by=coordinator, now=at(9))
    assert not sending.send(letter.pk)
    assert not mail.outbox


def test_a_letter_written_before_letters_hung_on_versions_still_goes_out_whole(leader_letters):
    leader, letter = leader_letters
    told = Notice.objects.get(recipient=leader, kind="digests.signed")
    with thawed():  # as the older version wrote it
        Delivery.objects.filter(pk=letter.pk).update(version=None, notice=told)
    assert sending.send(letter.pk)
    assert mail.outbox[0].attachments[0][2] == "application/pdf"


def test_a_leader_who_wants_no_letters_gets_none(draft, leader, coordinator):
    NoticeChoice.objects.create(officer=leader, kind="digests.signed", in_app=True, by_mail=False)
    editing.edit_item(item=draft.items.get(part=DigestPart.SENSITIVE), proposal="Trả lời.", by=coordinator)
    signing.sign(digest=draft, now=at(7), by=coordinator)
    assert Notice.objects.filter(recipient=leader).exists()
    assert not Delivery.objects.exists()


def test_a_mail_server_that_is_away_leaves_the_letter_waiting(leader_letters, monkeypatch):
    class Away:
        def open(self):
            raise ConnectionRefusedError("away")

    _leader, letter = leader_letters
    monkeypatch.setattr(letters, "get_connection", Away)
    assert not sending.send(letter.pk)
    letter.refresh_from_db()
    assert (letter.state, letter.why) == (State.DUE, "away")
    monkeypatch.undo()
    assert sending.send(letter.pk)


def test_a_letter_broken_off_is_shown_to_the_administrator_and_sent_again_on_their_word(
    leader_letters, administrator, client_of
):
    leader, letter = leader_letters
    Delivery.objects.update(state=State.SENDING, changed_at=timezone.now() - timedelta(hours=1))
    assert not sending.send(letter.pk)
    assert doubts.tell_administrators(timezone.now()) == 1
    client = client_of(administrator)
    page = client.get("/thong-bao/thu/").content.decode()
    assert letter.title in page
    assert leader.email in page
    client.post(f"/thong-bao/thu/{letter.pk}/", {"decision": "again"})
    assert sending.send(letter.pk)
    assert client.post(f"/thong-bao/thu/{letter.pk}/", {"decision": "again"}).status_code == 404
