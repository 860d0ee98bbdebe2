"""The list of a draft's tasks on the screen: folded to a line each, found by words and by mark, jumped to by group."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from nhipcau.agencies.models import Agency
from nhipcau.office.directions.actions import give
from nhipcau.plans.models import NextPlan, Task
from nhipcau.plans.next.actions import arranging, writing
from nhipcau.plans.tests.next_cast import NOW, in_november, next_plan, task

__all__ = ["in_november", "next_plan"]
pytestmark = pytest.mark.django_db


@pytest.fixture
def shown(next_plan, coordinator, client_of):
    """What the page of the draft is made of, as the coordinator asks for it."""
    client, address = client_of(coordinator), reverse("plans:next_plan", args=[next_plan.pk])
    return lambda **asked: client.get(address, asked)


def titles(answer) -> list[str]:
    return [row.task.title for row in answer.context["shown"].rows if not row.is_group]


def test_a_task_is_found_by_words_without_their_marks_in_name_agency_or_content(
    next_plan, shown, coordinator
):
    add = {
        "title": "Tuần hàng tại Séc",
        "names": {"lead": ["Sở Công Thương"]},
        "content": "Gian hàng cà phê",
    }
    writing.add_task(next_plan=next_plan, fields=add, parent=None, by=coordinator)
    for words in ("tuan hang", "TUẦN", "cà phê gian", "so cong thuong sec"):
        assert titles(shown(q=words)) == ["Tuần hàng tại Séc"], words
    assert titles(shown(q="tàu vũ trụ")) == []
    assert "Không có nhiệm vụ nào khớp" in shown(q="tàu vũ trụ").text


def test_words_and_mark_are_asked_together_and_each_link_keeps_the_other(next_plan, shown):
    both = shown(q="an pham", dau="unfinished")
    assert titles(both) == ["Xuất bản ấn phẩm song ngữ"]
    assert all("q=an+pham" in mark.url for mark in both.context["shown"].marks)
    assert 'name="dau" value="unfinished"' in both.text  # the find box keeps the mark
    assert both.context["shown"].clear == reverse("plans:next_plan", args=[next_plan.pk]) + "#nhiem-vu"
    assert shown().context["shown"].clear == ""
    assert titles(shown(q="an pham", dau="new")) == []


def test_every_figure_leads_to_as_many_tasks_as_it_counts(next_plan, shown, coordinator):
    arranging.leave_out(task=task(next_plan, "1"), reason="Đã xong", by=coordinator)
    for mark in shown().context["shown"].marks:
        assert len(titles(shown(dau=mark.key))) == mark.count, mark.key


def test_a_direction_that_is_not_taken_up_is_no_task_left_out_and_can_be_taken_in_again(
    next_plan, plan, shown, leader, coordinator, client_of
):
    said = give(about=Task.objects.get(plan=plan, number="1"), text="Mở chuyên mục mới", by=leader, now=NOW)
    before = [(mark.key, mark.count) for mark in shown().context["shown"].marks]
    arranging.leave_direction(next_plan=next_plan, direction=said, reason="Đã làm trong năm", by=coordinator)
    answer = shown()
    assert [(mark.key, mark.count) for mark in answer.context["shown"].marks] == before
    assert "Mở chuyên mục mới" not in titles(shown(dau="ended"))
    assert "Mở chuyên mục mới" in answer.text and "Đã làm trong năm" in answer.text
    kept = next_plan.tasks.get(direction=said)
    client_of(coordinator).post(reverse("plans:next_task_take_in", args=[kept.pk]))
    assert "Mở chuyên mục mới" in titles(shown())


def test_what_is_wrong_with_a_task_stands_open_below_it_without_its_name_again(next_plan, shown, coordinator):
    first = task(next_plan, "2.1")
    writing.edit_task(task=first, fields={"names": {}}, seen=first.edited, by=coordinator)
    row = next(row for row in shown().context["shown"].rows if row.task.pk == first.pk)
    assert row.wrong == ("Chưa có cơ quan chủ trì hoặc thực hiện.",)


def test_all_that_must_be_put_right_stands_open_and_the_rest_is_folded(next_plan, shown, coordinator):
    for number in range(8):
        writing.add_task(next_plan=next_plan, fields={"title": f"Việc {number}"}, parent=None, by=coordinator)
    page = shown().context["shown"]
    assert all(one.stops for one in page.findings) and len(page.findings) == page.errors
    assert not any(one.stops for one in page.more_findings)


def test_a_year_that_has_a_draft_leads_to_it_and_says_so(
    next_plan, plan, other_agency, coordinator, client_of
):
    client, begin = client_of(coordinator), reverse("plans:next_plan_begin")
    wish = {"last_year": plan.pk, "drafter": other_agency.pk}
    answer = client.post(begin, wish | {"year": next_plan.year}, follow=True)
    assert answer.redirect_chain[-1][0] == reverse("plans:next_plan", args=[next_plan.pk])
    assert "đã có dự thảo" in answer.text
    assert "đã có dự thảo" not in client.post(begin, wish | {"year": next_plan.year + 1}, follow=True).text
    wrong = client.post(begin, wish | {"year": 3000})
    assert wrong.status_code == 422 and "từ 2000 đến 2199" in wrong.text


def test_who_issues_is_chosen_among_committees_that_are_there(
    next_plan, other_agency, coordinator, client_of
):
    gone = Agency.objects.create(
        code="ubnd-cu", name="UBND tỉnh đã hợp nhất", kind="council", level="province",
        valid_from=date(2000, 1, 1), valid_to=date(2025, 6, 30),
    )  # fmt: skip
    standing = Agency.objects.create(
        code="ubnd-nay", name="UBND tỉnh", kind="council", level="province", valid_from=date(2025, 7, 1)
    )
    client, address = client_of(coordinator), reverse("plans:next_plan_edit", args=[next_plan.pk])
    offered = client.get(address).context["form"].fields["issuer"].queryset
    assert gone not in offered and other_agency not in offered and standing in offered
    NextPlan.objects.filter(pk=next_plan.pk).update(issuer=gone)  # chosen before it was dissolved
    assert gone in client.get(address).context["form"].fields["issuer"].queryset


# --- one line until it is unfolded ---


def test_a_folded_task_is_a_line_and_the_rest_comes_when_it_is_unfolded(
    next_plan, shown, coordinator, client_of
):
    kept = task(next_plan, "2.1")
    writing.edit_task(
        task=kept, fields={"content": "Nội dung dài của nhiệm vụ"}, seen=kept.edited, by=coordinator
    )
    address = reverse("plans:next_task_whole", args=[kept.pk])
    page = shown().text
    assert f'hx-get="{address}"' in page and "Nội dung dài" not in page and kept.title in page
    part = client_of(coordinator).get(address, headers={"HX-Request": "true"}).text
    assert (
        "Nội dung dài của nhiệm vụ" in part and reverse("plans:next_task_leave_out", args=[kept.pk]) in part
    )
    assert "<html" not in part


def test_without_scripts_the_page_opens_with_the_task_unfolded(next_plan, shown, coordinator, client_of):
    kept = task(next_plan, "2.1")
    answer = client_of(coordinator).get(reverse("plans:next_task_whole", args=[kept.pk]))
    assert answer.url == f"{reverse('plans:next_plan', args=[next_plan.pk])}?mo={kept.pk}#nv-{kept.pk}"
    unfolded = [row.task.pk for row in shown(mo=kept.pk).context["shown"].rows if row.is_unfolded]
    assert unfolded == [kept.pk]


def test_all_are_unfolded_and_folded_by_one_link_that_keeps_what_was_found(next_plan, shown):
    page = shown(mo="tat-ca", q="an pham").context["shown"]
    assert all(row.is_unfolded for row in page.rows) and "q=an+pham" in page.folding_url
    assert "mo=" not in page.folding_url and "mo=tat-ca" in shown().context["shown"].folding_url


def test_an_agency_that_may_not_read_the_draft_gets_no_task_of_it(next_plan, officer, client_of):
    kept = task(next_plan, "2.1")
    for headers in ({}, {"HX-Request": "true"}):
        answer = client_of(officer).get(reverse("plans:next_task_whole", args=[kept.pk]), headers=headers)
        assert answer.status_code == 404


def test_a_leader_reads_a_task_and_may_do_nothing_with_it(next_plan, leader, client_of):
    kept = task(next_plan, "2.1")
    address = reverse("plans:next_task_whole", args=[kept.pk])
    part = client_of(leader).get(address, headers={"HX-Request": "true"}).text
    assert "<form" not in part and "nc-facts" in part
