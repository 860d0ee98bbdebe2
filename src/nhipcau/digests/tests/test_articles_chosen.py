"""Articles of the desk and of the search: chosen, decided, taken out."""

from __future__ import annotations

import io
import re
from datetime import timedelta

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from nhipcau.digests.tests.conftest import DAY
from nhipcau.kernel.models import LogEntry
from nhipcau.press import search
from nhipcau.press.models import Article
from nhipcau.press.rules import ArticleState

pytestmark = pytest.mark.django_db
BEFORE = DAY - timedelta(days=1)


@pytest.fixture
def told(tell, monkeypatch):
    """An original with a copy in its story, and two texts alone, all of the day before."""
    monkeypatch.setenv("NHIPCAU_TODAY", DAY.isoformat())
    first = tell("Khai trương tuyến buýt ven hồ")
    copy = tell("Khai trương tuyến buýt ven hồ (đăng lại)", outlet="Báo Hai", story=first.story)
    Article.objects.filter(pk=copy.pk).update(copy_of=first)
    made = {"first": first, "copy": copy, "dust": tell("Bụi mỏ"), "power": tell("Lịch cúp điện tuần này")}
    for each in made.values():
        search.index(Article.objects.get(pk=each.pk))
    return made


def keys_on(page) -> set[int]:
    return {int(key) for key in re.findall(r'name="dong" value="(\d+)"', page.text)}


def send(client, act, *keys, list_="press.desk", every="", loc=f"ngay={BEFORE}", **more):
    data = {"viec": act, "dong": [str(key) for key in keys], "loc": loc, "tat-ca": every, "ve": "/bao-chi/"}
    return client.post(reverse("kernel:list_act", args=[list_]), data | more, follow=True)


def states(told) -> dict[str, str]:
    return {name: Article.objects.get(pk=one.pk).state for name, one in told.items()}


def test_a_box_stands_at_each_article_and_copies_go_with_theirs(told, client_of, coordinator):
    client = client_of(coordinator)
    page = client.get(reverse("press:desk"), {"ngay": BEFORE})
    assert keys_on(page) == {told[name].pk for name in ("first", "dust", "power")}
    assert 'name="dem" value="3"' in page.text
    answer = send(client, "loai", told["first"].pk, told["dust"].pk)
    assert "Đã loại 2 tin." in answer.text
    assert states(told) == {"first": "dropped", "copy": "dropped", "dust": "dropped", "power": "new"}
    assert LogEntry.objects.filter(action="press.dropped", by_id=coordinator.pk).count() == 2


def test_all_that_the_filter_finds_is_decided_and_nothing_else(told, client_of, coordinator):
    client = client_of(coordinator)
    send(client, "chon", told["dust"].pk)
    assert "Đã chọn 2 tin." in send(client, "chon", every="1", dem="2").text
    assert set(states(told).values()) == {ArticleState.KEPT}
    assert "Hãy bỏ bớt điều kiện lọc" in send(client, "chon", every="1").text
    kept = f"ngay={BEFORE}&xem=giu"
    assert "3 tin trở lại chưa xem." in send(client, "chua-xem", every="1", loc=kept).text
    assert set(states(told).values()) == {ArticleState.NEW}


def test_what_stands_so_already_is_not_counted_and_not_logged(told, client_of, coordinator):
    client, every = client_of(coordinator), f"ngay={BEFORE}&xem=tat-ca"
    send(client, "loai", told["dust"].pk)
    assert "Đã loại 1 tin." in send(client, "loai", told["dust"].pk, told["power"].pk, loc=every).text
    assert LogEntry.objects.filter(action="press.dropped").count() == 2


@pytest.mark.parametrize("loc", [f"ngay={BEFORE}&xem=bo", "ngay=2020-01-01", ""])
def test_a_row_that_the_list_does_not_show_is_refused(told, client_of, coordinator, loc):
    answer = send(client_of(coordinator), "chon", told["dust"].pk, loc=loc)
    assert "không còn trong danh sách" in answer.text
    assert set(states(told).values()) == {ArticleState.NEW}


def test_who_only_reads_takes_rows_out_but_decides_nothing(told, client_of, leader):
    client, every = client_of(leader), f"ngay={BEFORE}&xem=tat-ca"
    page = client.get(reverse("press:desk"), {"ngay": BEFORE})
    assert 'value="xuat"' in page.text
    assert 'value="loai"' not in page.text
    assert send(client, "loai", told["dust"].pk, loc=every).status_code == 403
    sheet = load_workbook(io.BytesIO(send(client, "xuat", told["dust"].pk, loc=every).content)).active
    titles = {row[2].value for row in sheet.iter_rows()} - {None}
    assert titles == {"Tiêu đề", "Bụi mỏ"}


@pytest.mark.parametrize(("words", "names"), [("bụi", {"dust"}), ("", {"first", "copy", "dust", "power"})])
def test_what_the_search_finds_is_chosen_in_the_same_way(told, client_of, coordinator, words, names):
    client = client_of(coordinator)
    page = client.get(reverse("press:search"), {"q": words})
    assert keys_on(page) == {told[name].pk for name in names}
    answer = send(client, "xuat", every="1", list_="press.search", loc=f"q={words}")
    sheet = load_workbook(io.BytesIO(answer.content)).active
    titles = {row[2].value for row in sheet.iter_rows()} - {None, "Tiêu đề"}
    assert titles == {told[name].title for name in names}
    assert (
        "Đã loại 1 tin." in send(client, "loai", told["dust"].pk, list_="press.search", loc=f"q={words}").text
    )
