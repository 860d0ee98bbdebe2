"""The next plan signed outside: number, day, signer and the signed copy are entered, and the plan runs from what was shown."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from nhipcau.documents.actions import register_document
from nhipcau.documents.models import RegisteredDocument
from nhipcau.engines.officialdoc.write.model import Paragraph
from nhipcau.engines.officialdoc.write.pdf import write_pdf
from nhipcau.kernel import clock, files
from nhipcau.kernel.models import Notice, StoredFile
from nhipcau.kernel.refusal import Refused
from nhipcau.kernel.saying import say
from nhipcau.office.deliveries.models import Delivery
from nhipcau.office.signing import rules as sealing
from nhipcau.office.signing.deeds import state_of
from nhipcau.office.signing.kinds import Mark
from nhipcau.office.signing.rules import State
from nhipcau.plans.actions.confirm import AlreadyThere
from nhipcau.plans.models import NextPaper, NextPlan, NextTask, Plan
from nhipcau.plans.next import paper, proving, sealed
from nhipcau.plans.next.actions import issuing, presenting, writing
from nhipcau.plans.next.comparing import changed
from nhipcau.plans.tests.next_papers_cast import NOW, TODAY, committee, drafted
from nhipcau.plans.tests.test_next_signing import somebody

pytestmark = pytest.mark.django_db


@cache
def a_pdf(words: str = "Kế hoạch đã ký") -> bytes:
    from nhipcau.engines.officialdoc.write.model import Draft, Letterhead, Signature

    head = Letterhead("ỦY BAN NHÂN DÂN", "KH-UBND", "Lâm Đồng", TODAY, 678)
    return write_pdf(Draft(head, "KẾ HOẠCH", "Công tác", (Paragraph(words),), Signature("CHỦ TỊCH", "A")))


@pytest.fixture
def draft(coordinator, other_agency, departments) -> NextPlan:
    with clock.told(NOW):
        return drafted(by=coordinator, drafter=other_agency)


def seal_of(next_plan: NextPlan) -> str:
    return sealing.seal(sealed.content_of(next_plan))


def issue(next_plan: NextPlan, by: Any, **more: Any) -> Plan:
    asked = {
        "number": "678", "day": date(2026, 12, 8), "signer_name": "Trần Minh Đạo", "signer_post": "Phó Chủ tịch",
        "scan": ContentFile(a_pdf(), name="ke-hoach-da-ky.pdf"), "seen_seal": seal_of(next_plan), "is_compared": False,
    }  # fmt: skip
    with clock.told(NOW):
        return issuing.issue_outside(next_plan=next_plan, by=by, **{**asked, **more})


def test_entered_with_its_signed_copy_it_runs_at_once(draft, coordinator, officer, agency):
    plan = issue(draft, coordinator)
    draft.refresh_from_db()
    assert (draft.state, draft.plan) == ("issued", plan)
    document = plan.document
    assert (document.number, document.date) == ("678/KH-UBND", date(2026, 12, 8))
    assert (document.signer, document.signer_position) == ("Trần Minh Đạo", "Phó Chủ tịch")
    assert document.file.name == "ke-hoach-da-ky.pdf"
    assert plan.tasks.exclude(kind="obligation").count() == 4
    assert Notice.objects.filter(recipient=officer, kind="plans.assigned").exists()
    assert Delivery.objects.filter(notice=plan.sent, agency=agency).exists()
    assert list(proving.doubts()) == []


def test_what_ran_is_kept_with_its_seal_and_the_proof_reads_the_plan_against_it(draft, coordinator):
    plan = issue(draft, coordinator)
    kept = NextPaper.objects.get(next_plan=draft, use="signed")
    assert kept.seal == sealing.seal_of_kept(kept.content)
    plan.tasks.filter(number="2.1").update(timing_text="Khác")
    (doubt,) = proving.doubts()
    assert "nhiệm vụ 2.1 khác nội dung đã ký" in doubt.words


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"number": " "}, "Hãy ghi số"),
        *(
            ({"number": none}, "không đọc được")
            for none in ("/", "///", "abc", "0", "-1", "<b>1</b>", "٣", "9" * 40)
        ),
        *(({"number": none}, "Ký hiệu") for none in ("678/KH-UBND/1", "678/<b>", "678/9", "678//KH")),
        ({"day": date(2025, 12, 31)}, "không thể là của kế hoạch năm 2027"),
        ({"day": TODAY + timedelta(days=1)}, "chưa tới"),
        ({"signer_name": " "}, "họ tên người ký"),
        ({"seen_seal": "0" * 64}, "vừa được sửa"),
        ({"scan": ContentFile(b"PK\x03\x04 no pdf", name="a.docx")}, "không phải PDF"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_kept(draft, coordinator, wrong, why):
    with pytest.raises(Refused, match=why):
        issue(draft, coordinator, **wrong)
    draft.refresh_from_db()
    assert draft.state == "draft" and not Plan.objects.exists() and not StoredFile.objects.exists()


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("678", "678/KH-UBND"), (" 6 7 8 ", "678/KH-UBND"), ("05", "05/KH-UBND"), ("Số: 678/KH-UBND", "678/KH-UBND"),
        ("678/KH-UBND", "678/KH-UBND"), ("12/2026/QĐ-UBND", "12/2026/QĐ-UBND"), ("678/", "678/KH-UBND"),
    ],
)  # fmt: skip
def test_a_number_is_taken_as_it_stands_on_the_paper(typed, kept):
    assert issuing.number_of(typed, "KH-UBND") == kept


@pytest.mark.parametrize("has_file", [False, True])
def test_what_somebody_entered_under_its_number_before_gives_way(draft, coordinator, has_file):
    head = {
        "number": "678/KH-UBND", "issuer": "Ủy ban nhân dân tỉnh Lâm Đồng", "date": date(2026, 12, 8), "title": "Trích yếu sai",
        "kind": "công văn",
    }  # fmt: skip
    with clock.told(NOW):
        stored = files.store(ContentFile(a_pdf("Khác"), name="khac.pdf"), name="khac.pdf", by=coordinator)
        known = register_document(head=head, cites=(), file=stored if has_file else None, by=coordinator)
    document = issue(draft, coordinator).document
    assert (document.pk, document.kind, document.signer) == (known.pk, "kế hoạch", "Trần Minh Đạo")
    assert document.title == draft.title and document.file.name == "ke-hoach-da-ky.pdf"


def test_a_copy_that_bears_the_stamp_of_a_state_secret_is_refused(draft, coordinator):
    secret = paper.paper_of(sealing.plain(sealed.content_of(draft)), Mark())
    stamped = write_pdf(
        type(secret)(
            **{
                **{name: getattr(secret, name) for name in secret.__slots__},
                "body": (Paragraph("TỐI MẬT"),),
                "annexes": (),
            }
        )
    )
    with pytest.raises(Refused, match=r"mật|MẬT"):
        issue(draft, coordinator, scan=ContentFile(stamped, name="mat.pdf"))
    assert not StoredFile.objects.exists() and not RegisteredDocument.objects.exists()


def test_what_was_changed_since_the_paper_was_taken_out_is_named_and_has_to_be_confirmed(draft, coordinator):
    with clock.told(NOW):
        first = presenting.take_out(next_plan=draft, by=coordinator)
        assert presenting.take_out(next_plan=draft, by=coordinator) == first  # the same words
    draft.tasks.filter(number="2.1").update(outputs="1.000 cuốn")
    draft.tasks.filter(number="2.2").update(left_out=True, reason="Lùi sang năm sau")
    NextTask.objects.create(
        next_plan=draft, number="3", position=9, title="Tập huấn", names={"lead": ["Sở Công Thương"]},
        timing={"kind": "quarter", "quarter": 2, "year": draft.year}, edited_by=coordinator,
    )  # fmt: skip
    draft.recipients += "\nHội Nhà báo tỉnh"
    draft.save()
    last, changes = issuing.changed_since_taken_out(draft)
    assert last == first
    assert changes.changed == ("2.1 Xuất bản ấn phẩm song ngữ giới thiệu tiềm năng của tỉnh",)
    assert changes.added == ("3 Tập huấn",) and changes.removed == ("2.2 Tổ chức hội chợ biên giới",)
    assert changes.head == ("nơi nhận",)
    with pytest.raises(Refused, match="đã sửa sau khi xuất bản trình ký"):
        issue(draft, coordinator)
    assert issue(draft, coordinator, is_compared=True).tasks.filter(title="Tập huấn").exists()


def test_who_signs_is_no_change_of_the_paper(draft, coordinator):
    with clock.told(NOW):
        presenting.take_out(next_plan=draft, by=coordinator)
    draft.signer = coordinator
    assert not changed(
        *(sealing.plain(sealed.content_of(one)) for one in (NextPlan.objects.get(pk=draft.pk), draft))
    )


def test_one_that_is_on_its_way_to_a_signature_here_is_drawn_back(draft, coordinator):
    from nhipcau.agencies.rules import Role

    draft.signer = somebody("chutich", "Trần Minh Đạo", Role.AGENCY_LEADER, "Phó Chủ tịch")
    draft.save()
    with clock.told(NOW):
        version = presenting.present(next_plan=draft, by=coordinator)
    issue(draft, coordinator)
    version.refresh_from_db()
    assert state_of(version) is State.RETURNED


def test_a_second_time_and_the_same_paper_brought_in_from_its_file_are_refused(draft, coordinator):
    document = RegisteredDocument.objects.create(
        number="678/KH-UBND", date=date(2026, 12, 8), issuer="Ủy ban nhân dân tỉnh Lâm Đồng"
    )
    Plan.objects.create(document=document, title="Đã nhập", year=2027, confirmed_by=coordinator)
    with pytest.raises(AlreadyThere):
        issue(draft, coordinator)
    issue(draft, coordinator, number="679/KH-UBND")
    draft.refresh_from_db()
    with pytest.raises(Refused):
        issue(draft, coordinator, number="680")
    assert Plan.objects.filter(year=2027).count() == 2


def test_the_plan_of_a_year_that_runs_is_not_drawn_up_a_second_time(draft, coordinator, other_agency):
    def begin() -> NextPlan:
        with clock.told(NOW):
            return writing.begin(year=2027, drafter=other_agency, last_year=None, today=TODAY, by=coordinator)

    with clock.told(NOW):
        writing.drop(next_plan=draft, by=coordinator)
    other = begin()
    with clock.told(NOW):
        writing.drop(next_plan=other, by=coordinator)
        writing.take_up(next_plan=draft, by=coordinator)
    draft.refresh_from_db()
    plan = issue(draft, coordinator)
    with pytest.raises(Refused, match="678/KH-UBND") as refused:
        begin()
    assert "Trần Điều Phối" in say(refused.value)
    with pytest.raises(Refused, match="đang chạy"):
        writing.take_up(next_plan=other, by=coordinator)
    Plan.objects.filter(pk=plan.pk).update(closed_at=NOW, closed_by=coordinator)
    assert begin().state == "draft"


def test_the_screen_shows_what_will_run_and_runs_it_once_it_is_confirmed(draft, coordinator, client_of):
    web, address = client_of(coordinator), reverse("plans:next_plan_outside", args=[draft.pk])
    with clock.told(NOW):
        web.post(reverse("plans:next_plan_take_out", args=[draft.pk]))
        copy = web.get(reverse("plans:next_plan_taken_out", args=[draft.pk, "docx"]))
        assert copy.content[:2] == b"PK"
        draft.tasks.filter(number="1").update(title="Ban hành văn bản hướng dẫn")
        page = web.get(address)
        shown = page.text
        for said in (
            "Tổ chức hội chợ biên giới",
            "Quý III/2027",
            "Hội Nhà báo tỉnh",
            "Sửa: 1 Ban hành văn bản hướng dẫn",
        ):
            assert said in " ".join(shown.split())
        sent = {
            "number": "678", "day": "08/12/2026", "signer_name": "Trần Minh Đạo", "signer_post": "Phó Chủ tịch",
            "scan": SimpleUploadedFile("ky.pdf", a_pdf()), "seen_seal": page.context["form"]["seen_seal"].value(),
        }  # fmt: skip
        refused = web.post(address, sent)
        assert refused.status_code == 422 and "678" in refused.text
        sent |= {"scan": SimpleUploadedFile("ky.pdf", a_pdf()), "confirmed": "on", "is_compared": "on"}
        done = web.post(address, sent)
        assert done.status_code == 302, done.text
    plan = Plan.objects.get(year=2027)
    assert done.url == reverse("plans:plan", args=[plan.pk])
    back = web.get(reverse("plans:next_plan", args=[draft.pk])).text
    assert "Số 678/KH-UBND ngày 08/12/2026" in back and "Ký ngoài hệ thống" in back
    assert web.get(address).status_code == 302


def test_what_is_missing_is_said_on_the_screen_and_refused(draft, coordinator, client_of):
    draft.recipients = ""
    draft.save()
    web = client_of(coordinator)
    assert "Chưa có nơi nhận." in web.get(reverse("plans:next_plan_outside", args=[draft.pk])).text
    with pytest.raises(Refused) as refused:
        issue(draft, coordinator)
    assert "Chưa có nơi nhận." in say(refused.value)
    assert committee() == draft.issuer


@pytest.mark.parametrize("line", ["- Như trên;", "Như mục IV", "Các đơn vị có tên tại Kế hoạch"])
def test_as_above_in_a_plan_signed_here_or_outside_is_whoever_has_a_part_in_it(
    line, draft, coordinator, agency
):
    from nhipcau.plans.next import kind

    draft.recipients = f"{line}\nThường trực Tỉnh ủy\nLưu: VT"
    draft.save()
    would = kind.going_to(draft, on=TODAY)
    assert agency.name in would.inside + would.without_account and "Hội Nhà báo tỉnh" not in would.unknown
    plan = issue(draft, coordinator)
    assert Delivery.objects.filter(notice=plan.sent, agency=agency).count() == 1
    assert (
        Delivery.objects.filter(notice=plan.sent, channel="paper", agency=None).get().name
        == "Thường trực Tỉnh ủy"
    )
