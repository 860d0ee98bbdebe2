"""What its own office sees of a paper that went out: receivers, paper copies, the mark of a recall."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, timedelta

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from nhipcau.agencies.models import Agency
from nhipcau.agencies.rules import Role
from nhipcau.documents.actions import register_document
from nhipcau.documents.letters import actions
from nhipcau.documents.letters.models import Letter, RecipientRole
from nhipcau.documents.letters.receivers import Receiver, read_receivers
from nhipcau.documents.models import RegisteredDocument
from nhipcau.documents.tests.test_letters import (  # noqa: F401
    DAY,
    NOW,
    _today,
    house,
    issued,
    letter,
    somebody,
)
from nhipcau.documents.weekpart import papers
from nhipcau.kernel import files
from nhipcau.kernel.audit import history
from nhipcau.office.deliveries.models import Delivery
from nhipcau.office.signing import actions as signing
from nhipcau.office.signing.deeds import issue_of
from nhipcau.office.signing.models import Returned
from nhipcau.office.weekly.parts import WeekAsked

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def outsider():
    third = Agency.objects.create(code="so-xay-dung", name="Sở Xây dựng", valid_from=date(2020, 1, 1))
    return somebody("khac", "Vũ Ngoài Cuộc", Role.CLERK, third, "Văn thư")


def test_the_clerk_sends_and_ticks_the_paper_copies_of_the_own_agency(letter, house, outsider, client_of):  # noqa: F811
    version = issued(letter, house)
    clerk = client_of(house["clerk"])
    desk = clerk.get("/").text
    assert "1 bản giấy chưa ghi đã gửi" in desk and reverse("office:papers") in desk
    page = reverse("office:paper", args=["ban-ky", version.pk])
    assert page in clerk.get(reverse("office:papers")).text
    copy = Delivery.objects.get(version=version, channel="paper")
    clerk.post(page, {"copy": copy.pk, "on": "2026-06-18"})
    copy.refresh_from_db()
    assert copy.state == "confirmed" or copy.state == "sent"
    assert page not in clerk.get(reverse("office:papers")).text


def test_the_weekly_sheet_tells_its_number_once(letter, house):  # noqa: F811
    issue = issue_of(issued(letter, house))
    week = WeekAsked(house["clerk"], issue.issued_on - timedelta(days=issue.issued_on.weekday()), DAY)
    (figure,) = papers(week)
    (line,) = figure.lines
    assert line.note.split("; ")[0] == issue.symbol
    assert line.note.count(issue.number.text) <= 1 + f"{issue.issued_on:%d/%m/%Y}".count(issue.number.text)


def test_another_agencys_clerk_sees_nothing_of_it(letter, house, outsider, client_of):  # noqa: F811
    version = issued(letter, house)
    other = client_of(outsider)
    assert "bản giấy" not in other.get("/").text
    assert letter.summary not in other.get(reverse("office:papers")).text
    for name in ("office:sent", "office:paper"):
        assert other.get(reverse(name, args=["ban-ky", version.pk])).status_code == 404
    copy = Delivery.objects.get(version=version, channel="paper")
    other.post(reverse("office:paper", args=["ban-ky", version.pk]), {"copy": copy.pk, "on": "2026-06-18"})
    copy.refresh_from_db()
    assert copy.state == "due"


def test_a_leader_is_not_sent_to_a_page_that_is_not_his(letter, house, leader, client_of):  # noqa: F811
    issued(letter, house)
    reader = client_of(leader)
    assert reverse("office:papers") not in reader.get("/").text
    assert reader.get(reverse("office:papers")).status_code == 403


def test_the_draft_leads_its_clerk_to_the_receivers(letter, house, officer, client_of):  # noqa: F811
    version = issued(letter, house)
    here, sent = (
        reverse("documents:letter", args=[letter.pk]),
        reverse("office:sent", args=["ban-ky", version.pk]),
    )
    assert sent in client_of(house["clerk"]).get(here).text
    assert sent not in client_of(house["drafter"]).get(here).text


def test_a_recall_shows_wherever_the_paper_stands(letter, house, officer, client_of):  # noqa: F811
    version = issued(letter, house)
    entered = RegisteredDocument.objects.get()
    shown = [reverse("documents:documents"), reverse("documents:document", args=[entered.pk])]
    reader = client_of(officer)
    assert not any("Đã thu hồi" in reader.get(page).text for page in shown)
    assert reverse("office:version", args=[version.pk]) in reader.get(shown[1]).text
    correct = reverse("documents:letter_correct", args=[letter.pk])
    drafter, here = client_of(house["drafter"]), reverse("documents:letter", args=[letter.pk])
    assert correct in drafter.get(here).text
    signing.recall(version=version, reason="Sai thời hạn", by=house["director"], now=NOW)
    assert all("Đã thu hồi" in reader.get(page).text for page in shown)
    assert correct not in drafter.get(here).text
    with issue_of(version).pdf.content.open("rb") as pdf:
        checked = reader.post(reverse("office:pdf_check"), {"file": pdf}).text
    assert "đúng bản đã phát hành" in checked and "Đã thu hồi" in checked


def test_what_has_paper_left_is_counted_by_thing_and_paged(letter, house, client_of):  # noqa: F811
    version = issued(letter, house)
    one = Delivery.objects.get(version=version, channel="paper")
    fields = {"version": version, "channel": "paper", "state": "due", "due_at": one.due_at, "changed_at": NOW}
    for number in range(3):
        Delivery.objects.create(name=f"Hội {number}", receiver_key=f"h{number}", **fields)
    page = client_of(house["clerk"]).get(reverse("office:papers"))
    assert [(row.version, row.copies) for row in page.context["page"]] == [(version, 4)]
    assert page.context["page"].paginator.count == 1


@pytest.mark.parametrize("form", ["NFD", "NFKD"])
def test_one_name_in_two_writings_of_its_letters_is_one_receiver(letter, house, agency, form):  # noqa: F811
    apart = unicodedata.normalize(form, agency.name)
    read = read_receivers(f"{apart}\n{agency.name}\n- {apart};", RecipientRole.COPY, on=DAY)
    assert [(one.name, one.agency) for one in read] == [(agency.name, agency)]


def test_a_draft_with_both_writings_from_before_can_be_presented(letter, house, agency):  # noqa: F811
    apart = unicodedata.normalize("NFD", agency.name)
    assert apart != agency.name
    letter.recipients.create(name=apart, agency=agency, role=RecipientRole.COPY, position=9)
    version = signing.present(subject=letter, by=house["drafter"])
    assert version.content["agencies"] == {agency.name: agency.pk}


def _row(cells: int) -> str:
    return "|" + "|".join(f"ô {at}" for at in range(cells)) + "|"


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (f"Kết quả:\n{_row(13)}", "Dòng 2"),
        (f"{_row(12)}\n{_row(12)}\n  {_row(400)}  ", "Dòng 3"),
        ("\n".join([_row(12)] * 420), "5000"),
        ("a\n" * 5_001, "5000"),
        ("a\n" * 4_990 + _row(11), "5000"),
    ],
)
def test_what_would_not_be_printed_whole_or_takes_minutes_is_refused(letter, house, client_of, body, said):  # noqa: F811
    before = letter.body
    page = saved(client_of(house["drafter"]), letter, body=body)
    assert said in page.text
    assert "ô 399" not in body or "ô 399" in page.text  # nothing typed is lost
    letter.refresh_from_db()
    assert letter.body == before


@pytest.mark.parametrize("body", [_row(12), "\n".join([_row(12)] * 400), "a\n" * 5_000, "|||", "||"])
def test_what_is_just_small_enough_is_taken(letter, house, client_of, body):  # noqa: F811
    assert saved(client_of(house["drafter"]), letter, body=body).status_code == 302


@pytest.mark.parametrize("field", ["addressees", "copies"])
def test_a_receiver_is_not_cut(letter, house, client_of, field):  # noqa: F811
    long = "Ban Quản lý " + "dự án " * 60
    page = saved(client_of(house["drafter"]), letter, **{field: f"Sở Công Thương\n{long}"})
    assert page.status_code == 200 and "300" in page.text
    assert not letter.recipients.filter(name__startswith="Ban Quản lý").exists()


def saved(client, letter, **typed):  # noqa: F811
    form = {
        "summary": letter.summary, "body": letter.body, "closing": letter.closing, "signer": letter.signer_id,
        "place": "", "urgency": "", "unit": "", "addressees": "Sở Công Thương", "copies": "Như trên",
        "edited": letter.edited,
    }  # fmt: skip
    return client.post(reverse("documents:letter_edit", args=[letter.pk]), form | typed)


@pytest.mark.parametrize("checked", [False, True])
def test_a_colleagues_edit_draws_back_what_is_on_its_way(letter, house, other_agency, client_of, checked):  # noqa: F811
    """Whoever may draft may edit as long as nobody has signed: neither refused nor lost after it was checked."""
    colleague = somebody("dongnghiep", "Bùi Đồng Nghiệp", Role.OFFICER, other_agency, "Chuyên viên")
    version = signing.present(subject=letter, by=house["drafter"])
    if checked:
        signing.take_step(
            version=version, step="checked", seen_seal=version.seal, by=house["checker"], now=NOW
        )
    assert saved(client_of(colleague), letter, body="Sửa ngày họp.").status_code == 302
    letter.refresh_from_db()
    assert letter.body == "Sửa ngày họp."
    assert Returned.objects.get(version=version).by == colleague


def test_after_the_signature_nobody_edits_and_nothing_typed_is_lost(letter, house, other_agency, client_of):  # noqa: F811
    colleague = somebody("dongnghiep", "Bùi Đồng Nghiệp", Role.OFFICER, other_agency, "Chuyên viên")
    version = signing.present(subject=letter, by=house["drafter"])
    for step, person in (("checked", house["checker"]), ("signed", house["director"])):
        signing.take_step(version=version, step=step, seen_seal=version.seal, by=person, now=NOW)
    page = saved(client_of(colleague), letter, body="Sửa ngày họp.")
    assert page.status_code == 200 and "Sửa ngày họp." in page.text
    assert not Returned.objects.exists()


def test_a_document_entered_before_under_the_number_of_a_paper_does_not_stand_in_its_place(
    letter,  # noqa: F811
    house,  # noqa: F811
    officer,
):
    """The next number, the day and the issuer can be guessed; what the register shows is the paper that went out."""
    other = files.store(ContentFile(b"%PDF-1.7 another"), name="khac.pdf", by=officer)
    head = {
        "number": "01/SVHTTDL-QLBC", "issuer": letter.agency.name, "date": DAY, "title": "Văn bản khác",
        "signer": "Người Khác",
    }  # fmt: skip
    before = register_document(head=head, cites=(), file=other, by=officer)
    version = issued(letter, house)
    issue = issue_of(version)
    assert issue.symbol == head["number"]
    document = RegisteredDocument.objects.get(pk=before.pk)
    assert (document.file, document.title, document.signer) == (issue.pdf, letter.summary, issue.signer_name)
    entry = history(document).first()
    assert entry.before["title"] == "Văn bản khác" and entry.data["instead_of"] == "khac.pdf"


def test_each_figure_of_the_receivers_leads_to_just_those_that_it_counts(
    letter,  # noqa: F811
    house,  # noqa: F811
    client_of,
    monkeypatch,
):
    """On the page of the receivers, and on the letter's for whoever may read that page; others see plain figures."""
    receivers = [
        Receiver(each.name, each.agency, RecipientRole(each.role)) for each in letter.recipients.all()
    ]
    receivers += [Receiver(f"Hội số {number}") for number in range(9)]
    actions.edit(letter=letter, fields={}, receivers=receivers, edited=letter.edited, by=house["drafter"])
    version = issued(Letter.objects.get(pk=letter.pk), house)
    monkeypatch.setenv("NHIPCAU_TODAY", "2026-08-03")
    clerk, sent = client_of(house["clerk"]), reverse("office:sent", args=["ban-ky", version.pk])
    copies = Delivery.objects.filter(version=version, channel="paper").values_list("pk", flat=True)[:3]
    clerk.post(
        reverse("office:paper", args=["ban-ky", version.pk]), {"copy": list(copies), "on": "18/06/2026"}
    )
    tile = re.compile(
        r'<a class="nc-figure[^"]*" href="([^"]+)"[^>]*>\s*<b>(\d+)(?:<small> / \d+</small>)?</b>'
    )
    for page in (sent, reverse("documents:letter", args=[letter.pk])):
        tiles = tile.findall(clerk.get(page).text)
        assert [int(count) for _address, count in tiles] == [0, 1, 1, 3, 7]
        for address, count in tiles:
            shown = clerk.get(address).text
            assert shown.count("data-receiver") == int(count), address
            assert 'aria-current="true"' in shown and "Xem mọi nơi nhận" in shown
    assert clerk.get(sent, {"xem": "x"}).text.count("data-receiver") == 11
    checker = client_of(house["checker"]).get(reverse("documents:letter", args=[letter.pk])).text
    assert "nơi chưa xác nhận" in checker
    assert tile.findall(checker) == []
