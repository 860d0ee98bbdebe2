"""The submission of the next plan: drafted from the draft's rows, with a sealed copy of its paper along."""

from __future__ import annotations

import hashlib

import pytest
from django.urls import reverse
from tests.cast import hold

from nhipcau.agencies.models import AgencyName, Officer
from nhipcau.agencies.rules import NameKind, Role
from nhipcau.documents.letter_kind import unfinished
from nhipcau.documents.letters import actions as letters
from nhipcau.documents.letters import attaching
from nhipcau.documents.letters.content import content_of, paper_of
from nhipcau.documents.letters.models import Letter
from nhipcau.engines.officialdoc.check import check_form
from nhipcau.engines.officialdoc.write.docx import write_docx
from nhipcau.kernel import clock
from nhipcau.kernel.models import StoredFile
from nhipcau.kernel.refusal import Refused
from nhipcau.office.signing import actions as signing
from nhipcau.office.signing.deeds import state_of
from nhipcau.office.signing.kinds import Mark
from nhipcau.office.signing.rules import State
from nhipcau.plans.models import NextPlan, NextReply, NextTask, Proposal
from nhipcau.plans.next import pages_papers, submission
from nhipcau.plans.next.actions import submitting
from nhipcau.plans.tests.next_papers_cast import NOW, TODAY, committee, drafted
from nhipcau.plans.tests.test_next_signing import somebody

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(plan, coordinator, other_agency, agency) -> NextPlan:
    AgencyName.objects.create(agency=other_agency, name="SVHTTDL", kind=NameKind.ABBREVIATION)
    with clock.told(NOW):
        made = drafted(by=coordinator, drafter=other_agency, last_year=plan)
        for number in ("1", "2.1"):
            NextTask.objects.filter(next_plan=made, number=number).update(
                came_from=plan.tasks.get(number=number)
            )
        NextTask.objects.create(
            next_plan=made, number="2.3", position=9, title="Hội chợ cũ", came_from=plan.tasks.get(number="2.2"),
            left_out=True, reason="Đã lồng ghép vào nhiệm vụ 2.2", edited_by=coordinator,
        )  # fmt: skip
        sent = {"state": "sent", "sent_at": NOW, "sent_by": coordinator}
        reply = NextReply.objects.create(next_plan=made, agency=agency, **sent)
        wish = {"reply": reply, "reason": "Có nguồn", "edited_by": coordinator}
        Proposal.objects.create(
            **wish, wish="new", title="Làm phim | ngắn", state="taken", decided_reason="Đưa vào 2.1"
        )
        Proposal.objects.create(
            **wish, wish="end", task=made.tasks.get(number="2.2"), state="declined", decided_reason="Tỉnh cần"
        )
    return made


def submitted(draft: NextPlan, by: Officer) -> tuple[Letter, bool]:
    with clock.told(NOW):
        return submitting.submit(
            next_plan=draft, paper=lambda content: pages_papers.file_of(content, draft, "docx"), by=by
        )


def test_it_says_what_is_new_what_goes_on_and_what_became_of_proposals(draft):
    body = submission.body_of(draft)
    for said in (
        "Dự thảo kế thừa Kế hoạch số 1234/KH-UBND ngày 20/11/2025",
        "đã lấy đề xuất của 01 cơ quan, đơn vị; 01 cơ quan, đơn vị trả lời.",
        "Dự thảo gồm 03 nhiệm vụ. So với Kế hoạch năm 2026: 01 nhiệm vụ mới; 02 nhiệm vụ tiếp tục (trong đó 02 nhiệm vụ năm trước chưa xong); 01 nhiệm vụ không đưa vào.",
        "- Tổ chức hội chợ biên giới.",
        "- Hội chợ cũ (lý do: Đã lồng ghép vào nhiệm vụ 2.2).",
        "Có 02 đề xuất: tiếp thu 01; không tiếp thu 01.",
        "| Sở Công Thương | Thêm: Làm phim / ngắn | Tiếp thu: Đưa vào 2.1 |",
        "| Sở Công Thương | Thôi thực hiện: Tổ chức hội chợ biên giới | Không tiếp thu: Tỉnh cần |",
    ):
        assert said in body


def test_one_button_drafts_it_to_the_committee_with_the_draft_along(draft, coordinator, client_of):
    web = client_of(coordinator)
    with clock.told(NOW):
        sent = web.post(reverse("plans:next_plan_submit", args=[draft.pk]))
    letter = Letter.objects.get()
    assert sent.url == reverse("documents:letter_edit", args=[letter.pk])
    assert (letter.kind, letter.agency, letter.about) == ("to-trinh", draft.drafter, draft)
    assert letter.recipients.filter(role="addressed").get().agency == committee()
    (along,) = letter.attachments.all()
    assert along.title == "Dự thảo Kế hoạch công tác thông tin đối ngoại tỉnh Lâm Đồng năm 2027"
    got = web.get(reverse("documents:letter_attachment", args=[letter.pk, along.pk]))
    assert hashlib.sha256(b"".join(got.streaming_content)).hexdigest() == along.sha256
    page = " ".join(web.get(reverse("documents:letter", args=[letter.pk])).text.split())
    assert "Tài liệu kèm theo" in page and along.sha256 in page
    assert "Tờ trình" in web.get(reverse("plans:next_plan", args=[draft.pk])).text
    assert [gap.text for gap in unfinished(letter)] == ["Chưa chọn người ký."]


def test_a_second_press_opens_the_same_and_a_changed_draft_goes_along_anew(draft, coordinator):
    first, is_new = submitted(draft, coordinator)
    again, is_new_again = submitted(draft, coordinator)
    assert (again, is_new, is_new_again) == (first, True, False)
    before = first.attachments.get()
    draft.tasks.filter(number="1").update(title="Ban hành văn bản hướng dẫn")
    assert pages_papers.papers_part(draft, coordinator).letter.is_behind
    submitted(draft, coordinator)
    after = first.attachments.get()
    assert after.sha256 != before.sha256 and Letter.objects.count() == 1
    assert not pages_papers.papers_part(draft, coordinator).letter.is_behind


def test_who_writes_for_another_agency_is_told_who_does(draft, officer):
    with pytest.raises(Refused, match="Sở Văn hóa, Thể thao và Du lịch soạn"):
        submitted(draft, officer)


@pytest.fixture
def issued(draft, coordinator, other_agency):
    """The submission checked, signed by the director, numbered, and gone to the committee."""
    people = {
        name: Officer.objects.create_user(
            username=name,
            password="mat-khau-thu-1",
            full_name=f"Người {name}",
            agency=other_agency,
            position=post,
        )
        for name, post in (("soat", "Phó Giám đốc"), ("ky", "Giám đốc"), ("so", "Văn thư"))
    }
    for name, role in (("soat", Role.OFFICER), ("ky", Role.AGENCY_LEADER), ("so", Role.CLERK)):
        hold(people[name], role)
    somebody("tiep-nhan", "Lê Tiếp Nhận", Role.OFFICER, "Chuyên viên")
    letter, _new = submitted(draft, coordinator)
    Letter.objects.filter(pk=letter.pk).update(signer=people["ky"])
    letter.refresh_from_db()
    with clock.told(NOW):
        version = signing.present(subject=letter, by=coordinator)
        for step, who in (("checked", people["soat"]), ("signed", people["ky"])):
            signing.take_step(version=version, step=step, seen_seal=version.seal, by=who, now=NOW)
        signing.issue(version=version, by=people["so"], day=TODAY)
    version.refresh_from_db()
    return version


def test_the_copy_is_listed_with_its_hash_in_the_decree_s_form_and_goes_to_the_committee(issued, client_of):
    (sealed_one,) = issued.content["attached"]
    paper = paper_of(issued.content, Mark(number="05", symbol="05/TTr-SVHTTDL", issued_on=TODAY))
    found = check_form(write_docx(paper), name="a.docx").findings
    assert [one for one in found if one.severity != "info"] == []
    text = " ".join(str(getattr(block, "text", "")) for block in paper.body)
    assert "Tài liệu kèm theo:" in text and sealed_one["sha256"] in text.replace(" ", "")
    (gone,) = issued.issue.renditions.all()
    assert gone.sha256 == sealed_one["sha256"] and gone.name == "kem-theo-1"
    assert issued.deliveries.filter(agency=committee()).exists()
    address = reverse("office:version_file", args=[issued.pk, "kem-theo-1"])
    got = client_of(Officer.objects.get(username="tiep-nhan")).get(address)
    assert hashlib.sha256(b"".join(got.streaming_content)).hexdigest() == sealed_one["sha256"]


def test_signed_nothing_is_attached_or_taken_out_any_more(issued, coordinator):
    letter = issued.subject
    along = letter.attachments.get()
    for wrong in (
        lambda: attaching.attach(letter=letter, title="Khác", file=along.file, by=coordinator),
        lambda: attaching.detach(attachment=along, by=coordinator),
    ):
        with pytest.raises(Refused, match="đã ký"):
            wrong()


def test_a_file_taken_out_draws_back_what_was_presented(draft, coordinator, client_of):
    letter, _new = submitted(draft, coordinator)
    director = somebody("ky-2", "Đỗ Giám Đốc", Role.AGENCY_LEADER, "Giám đốc")
    Letter.objects.filter(pk=letter.pk).update(signer=director)
    letter.refresh_from_db()
    with clock.told(NOW):
        version = signing.present(subject=letter, by=coordinator)
    along = letter.attachments.get()
    client_of(coordinator).post(reverse("documents:letter_detach", args=[letter.pk, along.pk]))
    version.refresh_from_db()
    assert state_of(version) is State.RETURNED and not letter.attachments.exists()
    assert "attached" not in content_of(Letter.objects.get(pk=letter.pk))


def test_a_file_that_is_not_what_was_sealed_does_not_go_out(draft, coordinator):
    letter, _new = submitted(draft, coordinator)
    content = content_of(letter)
    (form,) = attaching.renditions_of(content)
    assert form.make(content, Mark())[:2] == b"PK"
    other = StoredFile.objects.get(pk=content["attached"][0]["file"])
    with other.content.storage.open(other.content.name, "wb") as spoilt:
        spoilt.write(b"something else")
    with pytest.raises(Refused, match="không còn đúng như khi ký"):
        form.make(content, Mark())


def test_a_correction_takes_the_files_along(issued, coordinator):
    made = letters.correct(letter=issued.subject, by=coordinator)
    assert [one.sha256 for one in made.attachments.all()] == [issued.content["attached"][0]["sha256"]]


def test_sentences_that_the_draft_has_left_behind_are_said_with_what_they_would_say_now(
    draft, coordinator, client_of
):
    letter, _is_new = submitted(draft, coordinator)
    address = reverse("plans:next_plan", args=[draft.pk])
    said = "Lời tờ trình còn theo dự thảo cũ"
    client = client_of(coordinator)
    with clock.told(NOW):
        assert said not in client.get(address).text
        NextTask.objects.create(
            next_plan=draft, number="3", position=12, title="Việc mới", edited_by=coordinator
        )
        older = submission.older_sentences(letter.body, draft)
        assert [words.split(" nhiệm vụ")[0] for pair in older for words in pair] == [
            "Dự thảo gồm 03",
            "Dự thảo gồm 04",
        ]
        assert said in client.get(address).text
    mended = letter.body.replace(*older[0])
    assert submission.older_sentences(mended, draft) == []
    # A person's own words are left to that person.
    assert submission.older_sentences(letter.body.replace("Dự thảo gồm 03", "Toàn bộ có 03"), draft) == []
