"""An official paper from draft through opinions, check, signature and number to acknowledged."""

from __future__ import annotations

import io
import re
from datetime import date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from docx import Document
from tests.laid import laid

from nhipcau.agencies.models import Agency, AgencyName, Officer, RoleHolding
from nhipcau.agencies.rules import Role
from nhipcau.documents.letters import actions
from nhipcau.documents.letters.actions import Receiver
from nhipcau.documents.letters.models import Letter, RecipientRole
from nhipcau.documents.letters.queries import gaps_of
from nhipcau.documents.letters.rules import FORMS, Gap, PaperKind
from nhipcau.documents.models import RegisteredDocument
from nhipcau.kernel import clock
from nhipcau.kernel.refusal import Refused
from nhipcau.office.asks import actions as asks
from nhipcau.office.asks.models import Ask
from nhipcau.office.asks.rules import Verdict
from nhipcau.office.deliveries.models import Delivery
from nhipcau.office.signing import actions as signing
from nhipcau.office.signing import queries
from nhipcau.office.signing.deeds import state_of
from nhipcau.office.signing.models import Version
from nhipcau.office.signing.rules import State

pytestmark = pytest.mark.django_db(transaction=True)
DAY = date(2026, 6, 18)
NOW = timezone.make_aware(datetime(2026, 6, 18, 9))


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    monkeypatch.setenv("NHIPCAU_TODAY", DAY.isoformat())


def somebody(username: str, name: str, role: Role, agency, position: str) -> Officer:
    person = Officer.objects.create_user(
        username=username, password="mat-khau-thu-1", full_name=name, agency=agency, position=position,
        email=f"{username}@example.org",
    )  # fmt: skip
    RoleHolding.objects.create(officer=person, role=role, agency=agency, since=date(2026, 1, 1), given_at=NOW)
    return person


@pytest.fixture
@laid
def house(installation, agency, other_agency, officer):
    """The other agency with a drafter, a checker, a director and a clerk; it writes to the officer's agency."""
    AgencyName.objects.create(agency=other_agency, name="SVHTTDL", kind="abbreviation")
    return {
        "drafter": somebody("soan", "Lê Soạn Thảo", Role.OFFICER, other_agency, "Chuyên viên"),
        "checker": somebody("soat", "Trần Soát Xét", Role.OFFICER, other_agency, "Trưởng phòng"),
        "director": somebody("ky", "Phạm Giám Đốc", Role.AGENCY_LEADER, other_agency, "Giám đốc"),
        "clerk": somebody("vanthu", "Võ Văn Thư", Role.CLERK, other_agency, "Văn thư"),
    }


@pytest.fixture
@laid
def letter(house, agency, other_agency) -> Letter:
    return actions.draft(
        kind=PaperKind.LETTER,
        agency=other_agency,
        by=house["drafter"],
        fields={
            "summary": "báo cáo 6 tháng công tác thông tin đối ngoại",
            "body": "Thực hiện Kế hoạch số 678/KH-UBND, Sở đề nghị cơ quan báo cáo trước ngày 25/6/2026.",
            "closing": "Đề nghị quý cơ quan quan tâm thực hiện",
            "signer": house["director"],
            "unit": "QLBC",
        },
        receivers=[
            Receiver("Sở Công Thương", agency, RecipientRole.ADDRESSED),
            Receiver("Hội Hữu nghị tỉnh"),
            Receiver("Lưu: VT, QLBC"),
        ],
    )


def issued(letter: Letter, house) -> Version:
    version = signing.present(subject=letter, by=house["drafter"])
    for step, who in (("checked", "checker"), ("signed", "director")):
        signing.take_step(version=version, step=step, seen_seal=version.seal, by=house[who], now=NOW)
    signing.issue(version=version, by=house["clerk"], day=clock.today())
    return Version.objects.with_deeds().get(pk=version.pk)


def test_the_whole_way_on_screen(letter, house, client_of, officer, agency):
    client = client_of(house["drafter"])
    page = client.post(reverse("documents:letter_present", args=[letter.pk]), follow=True)
    assert page.status_code == 200
    version = queries.standing(letter)
    here = reverse("office:version", args=[version.pk])
    for who in ("checker", "director"):
        assert reverse("office:version_step", args=[version.pk]) in client_of(house[who]).get(here).text
        page = client.get(reverse("office:version_step", args=[version.pk]))
        capacity = page.context["form"].fields.get("capacity")
        data = {"seen_seal": version.seal, "capacity": capacity.choices[0][0] if capacity else ""}
        page = client.post(reverse("office:version_step", args=[version.pk]), data, follow=True)
    version = queries.standing(letter)
    assert state_of(version) is State.SIGNED
    client_of(house["clerk"]).post(
        reverse("office:version_issue", args=[version.pk]), {"day": clock.today().isoformat()}
    )
    version = queries.standing(letter)
    assert state_of(version) is State.ISSUED
    assert version.issue.symbol == "01/SVHTTDL-QLBC"
    registered = RegisteredDocument.objects.get(number="01/SVHTTDL-QLBC")
    assert (registered.signer, registered.signer_position) == ("Phạm Giám Đốc", "Giám đốc")
    inside = Delivery.objects.get(version=version, channel="inside")
    assert inside.agency == agency
    assert Delivery.objects.get(version=version, channel="paper").name == "Hội Hữu nghị tỉnh"
    client_of(officer).post(reverse("office:acknowledge", args=[inside.pk]))
    inside.refresh_from_db()
    assert inside.state == "confirmed"
    page = client_of(house["drafter"]).get(reverse("documents:letter", args=[letter.pk]))
    assert "Số: 01/SVHTTDL-QLBC" in page.text


def test_the_word_file_has_the_parts_of_an_official_letter(letter, house):
    version = issued(letter, house)
    with version.issue.docx.content.open("rb") as stored:
        word = Document(io.BytesIO(stored.read()))
    text = "\n".join(
        [paragraph.text for paragraph in word.paragraphs]
        + [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    )
    text = " ".join(text.split())  # a long name has lines
    for part in (
        "SỞ VĂN HÓA, THỂ THAO VÀ DU LỊCH", "Số: 01/SVHTTDL-QLBC", "V/v báo cáo 6 tháng", "Kính gửi",
        "Phạm Giám Đốc", "Lưu: VT, QLBC",
    ):  # fmt: skip
        assert part in text, part


def the_files(version: Version) -> list[str]:
    where = [reverse("office:version", args=[version.pk])]
    return where + [reverse("office:version_file", args=[version.pk, ending]) for ending in ("pdf", "docx")]


def test_whoever_was_sent_a_paper_opens_it_and_its_files_but_not_how_it_came_about(
    letter, house, officer, agency_leader, client_of
):
    version = issued(letter, house)
    here, *files = the_files(version)
    page = client_of(officer).get(here)
    assert page.status_code == 200
    assert "01/SVHTTDL-QLBC" in page.text
    assert "Lê Soạn Thảo" not in page.text  # who drafted and who checked is the sender's own matter
    assert reverse("documents:letter", args=[letter.pk]) not in page.text
    assert client_of(officer).get(reverse("documents:letter", args=[letter.pk])).status_code == 404
    for file in files:
        assert b"".join(client_of(officer).get(file).streaming_content)


def test_before_the_issue_and_for_other_agencies_there_is_nothing_to_open(letter, house, officer, client_of):
    third = Agency.objects.create(code="so-xay-dung", name="Sở Xây dựng", valid_from=date(2020, 1, 1))
    outsider = somebody("khac", "Vũ Ngoài Cuộc", Role.OFFICER, third, "Chuyên viên")
    version = signing.present(subject=letter, by=house["drafter"])
    assert client_of(officer).get(the_files(version)[0]).status_code == 404
    gone_out = issued(letter, house)
    assert [client_of(outsider).get(file).status_code for file in the_files(gone_out)] == [404, 404, 404]


def test_a_recalled_paper_stays_readable_for_its_receivers_with_the_mark(letter, house, officer, client_of):
    version = issued(letter, house)
    signing.recall(version=version, reason="Sai thời hạn báo cáo", by=house["director"], now=NOW)
    page = client_of(officer).get(the_files(version)[0])
    assert page.status_code == 200
    assert "Sai thời hạn báo cáo" in page.text


def test_a_paper_goes_to_whom_the_sealed_words_name(letter, house, agency, officer):
    """The draft's own rows are not what was signed; and the agency chosen at drafting wins over the name."""
    agency.name = "Sở Công Thương và Du lịch"  # the register moved on after the signature
    version = signing.present(subject=letter, by=house["drafter"])
    for step, who in (("checked", "checker"), ("signed", "director")):
        signing.take_step(version=version, step=step, seen_seal=version.seal, by=house[who], now=NOW)
    agency.save(update_fields=["name"])
    signing.issue(version=version, by=house["clerk"], day=clock.today())
    assert Delivery.objects.get(version=version, channel="inside").agency == agency


def test_the_rows_of_a_signed_paper_are_frozen_in_the_database(letter, house):
    issued(letter, house)
    changes = (
        lambda: Letter.objects.filter(pk=letter.pk).update(body="khác"),
        lambda: letter.recipients.filter(role="copy").delete(),
        lambda: letter.recipients.create(name="Sở Ngoại vụ", position=9),
        lambda: letter.recipients.update(agency=None),
    )
    for change in changes:
        with pytest.raises(IntegrityError), transaction.atomic():
            change()


def test_four_eyes_the_editor_neither_checks_nor_signs(letter, house):
    version = signing.present(subject=letter, by=house["drafter"])
    with pytest.raises(Refused):
        signing.take_step(
            version=version, step="checked", seen_seal=version.seal, by=house["drafter"], now=NOW
        )
    with pytest.raises(Refused):
        signing.take_step(
            version=version, step="signed", seen_seal=version.seal, by=house["director"], now=NOW
        )


def test_only_whom_the_paper_names_signs_it(letter, house, other_agency):
    deputy = somebody("pho", "Ngô Phó", Role.AGENCY_LEADER, other_agency, "Phó Giám đốc")
    version = signing.present(subject=letter, by=house["drafter"])
    signing.take_step(version=version, step="checked", seen_seal=version.seal, by=house["checker"], now=NOW)
    with pytest.raises(PermissionDenied):
        signing.take_step(version=version, step="signed", seen_seal=version.seal, by=deputy, now=NOW)


def test_a_draft_edited_after_it_was_presented_is_not_signed_unseen(letter, house):
    version = signing.present(subject=letter, by=house["drafter"])
    receivers = [Receiver(one.name, one.agency, RecipientRole(one.role)) for one in letter.recipients.all()]
    actions.edit(
        letter=letter, fields={"body": "Lời khác."}, receivers=receivers, edited=0, by=house["drafter"]
    )
    with pytest.raises(Refused):
        signing.take_step(
            version=version, step="checked", seen_seal=version.seal, by=house["checker"], now=NOW
        )
    again = signing.present(subject=Letter.objects.get(pk=letter.pk), by=house["drafter"])
    assert again.content["body"] == "Lời khác."


def test_what_is_missing_is_said_with_where_to_do_it(house, other_agency):
    bare = actions.draft(kind=PaperKind.DECISION, agency=other_agency, by=house["drafter"])
    with pytest.raises(Refused, match="trích yếu"):
        signing.present(subject=bare, by=house["drafter"])


def test_an_open_opinion_keeps_a_paper_from_being_presented(letter, house, agency, officer):
    (asked,) = actions.ask_opinions(
        letter=letter,
        agencies=[agency],
        question="",
        due=DAY + timedelta(days=5),
        today=DAY,
        by=house["drafter"],
    )
    with pytest.raises(Refused, match="góp ý"):
        signing.present(subject=letter, by=house["drafter"])
    asks.answer(asked=asked, verdict=Verdict.AGREE, text="", today=DAY, by=officer)
    assert signing.present(subject=letter, by=house["drafter"]).seal


def test_a_signed_paper_is_not_edited_but_corrected_by_a_new_one_that_takes_its_place(letter, house):
    first = issued(letter, house)
    with pytest.raises(Refused, match="đính chính"):
        actions.edit(letter=letter, fields={"body": "x"}, receivers=[], edited=0, by=house["drafter"])
    correction = actions.correct(letter=letter, by=house["drafter"])
    with pytest.raises(Refused, match="đã được soạn"):
        actions.correct(letter=letter, by=house["drafter"])
    second = issued(correction, house)
    assert second.corrects == first
    assert state_of(Version.objects.with_deeds().get(pk=first.pk)) is State.REPLACED
    assert second.issue.symbol == "02/SVHTTDL-QLBC"


def test_two_people_who_edit_at_once_do_not_undo_each_other(letter, house):
    receivers = [Receiver("Sở Công Thương")]
    actions.edit(letter=letter, fields={"summary": "một"}, receivers=receivers, edited=0, by=house["drafter"])
    with pytest.raises(Refused, match="vừa sửa"):
        actions.edit(
            letter=letter, fields={"summary": "hai"}, receivers=receivers, edited=0, by=house["checker"]
        )
    assert Letter.objects.get(pk=letter.pk).summary == "một"


def test_another_agency_does_not_see_a_draft_until_it_is_asked(letter, house, officer, agency, client_of):
    here = reverse("documents:letter", args=[letter.pk])
    assert client_of(officer).get(here).status_code == 404
    actions.ask_opinions(
        letter=letter, agencies=[agency], question="Góp ý?", due=DAY, today=DAY, by=house["drafter"]
    )
    assert client_of(officer).get(here).status_code == 200
    assert client_of(officer).get(reverse("documents:letter_edit", args=[letter.pk])).status_code == 403


def test_whoever_is_asked_for_an_opinion_sees_the_draft_and_the_own_answer_only(
    letter, house, officer, agency, client_of
):
    third = Agency.objects.create(code="so-xay-dung", name="Sở Xây dựng", valid_from=date(2020, 1, 1))
    actions.ask_opinions(
        letter=letter, agencies=[agency, third], question="Góp ý?", due=DAY, today=DAY, by=house["drafter"]
    )
    actions.comment(letter=letter, text="Chỉ nói trong Sở.", by=house["checker"])
    here = reverse("documents:letter", args=[letter.pk])
    say = reverse("documents:letter_comment", args=[letter.pk])
    page = client_of(officer).get(here)
    assert "báo cáo trước ngày 25/6/2026" in page.text
    assert [row.ask.agency for row in page.context["shown"].asks] == [agency]
    for hidden in ("Chỉ nói trong Sở.", "Sở Xây dựng", say):
        assert hidden not in page.text, hidden
    assert client_of(officer).post(say, {"text": "x"}).status_code == 403
    page = client_of(house["director"]).get(here)
    assert "Chỉ nói trong Sở." in page.text
    assert {row.ask.agency for row in page.context["shown"].asks} == {agency, third}


def test_whoever_was_asked_for_an_opinion_does_not_see_why_a_version_was_sent_back(
    letter, house, officer, agency, client_of
):
    (asked,) = actions.ask_opinions(
        letter=letter, agencies=[agency], question="Góp ý?", due=DAY, today=DAY, by=house["drafter"]
    )
    asks.answer(asked=asked, verdict=Verdict.AGREE, text="", today=DAY, by=officer)
    version = signing.present(subject=letter, by=house["drafter"])
    signing.send_back(version=version, reason="Lời nội bộ", by=house["checker"])
    page = reverse("office:version", args=[version.pk])
    assert client_of(officer).get(page).status_code == 404
    assert client_of(house["drafter"]).get(page).status_code == 200
    assert page not in client_of(officer).get(reverse("documents:letter", args=[letter.pk])).text


def as_typed(form, **more):
    """What a browser sends of a form as it stands."""
    given = {name: form[name].value() for name in form.fields}
    return {name: value for name, value in given.items() if value or value == 0} | more


def test_a_form_for_an_agency_or_a_kind_that_is_not_the_own_is_not_found(
    house, agency, other_agency, client_of
):
    client = client_of(house["drafter"])
    assert (
        client.get(reverse("documents:letter_write", args=["thu-tinh", other_agency.pk])).status_code == 404
    )
    assert client.get(reverse("documents:letter_write", args=["cong-van", agency.pk])).status_code == 404


def test_what_is_typed_into_a_new_form_and_refused_stays_and_is_no_draft(house, other_agency, client_of):
    client, page = (
        client_of(house["drafter"]),
        reverse("documents:letter_write", args=["cong-van", other_agency.pk]),
    )
    form = client.get(page).context["form"]
    answer = client.post(page, as_typed(form, summary="dài " * 1000, body="Chữ đã viết"))
    assert "Chữ đã viết" in answer.text and not Letter.objects.exists()


@pytest.mark.parametrize("kind", list(PaperKind))
def test_each_field_of_the_form_stands_once_whichever_column_it_is_in(kind, house, other_agency, client_of):
    page = reverse("documents:letter_write", args=[kind.value, other_agency.pk])
    answer = client_of(house["drafter"]).get(page)
    form = answer.context["form"]
    assert 2 < len([name for name in form.beside if name in form.fields]) < len(form.fields)
    for field in form.visible_fields():
        if field.name != "agencies":  # one box for each agency
            assert len(re.findall(rf'name="{field.html_name}"', answer.text)) == 1, field.name
    assert 'name="agencies"' in answer.text


def test_a_draft_says_why_it_cannot_be_presented_yet(house, other_agency, client_of):
    made = actions.draft(kind=PaperKind.LETTER, agency=other_agency, by=house["drafter"])
    client, page = client_of(house["drafter"]), reverse("documents:letter", args=[made.pk])
    answer = client.get(page)
    why = answer.context["shown"].not_presented
    button = re.search(r"<button[^>]*disabled[^>]*>(.*?)</button>", answer.text, re.S)
    assert why and answer.text.count(why) > 1 and "Trình soát xét, ký" in button.group(1)
    assert client.post(reverse("documents:letter_present", args=[made.pk])).status_code in (302, 422)


def test_a_paper_that_is_presented_already_has_no_such_button(letter, house, client_of):
    client, page = client_of(house["drafter"]), reverse("documents:letter", args=[letter.pk])
    assert "Trình soát xét, ký" in client.get(page).text
    signing.present(subject=letter, by=house["drafter"])
    assert "Trình soát xét, ký" not in client.get(page).text


@pytest.mark.parametrize("kind", list(PaperKind))
def test_every_kind_opens_from_its_skeleton_and_shows_as_a_paper(kind, house, other_agency, client_of):
    client = client_of(house["drafter"])
    page = client.post(
        reverse("documents:letter_new"), {"kind": kind.value, "agency": other_agency.pk}, follow=True
    )
    assert page.status_code == 200
    assert not Letter.objects.exists()  # an opened form that is left is no draft
    client.post(page.redirect_chain[-1][0], as_typed(page.context["form"]))
    made = Letter.objects.get()
    assert (made.kind, made.agency, made.body) == (kind.value, other_agency, FORMS[kind].skeleton)
    shown = client.get(reverse("documents:letter", args=[made.pk]))
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in shown.text
    for ending, start in (("pdf", b"%PDF"), ("docx", b"PK")):
        got = client.get(reverse("documents:letter_preview", args=[made.pk, ending]))
        assert b"".join(got.streaming_content).startswith(start)


def test_editing_on_screen_keeps_what_was_typed_when_it_is_refused(letter, house, client_of):
    actions.edit(
        letter=letter,
        fields={"summary": "của người khác"},
        receivers=[Receiver("A")],
        edited=0,
        by=house["checker"],
    )
    page = client_of(house["drafter"]).post(
        reverse("documents:letter_edit", args=[letter.pk]),
        {
            "summary": "của tôi",
            "body": "Nội dung tôi viết",
            "edited": "0",
            "addressees": "Sở Công Thương",
            "copies": "",
        },
    )
    assert "vừa sửa văn bản này" in page.text
    assert "Nội dung tôi viết" in page.text
    assert Letter.objects.get(pk=letter.pk).summary == "của người khác"


def test_a_draft_says_where_it_will_go_before_it_goes(letter, house, client_of, officer, agency):
    nobody = Agency.objects.create(code="khong-nguoi", name="Ban Không Người", valid_from=date(2020, 1, 1))
    receivers = [Receiver(nobody.name, nobody), Receiver("Phòng Không Ai Biết"), Receiver("[điền sau]")]
    for each in letter.recipients.all():
        receivers.append(Receiver(each.name, each.agency, RecipientRole(each.role)))
    actions.edit(letter=letter, fields={}, receivers=receivers, edited=letter.edited, by=house["drafter"])
    page = client_of(house["drafter"]).get(reverse("documents:letter", args=[letter.pk]))
    going = page.context["shown"].going
    assert going.inside == (agency.name,)
    assert going.without_account == (nobody.name,)
    assert going.unknown == ("Phòng Không Ai Biết", "Hội Hữu nghị tỉnh")
    assert "Không có trong danh sách cơ quan" in page.text


def test_signer_and_clerk_see_where_it_will_go_and_afterwards_only_where_it_went(letter, house, client_of):
    version = signing.present(subject=letter, by=house["drafter"])
    here = reverse("office:version", args=[version.pk])
    for who in ("checker", "director", "clerk"):
        assert "Hội Hữu nghị tỉnh" in client_of(house[who]).get(here).context["page"].going.unknown
    for step, who in (("checked", "checker"), ("signed", "director")):
        signing.take_step(version=version, step=step, seen_seal=version.seal, by=house[who], now=NOW)
    assert client_of(house["clerk"]).get(here).context["page"].going
    signing.issue(version=version, by=house["clerk"], day=clock.today())
    assert not client_of(house["clerk"]).get(here).context["page"].going


def test_nobody_writes_to_himself(letter, house, other_agency):
    receivers = [Receiver("Sở ta", other_agency, RecipientRole.ADDRESSED), Receiver("Lưu: VT")]
    actions.edit(letter=letter, fields={}, receivers=receivers, edited=letter.edited, by=house["drafter"])
    assert Gap.ITSELF in gaps_of(letter)
    with pytest.raises(Refused):
        signing.present(subject=letter, by=house["drafter"])


def test_of_many_receivers_the_page_shows_the_counts_and_folds_the_list(letter, house, client_of):
    receivers = [
        Receiver(each.name, each.agency, RecipientRole(each.role)) for each in letter.recipients.all()
    ]
    receivers += [Receiver(f"Hội số {number}") for number in range(9)]
    actions.edit(letter=letter, fields={}, receivers=receivers, edited=letter.edited, by=house["drafter"])
    issued(Letter.objects.get(pk=letter.pk), house)
    page = client_of(house["drafter"]).get(reverse("documents:letter", args=[letter.pk]))
    shown = page.context["shown"]
    assert (shown.tally.all, shown.tally.waiting, shown.tally.paper_left) == (11, 1, 10)
    folded = page.text.partition("Danh sách nơi nhận")[2].partition("</details>")[0]
    assert all(f"Hội số {number}" in folded for number in range(9))


@pytest.mark.parametrize("due", ["", "31/02/2026", "2026-06-01"], ids=["none", "no such day", "past"])
def test_a_refused_round_of_opinions_keeps_what_was_picked(letter, house, agency, officer, client_of, due):
    sent = {"agencies": [agency.pk], "question": "Xem giúp mục 2", "due": due}
    page = client_of(house["drafter"]).post(reverse("documents:letter_ask", args=[letter.pk]), sent)
    assert page.status_code == 422
    form = page.text.partition("Lấy ý kiến")[2].partition("</form>")[0]
    assert "Xem giúp mục 2" in form
    picked = re.search(rf'<input[^>]*value="{agency.pk}"[^>]*>', form)
    assert picked
    assert "checked" in picked.group()
    assert 'aria-invalid="true"' in form or "alert" in form
    assert not letter_asks(letter)


def letter_asks(letter: Letter) -> list[Ask]:
    return list(Ask.objects.of(letter))
