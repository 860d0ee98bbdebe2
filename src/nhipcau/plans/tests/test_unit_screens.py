"""Agencies' own plans on the screen: forms, the board, who is shown what, hostile input, English."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse
from tests.laid import laid

from nhipcau.agencies.models import AgencyName
from nhipcau.kernel import clock
from nhipcau.kernel.abreast import MARKS
from nhipcau.kernel.models import Notice
from nhipcau.kernel.seen import FIELD
from nhipcau.office.asks.models import Ask
from nhipcau.plans.models import Plan, UnitPlan
from nhipcau.plans.tests.unit_cast import NOW, TODAY, begun, first_line, submitted, written
from nhipcau.plans.units.actions import deciding, writing

pytestmark = pytest.mark.django_db


@pytest.fixture
@laid
def unit_plan(plan, agency, officer, other_agency) -> UnitPlan:
    Plan.objects.filter(pk=plan.pk).update(coordinator=other_agency)
    return begun(plan, agency, officer)


def page(client, unit_plan) -> str:
    answer = client.get(reverse("plans:unit_plan", args=[unit_plan.pk]))
    assert answer.status_code == 200
    return " ".join(answer.text.split())


def sent(form, **more) -> dict[str, str]:
    """What a browser sends of a form as it stands, with what is typed over it."""
    values = {name: form[name].value() for name in form.fields}
    plain = {
        name: value.strftime("%d/%m/%Y") if isinstance(value, date) else str(getattr(value, "pk", value))
        for name, value in values.items()
        if value not in (None, "")
    }
    marks = form.as_read().split('value="')[1].split('"')[0] if form.as_read() else ""
    return plain | ({MARKS: marks} if marks else {}) | more


def test_from_the_plan_s_page_an_officer_begins_writes_and_hands_in(plan, agency, officer, client_of):
    client = client_of(officer)
    begin = reverse("plans:unit_plan_begin", args=[plan.pk])
    assert begin in client.get(reverse("plans:plan", args=[plan.pk])).text
    assert client.get(begin).status_code == 200
    answer = client.post(begin, {"agency": agency.pk})
    made = UnitPlan.objects.get()
    assert answer.url == reverse("plans:unit_plan", args=[made.pk])
    assert client.get(begin).url == answer.url  # there is one
    assert "còn" in page(client, made) and "chỗ phải sửa" in page(client, made)
    line = first_line(made)
    address = reverse("plans:unit_line", args=[line.pk])
    form = client.get(address).context["form"]
    typed = sent(
        form, output="Ấn phẩm", in_charge="Lý Văn", begins="01/02/2026", money="5000000", source="province"
    )
    assert client.post(address, typed).status_code == 302
    line.refresh_from_db()
    assert (line.output, line.begins, line.money) == ("Ấn phẩm", date(2026, 2, 1), 5_000_000)
    written(made, officer)
    with clock.told(NOW):
        client.post(reverse("plans:unit_plan_submit", args=[made.pk]))
    made.refresh_from_db()
    assert made.state == "submitted"


def test_a_form_that_another_was_quicker_than_says_what_stands_and_keeps_what_was_typed(
    unit_plan, officer, coordinator, client_of
):
    client, line = client_of(officer), first_line(unit_plan)
    address = reverse("plans:unit_line", args=[line.pk])
    typed = sent(client.get(address).context["form"], in_charge="Của tôi")
    writing.edit_line(line=line, fields={"output": "Của người kia"}, seen=0, by=coordinator)
    answer = client.post(address, typed)
    assert answer.status_code == 422
    assert "người khác đã sửa" in answer.text and "Của người kia" in answer.text and "Của tôi" in answer.text
    line.refresh_from_db()
    assert line.in_charge == ""
    again = sent(answer.context["form"], in_charge="Của tôi")
    assert client.post(address, again).status_code == 302
    line.refresh_from_db()
    assert (line.in_charge, line.output) == ("Của tôi", "Của người kia")


def test_each_finding_leads_to_where_it_is_put_right(unit_plan, officer, client_of):
    client = client_of(officer)
    line = first_line(unit_plan)
    text = page(client, unit_plan)
    assert reverse("plans:unit_line", args=[line.pk]) in text
    writing.remove_line(line=line, by=officer)
    add = f"{reverse('plans:unit_line_add', args=[unit_plan.pk])}?nhiem_vu={line.task_id}"
    assert add in page(client, unit_plan)
    form = client.get(add).context["form"]
    assert form["task"].value() == line.task_id and form["work"].value() == "Xuất bản ấn phẩm song ngữ"
    assert client.post(add, sent(form)).status_code == 302
    assert unit_plan.lines.count() == 2


def test_the_coordinator_returns_one_line_and_the_agency_sees_only_that_open(
    unit_plan, officer, coordinator, client_of
):
    submitted(unit_plan, officer)
    first, second = unit_plan.lines.in_order()
    client = client_of(coordinator)
    address = reverse("plans:unit_plan_return", args=[unit_plan.pk])
    assert "Xuất bản ấn phẩm song ngữ" in client.get(address).text
    assert client.post(address, {"head": ""}).status_code == 422
    assert client.post(address, {f"dong-{first.pk}": "In ở đâu?"}).status_code == 302
    client = client_of(officer)
    text = page(client, unit_plan)
    assert "In ở đâu?" in text and "trả lại, chưa sửa" in text
    assert reverse("plans:unit_line", args=[first.pk]) in text
    assert reverse("plans:unit_line_remove", args=[second.pk]) not in text
    assert "Dòng này không bị trả lại nên đang khóa (Trần Điều Phối" in text
    assert "In ở đâu?" in client.get(reverse("plans:unit_line", args=[first.pk])).text


def test_the_agency_asks_and_the_coordinator_s_agency_answers(
    unit_plan, officer, other_agency, coordinator, client_of
):
    client = client_of(officer)
    address = reverse("plans:unit_plan_ask", args=[unit_plan.pk])
    with clock.told(NOW):
        assert client.post(address, {"question": "", "due": "20/01/2026"}).status_code == 422
        answer = client.post(address, {"question": "Có tính cả kinh phí năm trước?", "due": "20/01/2026"})
    assert answer.status_code == 302
    asked = Ask.objects.get()
    assert (asked.about, asked.agency) == (unit_plan, other_agency)
    assert "Sở Văn hóa, Thể thao và Du lịch" in page(client, unit_plan)
    assert Notice.objects.filter(kind="office.asked", recipient=coordinator).exists()


def test_the_board_shows_who_has_not_and_urges_them_by_one_click(
    unit_plan, plan, coordinator, officer, client_of
):
    client = client_of(coordinator)
    board = reverse("plans:unit_plans", args=[plan.pk])
    text = " ".join(client.get(board).text.split())
    assert "tạm tính 18/12/2025" in text and "Chưa lập" in text
    client.post(reverse("plans:unit_plans_urge", args=[plan.pk]))
    assert Notice.objects.get(kind="plans.unit_urged", recipient=officer)
    due = reverse("plans:unit_plans_due", args=[plan.pk])
    assert client.post(due, {"day": "31/03/2026", "reason": "Quý I"}).status_code == 302
    assert "Hạn nộp: 31/03/2026" in " ".join(client.get(board).text.split())
    figures = client.get(board).context["figures"]
    for state, _label, number, _tone in figures:
        assert len(client.get(board, {"tinh_trang": state}).context["rows"]) == number


def test_the_board_is_taken_out_as_a_workbook_and_acts_on_chosen_rows(
    unit_plan, plan, agency, coordinator, officer, client_of
):
    submitted(unit_plan, officer)
    client = client_of(coordinator)
    act = reverse("kernel:list_act", args=["plans.unit_plans"])
    chosen = {
        "thuoc": plan.pk,
        "dong": agency.pk,
        "loc": "",
        "ve": reverse("plans:unit_plans", args=[plan.pk]),
    }
    export = client.post(act, chosen | {"viec": "xuat"})
    assert export.status_code == 200 and "spreadsheet" in export["Content-Type"]
    client.post(act, chosen | {"viec": "chap-nhan"})
    unit_plan.refresh_from_db()
    assert unit_plan.state == "accepted"


def test_the_board_is_not_for_agencies(plan, officer, client_of):
    assert client_of(officer).get(reverse("plans:unit_plans", args=[plan.pk])).status_code == 403


@pytest.mark.parametrize("rows", [3, 30])
def test_the_board_asks_as_much_for_many_as_for_few(
    plan, coordinator, client_of, rows, django_assert_max_num_queries
):
    from nhipcau.agencies.models import Agency
    from nhipcau.plans.models import Duty

    task = plan.tasks.get(number="2.1")
    for number in range(rows):
        made = Agency.objects.create(code=f"so-{number}", name=f"Sở {number}", valid_from=date(2020, 1, 1))
        Duty.objects.create(task=task, agency=made, role="lead", began_on=TODAY)
    client = client_of(coordinator)
    client.get(reverse("plans:unit_plans", args=[plan.pk]))
    with django_assert_max_num_queries(26):
        client.get(reverse("plans:unit_plans", args=[plan.pk]))


HOSTILE = "<script>alert(1)</script> ‮đảo‬ {{ 7|add:7 }} %(x)s ${x}"


def test_hostile_words_stay_words_on_page_and_paper(unit_plan, officer, client_of):
    line = first_line(unit_plan)
    writing.edit_line(line=line, fields={"output": HOSTILE, "together_with": HOSTILE}, seen=0, by=officer)
    client = client_of(officer)
    text = client.get(reverse("plans:unit_plan", args=[unit_plan.pk])).text
    assert "<script>alert(1)</script>" not in text and "&lt;script&gt;alert(1)" in text


@pytest.mark.parametrize(
    "wrong",
    [
        {"task": "99999999999999999999"},
        {"task": "abc"},
        {"money": "-5"},
        {"money": "9" * 30},
        {"amount": "1e9"},
        {"begins": "30/02/2026"},
        {"source": "không có"},
        {"work": "\u200b"},
        {"in_charge": "dài " * 200},
        {"begins": "01/05/2026", "ends": "01/04/2026"},
    ],
)
def test_what_no_line_can_hold_is_refused_in_the_form(unit_plan, officer, client_of, wrong):
    client = client_of(officer)
    address = reverse("plans:unit_line", args=[first_line(unit_plan).pk])
    answer = client.post(address, sent(client.get(address).context["form"]) | wrong)
    assert answer.status_code == 422
    assert first_line(unit_plan).edited == 0


@pytest.mark.parametrize("loc", ["?tinh_trang=x&q=%00&xep=-nope&trang=99", "?xep=han&q=" + "a" * 500])
def test_the_board_s_address_takes_anything(plan, coordinator, client_of, loc):
    assert client_of(coordinator).get(reverse("plans:unit_plans", args=[plan.pk]) + loc).status_code == 200


def test_handed_in_it_says_once_who_opens_it(unit_plan, officer, client_of):
    submitted(unit_plan, officer)
    text = page(client_of(officer), unit_plan)
    assert text.count("Lê Cán Bộ đã chuyển sang tình trạng “Đã nộp, chờ xem xét”") == 1
    assert "Cơ quan điều phối mở được bằng cách trả lại" in text
    assert reverse("plans:unit_line", args=[first_line(unit_plan).pk]) not in text


def test_accepted_and_signed_nothing_leads_to_change(unit_plan, officer, coordinator, client_of):
    submitted(unit_plan, officer)
    deciding.accept(unit_plan=unit_plan, by=coordinator)
    text = page(client_of(officer), unit_plan)
    assert "Đã chấp nhận" in text and "Chọn người ký" in text
    assert reverse("plans:unit_line_add", args=[unit_plan.pk]) not in text


def test_a_file_without_the_agencys_abbreviation_says_so_on_the_plans_page(unit_plan, client, officer):
    AgencyName.objects.filter(agency=unit_plan.agency, kind="abbreviation").delete()
    client.force_login(officer)
    answer = client.get(reverse("plans:unit_plan_preview", args=[unit_plan.pk, "pdf"]), follow=True)
    assert answer.redirect_chain and answer.status_code == 200 and "tên viết tắt" in answer.text


def test_what_was_handed_in_anew_since_the_page_was_opened_is_not_accepted_unread(
    unit_plan, officer, coordinator, administrator, client_of
):
    submitted(unit_plan, officer)
    url = reverse("plans:unit_plan_accept", args=[unit_plan.pk])

    def shown() -> dict[str, str]:
        text = page(client_of(coordinator), unit_plan)
        return {FIELD: text.split(f'action="{url}"')[1].split(f'name="{FIELD}" value="')[1].split('"')[0]}

    old = shown()
    line = first_line(unit_plan)
    deciding.send_back(unit_plan=unit_plan, reasons={line.pk: "Ghi rõ số"}, by=administrator)
    line.refresh_from_db()
    writing.edit_line(line=line, fields={"amount": 900}, seen=line.edited, by=officer)
    writing.submit(unit_plan=unit_plan, today=TODAY, by=officer)
    answer = client_of(coordinator).post(url, old, follow=True)
    unit_plan.refresh_from_db()
    assert unit_plan.state == "submitted" and "(Lê Cán Bộ, ngày" in answer.text
    client_of(coordinator).post(url, shown())
    unit_plan.refresh_from_db()
    assert unit_plan.state == "accepted"
