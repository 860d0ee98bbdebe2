"""The weekly sheet: what each role sees of it, and what is concluded over it."""

from __future__ import annotations

import io
import re
from datetime import date, timedelta

import docx
import pypdfium2
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.cast import hold

from nhipcau.agencies.rules import Role
from nhipcau.kernel.clock import today
from nhipcau.kernel.days import written
from nhipcau.kernel.models import LogEntry, Notice, Undoable
from nhipcau.kernel.refusal import Refused
from nhipcau.kernel.saying import say
from nhipcau.office.directions.models import Direction
from nhipcau.office.weekly import actions
from nhipcau.office.weekly.models import Conclusion, Meeting
from nhipcau.office.weekly.parts import Counted, Line, WeekPart, monday_of, parts
from nhipcau.office.weekly.permissions import READ_WEEK

pytestmark = pytest.mark.django_db


@pytest.fixture
def week():
    year, number, _ = today().isocalendar()
    return year, number


def client_of(person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def url(name: str, *args) -> str:
    return reverse(f"office:{name}", args=args)


def typed(person, week, text, **more):
    return client_of(person).post(url("conclude", *week), {"text": text, **more}, follow=True)


def pressed(person, week):
    return client_of(person).post(url("send_conclusions", *week), follow=True)


def seconds_go_by():
    """What the worker does when nobody can take it back any more."""
    return actions.give_sent.call(conclusions=list(Conclusion.objects.values_list("pk", flat=True)))


@pytest.mark.parametrize(("year", "number", "monday"), [(2026, 1, date(2025, 12, 29)), (2026, 53, date(2026, 12, 28)), (2025, 53, None), (2026, 0, None), (99999, 1, None), (2026, 54, None)])  # fmt: skip
def test_weeks_are_iso_weeks_of_the_year(year, number, monday):
    assert monday_of(year, number) == monday


def test_a_week_that_is_none_is_not_found(leader):
    assert client_of(leader).get("/giao-ban/2025/53/").status_code == 404
    assert client_of(leader).get("/giao-ban/2026/1/khong/co/").status_code == 404
    assert client_of(leader).get("/giao-ban/2026/1/phieu.exe").status_code == 404


def test_the_bare_address_shows_the_running_week(leader, week):
    assert client_of(leader).get("/giao-ban/").url == url("week", *week)


def test_whoever_may_not_read_it_is_turned_away(officer, week):
    assert client_of(officer).get(url("week", *week)).status_code == 403
    assert typed(officer, week, "Giao việc").status_code == 403
    assert pressed(officer, week).status_code == 403


@pytest.fixture
def one_part(monkeypatch):
    """A part that counts nine things, with hostile words."""
    lines = tuple(
        Line(f"Việc thứ {count} <script>", f"/{count}/", "Sở Công Thương") for count in range(1, 10)
    )
    joint = parts.fresh()
    joint.register(
        WeekPart(
            "thu",
            "Phần thử",
            READ_WEEK,
            lambda asked: [Counted("a", "Đã xong", lines), Counted("b", "Không có", ())],
        )
    )
    joint.register(WeekPart("trong", "Phần trống", READ_WEEK, lambda asked: []))
    joint.register(WeekPart("kin", "Phần kín", "office.sign", lambda asked: [Counted("a", "Kín", lines)]))
    monkeypatch.setattr("nhipcau.office.weekly.parts.parts", joint)


def test_every_figure_opens_to_all_that_it_counts(leader, week, one_part):
    page = client_of(leader).get(url("week", *week)).content.decode()
    assert "Phần thử" in page and "Phần trống" not in page and "Không có" not in page and "Kín" not in page
    assert (
        "Việc thứ 6" in page
        and "Việc thứ 7" not in page
        and "<script>" not in page.split("</head>")[1].split("Phần thử")[1][:3000]
    )
    opened = client_of(leader).get(url("week_figure", *week, "thu", "a")).content.decode()
    assert all(f"Việc thứ {count} " in opened for count in range(1, 10))


def _parts_of(monkeypatch, *figures):
    joint = parts.fresh()
    joint.register(WeekPart("thu", "Phần thử", READ_WEEK, lambda asked: list(figures)))
    monkeypatch.setattr("nhipcau.office.weekly.parts.parts", joint)


def _lines(count, name="Việc"):
    return tuple(Line(f"{name} {at}.", "/", "Sở Văn hóa, Thể thao và Du lịch") for at in range(1, count + 1))


def _printed(person, week):
    answer = client_of(person).get(url("week_paper", *week, "pdf"))
    pdf = pypdfium2.PdfDocument(io.BytesIO(b"".join(answer) if answer.streaming else answer.content))
    return len(pdf), "".join(page.get_textpage().get_text_range() for page in pdf)


def test_the_paper_names_all_where_a_page_takes_it(leader, week, monkeypatch):
    _parts_of(
        monkeypatch,
        Counted("xong", "Xong", _lines(4, "Xong"), brief=True),
        Counted("tre", "Trễ", _lines(7, "Trễ"), tone="bad"),
        Counted("sap", "Sắp", _lines(7, "Sắp")),
    )
    pages, text = _printed(leader, week)
    assert "PHIẾU GIAO BAN" in text and "Số:" not in text and "Nơi nhận" not in text
    for name, count in (("Trễ", 7), ("Sắp", 7), ("Xong", 4)):
        assert all(f"{name} {at}." in text for at in range(1, count + 1))
    assert pages == 1 and "việc khác" not in text and "Danh sách đầy đủ" not in text
    word = docx.Document(io.BytesIO(client_of(leader).get(url("week_paper", *week, "docx")).content))
    assert any("PHIẾU GIAO BAN" in each.text for each in word.paragraphs)


@pytest.mark.parametrize(("done", "late", "soon"), [(150, 7, 7), (150, 90, 90), (3, 200, 5), (0, 5, 200)])
def test_however_much_work_there_is_the_paper_is_one_page_and_counts_what_it_does_not_name(
    leader, week, monkeypatch, done, late, soon
):
    _parts_of(
        monkeypatch,
        Counted("xong", "Xong", _lines(done, "Xong"), brief=True),
        Counted("tre", "Trễ", _lines(late, "Trễ"), tone="bad"),
        Counted("sap", "Sắp", _lines(soon, "Sắp")),
    )
    pages, text = _printed(leader, week)
    text = " ".join(text.split())
    assert pages == 1
    assert f"tuần {week[1]} năm {week[0]}" in text  # where the rest stands
    named = {name: len(set(re.findall(rf"{name} (\d+)\.", text))) for name in ("Xong", "Trễ", "Sắp")}
    left = sum(map(int, re.findall(r"và (\d+) việc khác", text)))
    counts = {"Xong": done, "Trễ": late, "Sắp": soon}
    assert left == sum(counts[name] - named[name] for name in counts if named[name])
    # What is overdue is shortened last.
    assert named["Trễ"] == late or named["Trễ"] >= max(named["Xong"], named["Sắp"])


def test_all_conclusions_stand_on_the_paper_whatever_pages_they_need(leader, week, monkeypatch):
    _parts_of(monkeypatch, Counted("tre", "Trễ", _lines(90, "Trễ"), tone="bad"))
    meeting = Meeting.objects.create(year=week[0], week=week[1])
    for count in range(1, 61):
        Conclusion.objects.create(
            meeting=meeting,
            text=f"Kết luận số {count}. " + "Nội dung dài. " * 8,
            said_by=leader,
            written_by=leader,
        )
    _pages, text = _printed(leader, week)
    text = " ".join(text.split())
    assert all(f"Kết luận số {count}." in text for count in range(1, 61))


@pytest.mark.parametrize(("count", "shown"), [(6, 6), (7, 7), (8, 8), (9, 6), (40, 6)])
def test_no_link_to_more_stands_for_a_line_or_two(leader, week, monkeypatch, count, shown):
    _parts_of(monkeypatch, Counted("a", "Trễ", _lines(count)))
    page = client_of(leader).get(url("week", *week)).content.decode()
    assert f"Việc {shown}." in page and f"Việc {shown + 1}." not in page
    assert (f"Xem {count - shown} mục nữa" in page) == (count > shown)


def test_a_line_typed_by_the_secretary_is_the_leaders_word_with_both_names(coordinator, leader, week):
    words = "Giao Sở Công Thương kiểm tra, báo cáo trước ngày 28 tháng 12"
    page = typed(coordinator, week, words, said_by=leader.pk)
    assert words in page.content.decode()
    kept = Conclusion.objects.get()
    assert (kept.said_by, kept.written_by) == (leader, coordinator)
    assert Direction.objects.count() == 0
    assert pressed(coordinator, week).status_code == 403  # sent by the one who may give it


def test_agency_and_day_are_read_from_the_words(coordinator, leader, week, agency):
    due = today() + timedelta(days=5)
    typed(coordinator, week, f"Giao {agency.name} kiểm tra, hạn {due.day}/{due.month}", said_by=leader.pk)
    kept = Conclusion.objects.get()
    assert (kept.agency, kept.due) == (agency, due)


def test_sent_becomes_directions_after_ten_seconds_and_can_be_taken_back_before(coordinator, leader, week):
    for words in ("Các cơ quan chấp hành chế độ báo cáo", "Chuẩn bị họp báo quý"):
        typed(coordinator, week, words, said_by=leader.pk)
    assert "2" in pressed(leader, week).content.decode()
    assert Direction.objects.count() == 0 and Notice.objects.filter(kind="office.direction").count() == 0
    offered = Undoable.objects.get(action="office.conclusions_sent")
    client_of(leader).post(reverse("kernel:take_back", args=[offered.pk]))
    assert Conclusion.objects.drafts().count() == 2
    assert seconds_go_by() == 0
    pressed(leader, week)
    assert seconds_go_by() == 2
    assert seconds_go_by() == 0  # a job may run twice
    given = Direction.objects.order_by("pk")[0]
    assert (given.said_by, given.written_by, given.about) == (leader, coordinator, Meeting.objects.get())
    page = client_of(leader).get(url("week", *week)).content.decode()
    assert "Chuẩn bị họp báo quý" in page


def test_enter_pressed_twice_writes_one_line(leader, week):
    typed(leader, week, "Chuẩn bị họp báo quý")
    typed(leader, week, "Chuẩn bị họp báo quý")
    assert Conclusion.objects.count() == 1


@pytest.mark.parametrize("words", ["", "   "])
def test_an_empty_line_is_refused_and_a_long_one_kept_in_the_form(leader, week, words):
    assert typed(leader, week, words).status_code == 422
    long = "dài " * 2000
    page = typed(leader, week, long)
    assert page.status_code == 422 and long.strip()[:200] in page.content.decode()
    assert not Conclusion.objects.exists()


def test_what_is_incomplete_is_told_at_sending_and_nothing_is_sent(leader, week, agency):
    typed(leader, week, "Một việc chung")
    typed(leader, week, f"Giao {agency.name} kiểm tra")
    page = pressed(leader, week).content.decode()
    assert "Kết luận 2" in page
    assert Conclusion.objects.drafts().count() == 2


def test_a_draft_is_corrected_dropped_and_had_back(leader, week):
    typed(leader, week, "Chuẩn bị họp báo qúy")
    kept = Conclusion.objects.get()
    client_of(leader).post(
        url("correct_conclusion", kept.pk), {"text": "Chuẩn bị họp báo quý", "agency": "", "due": ""}
    )
    kept.refresh_from_db()
    assert kept.text == "Chuẩn bị họp báo quý"
    client_of(leader).post(url("drop_conclusion", kept.pk))
    assert not Conclusion.objects.standing().exists()
    kept.refresh_from_db()
    with pytest.raises(Refused) as lock:
        actions.drop(conclusion=kept, by=leader)
    day = written(timezone.localdate(kept.dropped_at))
    assert say(lock.value) == f"Kết luận này đã bỏ ({leader}, ngày {day}) nên không sửa được nữa."
    client_of(leader).post(reverse("kernel:take_back", args=[Undoable.objects.latest("pk").pk]))
    assert Conclusion.objects.standing().exists()
    assert LogEntry.objects.filter(action="office.conclusion_corrected").exists()


def test_nobody_changes_what_others_wrote(coordinator, leader, week):
    typed(coordinator, week, "Một việc", said_by=leader.pk)
    kept = Conclusion.objects.get()
    kept.written_by = leader
    kept.save()
    assert client_of(coordinator).post(url("drop_conclusion", kept.pk)).status_code == 404


def test_what_is_refused_later_is_a_draft_again_and_its_leader_is_told(leader, week, agency):
    due = today() + timedelta(days=3)
    typed(leader, week, f"Giao {agency.name} kiểm tra, hạn {due.day}/{due.month}")
    pressed(leader, week)
    seconds_go_by()  # no plan runs, so no task can be made
    assert Conclusion.objects.drafts().count() == 1
    assert Notice.objects.filter(recipient=leader, title__contains="chưa gửi được").exists()


def test_the_leaders_desk_says_what_waits_to_be_sent(coordinator, leader, week):
    typed(coordinator, week, "Một việc", said_by=leader.pk)
    typed(coordinator, week, "Hai việc", said_by=leader.pk)
    assert "2 kết luận giao ban chờ gửi" in client_of(leader).get("/").content.decode()


def test_whoever_cannot_send_is_told_for_whom_it_waits(coordinator, leader, week):
    typed(coordinator, week, "Một việc", said_by=leader.pk)
    told = f"Chờ đồng chí {leader} gửi"
    assert told in client_of(coordinator).get(url("week", *week)).content.decode()
    assert told not in client_of(leader).get(url("week", *week)).content.decode()


def test_a_week_costs_the_same_however_many_conclusions(leader, week, django_assert_max_num_queries):
    meeting = Meeting.objects.create(year=week[0], week=week[1])
    for count in range(40):
        Conclusion.objects.create(meeting=meeting, text=f"Việc {count}", said_by=leader, written_by=leader)
    client = client_of(leader)
    client.get(url("week", *week))
    with django_assert_max_num_queries(45):
        client.get(url("week", *week))


def test_the_only_leader_is_chosen_already_and_nobody_is_shown_dashes(coordinator, leader, week):
    page = client_of(coordinator).get(url("week", *week)).content.decode()
    assert f'<option value="{leader.pk}" selected>' in page
    assert "-----" not in page


def test_among_several_leaders_one_is_for_the_secretary_to_choose(coordinator, leader, administrator, week):
    hold(administrator, Role.LEADER)
    page = client_of(coordinator).get(url("week", *week)).content.decode()
    assert "-----" not in page and "Chưa chọn" in page
    assert f'<option value="{leader.pk}" selected>' not in page
