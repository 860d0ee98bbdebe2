"""The next plan on the screen: who is shown what, forms, hostile input, English."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.laid import laid

from nhipcau.documents.models import RegisteredDocument
from nhipcau.kernel.abreast import MARKS
from nhipcau.office.directions.actions import give
from nhipcau.plans.models import NextPlan, NextReply, Proposal, Task
from nhipcau.plans.next.actions import arranging, proposing, writing
from nhipcau.plans.tests.next_cast import NOW, in_november, next_plan, task

__all__ = ["in_november", "next_plan"]
pytestmark = pytest.mark.django_db


def page(client, next_plan, asked: str = "") -> str:
    answer = client.get(reverse("plans:next_plan", args=[next_plan.pk]) + asked)
    assert answer.status_code == 200
    return " ".join(answer.text.split())


def sent(form, **more: str) -> dict[str, str]:
    """What a browser sends of a form as it stands, with what is typed over it."""
    values = {name: form[name].value() for name in form.fields}
    plain = {
        name: value.strftime("%d/%m/%Y") if isinstance(value, date) else str(getattr(value, "pk", value))
        for name, value in values.items()
        if value not in (None, "", False)
    }
    marks = form.as_read().split('value="')[1].split('"')[0] if form.as_read() else ""
    return plain | ({MARKS: marks} if marks else {}) | more


def test_from_the_plan_s_page_the_coordinator_begins_and_reads_it(plan, other_agency, coordinator, client_of):
    client = client_of(coordinator)
    begin = reverse("plans:next_plan_begin")
    assert f"{begin}?tu={plan.pk}" in client.get(reverse("plans:plan", args=[plan.pk])).text
    form = client.get(begin).context["form"]
    assert (form["year"].value(), form["last_year"].value()) == (2027, plan.pk)
    answer = client.post(begin, sent(form, drafter=str(other_agency.pk)))
    made = NextPlan.objects.get()
    assert answer.url == reverse("plans:next_plan", args=[made.pk])
    text = page(client, made)
    assert "Xuất bản ấn phẩm song ngữ" in text and "Năm trước chưa xong" in text
    assert "Sửa nhiệm vụ" not in text and reverse("plans:next_task_add", args=[made.pk]) in text
    assert str(made) in client.get(reverse("plans:plans")).text


def test_a_mark_filters_with_the_groups_above(next_plan, coordinator, client_of):
    text = page(client_of(coordinator), next_plan, "?dau=unfinished")
    assert "Xuất bản ấn phẩm song ngữ" in text and "Quảng bá hình ảnh tỉnh" in text
    assert f'id="nv-{task(next_plan, "1").pk}"' not in text
    assert "Không có nhiệm vụ nào khớp" in page(client_of(coordinator), next_plan, "?dau=new")


def test_who_reads_and_who_does_not_know_of_it(
    next_plan, leader, administrator, officer, agency_leader, client_of
):
    assert reverse("plans:next_plan_edit", args=[next_plan.pk]) not in page(client_of(leader), next_plan)
    assert reverse("plans:next_plan_edit", args=[next_plan.pk]) in page(client_of(administrator), next_plan)
    for who in (officer, agency_leader):
        assert client_of(who).get(reverse("plans:next_plan", args=[next_plan.pk])).status_code == 404
    first = task(next_plan, "1")
    for who in (leader, officer):
        client = client_of(who)
        for name, key in (
            ("next_plan_edit", next_plan.pk),
            ("next_task_add", next_plan.pk),
            ("next_task", first.pk),
        ):
            assert client.get(reverse(f"plans:{name}", args=[key])).status_code in (403, 404)
        for name, key in (("next_plan_renumber", next_plan.pk), ("next_plan_drop", next_plan.pk)):
            assert client.post(reverse(f"plans:{name}", args=[key])).status_code in (403, 404)


def test_a_task_is_written_with_the_reading_of_times_of_every_plan(next_plan, coordinator, client_of):
    client, first = client_of(coordinator), task(next_plan, "2.1")
    address = reverse("plans:next_task", args=[first.pk])
    form = client.get(address).context["form"]
    typed = sent(
        form,
        timing_kind="quarter",
        timing_quarter="2",
        timing_year="2027",
        by_letter="on",
        lead="Sở Công Thương\nSở Lạ",
    )
    assert client.post(address, typed).status_code == 302
    first.refresh_from_db()
    assert first.timing == {"kind": "quarter", "quarter": 2, "year": 2027}
    assert first.timing_text == ""  # its words spoke of the old time
    assert first.by_letter and first.names["lead"] == ["Sở Công Thương", "Sở Lạ"]
    text = page(client, next_plan)
    assert "chưa rõ “Sở Lạ” là cơ quan nào" in text and "Quý 2/2027" in text
    wrong = client.post(address, sent(client.get(address).context["form"], timing_quarter="9"))
    assert wrong.status_code == 422


def test_a_form_that_another_was_quicker_than_says_what_stands(
    next_plan, coordinator, administrator, client_of
):
    client, first = client_of(coordinator), task(next_plan, "1")
    address = reverse("plans:next_task", args=[first.pk])
    typed = sent(client.get(address).context["form"], outputs="Của tôi")
    writing.edit_task(task=first, fields={"place": "Đà Lạt"}, seen=0, by=administrator)
    answer = client.post(address, typed)
    assert answer.status_code == 422 and "người khác đã sửa" in answer.text and "Của tôi" in answer.text
    again = sent(answer.context["form"], outputs="Của tôi")
    assert client.post(address, again).status_code == 302
    first.refresh_from_db()
    assert (first.outputs, first.place) == ("Của tôi", "Đà Lạt")


def test_names_are_matched_as_one_types(next_plan, coordinator, officer, client_of):
    address = reverse("plans:next_names")
    answer = client_of(coordinator).post(
        address, {"lead": "so cong thuong\nSở Lạ", "coordinate": "Các Sở, ban, ngành"}
    )
    text = " ".join(answer.text.split())
    assert "Sở Công Thương" in text and "chưa rõ" in text and "nhóm" in text
    assert client_of(officer).post(address, {"lead": "Sở"}).status_code == 403


def test_tasks_are_added_moved_and_left_out_by_the_page(next_plan, coordinator, client_of):
    client, group = client_of(coordinator), task(next_plan, "2")
    add = reverse("plans:next_task_add", args=[next_plan.pk])
    assert client.post(add, {"title": "Hội thảo báo chí", "parent": str(group.pk)}).status_code == 302
    made = next_plan.tasks.get(title="Hội thảo báo chí")
    assert made.parent_id == group.pk
    assert client.post(f"{add}?nhom_moi=1", {"title": "Nhóm mới"}).status_code == 302
    assert next_plan.tasks.get(title="Nhóm mới").is_group
    assert client.post(add, {"title": "X", "parent": "999999"}).status_code == 422
    client.post(reverse("plans:next_task_shift", args=[made.pk, "len"]))
    assert client.post(reverse("plans:next_task_shift", args=[made.pk, "ngang"])).status_code == 404
    under = reverse("plans:next_task_under", args=[made.pk])
    assert client.get(under).status_code == 200
    assert client.post(under, {"parent": ""}).status_code == 302
    out = reverse("plans:next_task_leave_out", args=[made.pk])
    assert client.post(out, {"reason": " "}).status_code == 422
    assert client.post(out, {"reason": "Không có kinh phí"}).status_code == 302
    assert "Không có kinh phí" in page(client, next_plan, "?dau=ended")
    client.post(reverse("plans:next_task_take_in", args=[made.pk]))
    client.post(reverse("plans:next_plan_renumber", args=[next_plan.pk]))
    made.refresh_from_db()
    assert (made.left_out, made.number) == (False, "3")


def test_directions_are_decided_on_the_page(next_plan, plan, leader, coordinator, client_of):
    first = give(about=Task.objects.get(plan=plan, number="1"), text="Mở chuyên mục", by=leader, now=NOW)
    client, address = client_of(coordinator), reverse("plans:next_direction", args=[next_plan.pk])
    assert "Mở chuyên mục" in page(client, next_plan)
    client.post(address, {"chi_dao": first.pk, "viec": "de-lai", "reason": ""})
    assert not next_plan.tasks.filter(direction=first).exists()
    answer = client.post(address, {"chi_dao": first.pk, "viec": "dua-vao"})
    assert answer.url == reverse("plans:next_task", args=[next_plan.tasks.get(direction=first).pk])
    assert client.post(address, {"chi_dao": "x"}).status_code == 404


def test_the_ministry_s_letter_is_chosen_from_the_register(next_plan, coordinator, client_of):
    letter = RegisteredDocument.objects.create(number="3837/BTTTT-TTĐN", date=date(2026, 9, 16), issuer="Bộ")
    client, address = client_of(coordinator), reverse("plans:next_plan_edit", args=[next_plan.pk])
    form = client.get(address).context["form"]
    assert "3837/BTTTT-TTĐN" in str(form["letter"])
    assert (
        client.post(address, sent(form, letter=str(letter.pk), guidance="Chú trọng biển đảo")).status_code
        == 302
    )
    text = page(client, next_plan)
    assert "3837/BTTTT-TTĐN" in text and "Chú trọng biển đảo" in text


@pytest.mark.parametrize(
    "words", ["<script>alert(1)</script>", "' OR 1=1 --", "\u202egnp.exe", "A" * 4000, "\x00"]
)
def test_hostile_words_are_shown_as_words(next_plan, coordinator, client_of, words):
    client = client_of(coordinator)
    answer = client.post(reverse("plans:next_task_add", args=[next_plan.pk]), {"title": words})
    assert answer.status_code in (302, 422)
    assert "<script>alert(1)</script>" not in page(client, next_plan)
    for asked in ("?dau=%00", "?dau=<b>", "?dau=" + "x" * 5000):
        assert client.get(reverse("plans:next_plan", args=[next_plan.pk]) + asked).status_code == 200


def test_the_table_is_taken_out_with_its_marks(next_plan, coordinator, client_of):
    arranging.leave_out(task=task(next_plan, "1"), reason="=1+1", by=coordinator)
    answer = client_of(coordinator).get(reverse("plans:next_plan_export", args=[next_plan.pk]))
    assert answer.status_code == 200 and answer["Content-Type"].endswith("spreadsheetml.sheet")


def test_a_page_of_many_tasks_costs_no_more_queries(
    next_plan, coordinator, client_of, django_assert_max_num_queries
):
    client, address = client_of(coordinator), reverse("plans:next_plan", args=[next_plan.pk])
    client.get(address)
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    for place in range(30):
        writing.add_task(next_plan=next_plan, fields={"title": f"Việc {place}"}, parent=None, by=coordinator)
    with CaptureQueriesContext(connection) as many:
        client.get(address)
    assert len(many) == len(few)


# --- agencies' answers ---


@pytest.fixture
@laid
def reply(next_plan, agency, officer, coordinator) -> NextReply:
    due = date(2026, 12, 5)
    proposing.ask(next_plan=next_plan, agencies=[agency], due=due, today=NOW.date(), by=coordinator)
    return NextReply.objects.select_related("next_plan__drafter").get()


def test_agencies_are_asked_by_the_page_those_with_a_part_chosen(next_plan, agency, coordinator, client_of):
    client, address = client_of(coordinator), reverse("plans:next_replies_ask", args=[next_plan.pk])
    form = client.get(address).context["form"]
    assert agency.pk in form["agencies"].value()
    answer = client.post(address, {"due": "05/12/2026", "agencies": [agency.pk]})
    assert answer.url == reverse("plans:next_replies", args=[next_plan.pk])
    board = client.get(answer.url).text
    assert "Sở Công Thương" in board and "05/12/2026" in board and "Đôn đốc nơi chưa trả lời" in board
    for asked in (
        "?tinh_trang=late",
        "?tinh_trang=open",
        "?tinh_trang=nothing",
        "?tinh_trang=x",
        "?q=cong+thuong",
    ):
        assert client.get(answer.url + asked).status_code == 200
    client.post(reverse("plans:next_replies_urge", args=[next_plan.pk]))


def test_an_agency_proposes_on_its_page_and_reads_the_decision(reply, officer, coordinator, client_of):
    client, address = client_of(officer), reverse("plans:next_reply", args=[reply.pk])
    text = client.get(address).text
    assert "Xuất bản ấn phẩm song ngữ" in text and "Không có đề xuất" in text
    propose = reverse("plans:next_propose", args=[reply.pk])
    about = task(reply.next_plan, "2.1")
    form = client.get(f"{propose}?nhiem_vu={about.pk}").context["form"]
    assert form["title"].value() == about.title
    typed = sent(form, outputs="500 cuốn", reason="Nhu cầu tăng")
    assert client.post(f"{propose}?nhiem_vu={about.pk}", typed).status_code == 302
    assert client.post(f"{propose}?nhiem_vu={about.pk}&viec=end", {"reason": ""}).status_code == 422
    assert client.post(propose, {"title": "<b>Hội thảo</b>", "reason": "Cần"}).status_code == 302
    assert "<b>Hội thảo</b>" not in client.get(address).text
    assert (
        client.post(reverse("plans:next_reply_send", args=[reply.pk]), {"note": "Chung"}).status_code == 302
    )
    other = client_of(coordinator)
    shown = page(other, reply.next_plan)
    assert "500 cuốn" in shown and "Tiếp thu nguyên văn" in shown
    first, second = Proposal.objects.order_by("pk")
    take = reverse("plans:next_proposal_take_with", args=[first.pk])
    values = other.get(take).context["form"]
    assert values["outputs"].value() == "500 cuốn"
    assert other.post(take, sent(values, outputs="400 cuốn", note="Theo kinh phí")).status_code == 302
    decline = reverse("plans:next_proposal_decline", args=[second.pk])
    assert other.post(decline, {"reason": ""}).status_code == 422
    assert other.post(decline, {"reason": "Trùng nhiệm vụ"}).status_code == 302
    assert task(reply.next_plan, "2.1").outputs == "400 cuốn"
    text = client_of(officer).get(address).text
    assert "Trùng nhiệm vụ" in text and "Theo kinh phí" in text and "Đã tiếp thu" in text
    all_of_them = page(client_of(coordinator), reply.next_plan, "?xem=de-xuat-tat-ca")
    assert "Trùng nhiệm vụ" in all_of_them


def test_nothing_to_propose_by_one_click(reply, officer, client_of):
    client = client_of(officer)
    client.post(reverse("plans:next_reply_send", args=[reply.pk]), {"viec": "khong-co"})
    reply.refresh_from_db()
    assert (reply.state, reply.nothing) == ("sent", True)
    client.post(reverse("plans:next_reply_back", args=[reply.pk]))
    reply.refresh_from_db()
    assert reply.state == "asked"


def test_another_agency_does_not_know_of_an_answer(reply, stranger, leader, officer, client_of):
    address = reverse("plans:next_reply", args=[reply.pk])
    assert client_of(stranger).get(address).status_code in (403, 404)
    assert client_of(leader).get(address).status_code == 200
    assert client_of(leader).get(reverse("plans:next_propose", args=[reply.pk])).status_code == 403
    proposal = proposing.propose(reply=reply, fields={"wish": "new", "title": "X", "reason": "Y"}, by=officer)
    for name in ("next_proposal_take", "next_proposal_decline"):
        answer = client_of(officer).post(reverse(f"plans:{name}", args=[proposal.pk]), {"reason": "Z"})
        assert answer.status_code in (403, 404)


def test_everything_is_there_in_english(reply, next_plan, coordinator, officer, client_of):
    for who, name, key in (
        (coordinator, "next_plan", next_plan.pk),
        (coordinator, "next_replies", next_plan.pk),
        (officer, "next_reply", reply.pk),
    ):
        client = client_of(who)
        answer = client.get(reverse(f"plans:{name}", args=[key]), headers={"Accept-Language": "en"})
        assert answer.status_code == 200


def test_an_agency_finds_its_answer_again_once_it_is_sent(reply, officer, leader, client_of):
    plans, own = reverse("plans:plans"), reverse("plans:next_reply", args=[reply.pk])
    assert own in client_of(officer).get(plans).text
    proposing.send(reply=reply, nothing=True, note="", by=officer)
    assert own in client_of(officer).get(plans).text
    assert own not in client_of(leader).get(plans).text


def test_two_forms_about_one_task_end_in_one_proposal(reply, officer, client_of):
    client, about = client_of(officer), task(reply.next_plan, "2.1")
    propose = f"{reverse('plans:next_propose', args=[reply.pk])}?nhiem_vu={about.pk}"
    typed = sent(client.get(propose).context["form"], outputs="500 cuốn", reason="Nhu cầu tăng")
    assert client.post(propose, typed).status_code == 302
    again = client.post(
        f"{propose}&viec=end", {"reason": "Không còn nguồn"}
    )  # opened before, in another window
    assert again.status_code == 422 and "đã có đề xuất về nhiệm vụ này" in again.text
    kept = Proposal.objects.get()
    for asked in (propose, f"{propose}&viec=end"):
        assert client.get(asked).url == reverse("plans:next_proposal", args=[kept.pk])
    text = client.get(reverse("plans:next_reply", args=[reply.pk])).text
    assert "Chưa gửi" in text and "Chờ xem xét" not in text


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_form_sent_as_it_was_opened_proposes_nothing(reply, officer, client_of, language):
    client, about = client_of(officer), task(reply.next_plan, "2.1")
    about.timing, about.timing_text = {"kind": "before", "date": "2027-06-30"}, ""
    about.save(update_fields=["timing", "timing_text"])
    propose = f"{reverse('plans:next_propose', args=[reply.pk])}?nhiem_vu={about.pk}"
    spoken = {"headers": {"Accept-Language": language}}
    form = client.get(propose, **spoken).context["form"]
    assert form["timing_text"].value() == "Trước ngày 30/06/2027"  # the paper's language, not the reader's
    assert client.post(propose, sent(form, reason="Giữ nguyên"), **spoken).status_code == 422
    assert not Proposal.objects.exists()


@pytest.mark.parametrize("name", ["next_proposal_take_with", "next_proposal_decline"])
def test_a_form_about_what_was_decided_on_leads_to_the_decision(reply, officer, coordinator, client_of, name):
    fields = {"wish": "new", "title": "Hội thảo", "reason": "Cần"}
    proposal = proposing.propose(reply=reply, fields=fields, by=officer)
    proposing.send(reply=reply, nothing=False, note="", by=officer)
    client, address = client_of(coordinator), reverse(f"plans:{name}", args=[proposal.pk])
    assert client.get(address).status_code == 200
    client.post(reverse("plans:next_proposal_take", args=[proposal.pk]))
    answer = client.get(address, follow=True)
    assert answer.redirect_chain[0][0].endswith(f"?xem=de-xuat-tat-ca#de-xuat-{proposal.pk}")
    assert "Đã tiếp thu" in answer.text
