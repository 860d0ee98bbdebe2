"""Forms of reports that leave and come back: through the real engine, edited by scripts as offices edit them."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.db import connection, transaction
from django.urls import reverse
from tests.laid import laid

from nhipcau.engines import fillable
from nhipcau.engines.fillable.tests.damaging import bomb, rezipped, typed, with_macros
from nhipcau.engines.fillable.tests.damaging import filled as typed_in_word
from nhipcau.indicators.models import Entered
from nhipcau.kernel import clock
from nhipcau.kernel.models import LogEntry
from nhipcau.kernel.refusal import Refused
from nhipcau.kernel.saying import say
from nhipcau.plans.actions.work import report_progress
from nhipcau.reports import forms_in, forms_kept, forms_out, queries
from nhipcau.reports.actions import forms, rounds, writing
from nhipcau.reports.actions import given as leaving
from nhipcau.reports.models import FilledForm, GivenForm, Report
from nhipcau.reports.rules import ReportState
from nhipcau.reports.tests.conftest import DAY

pytestmark = pytest.mark.django_db(transaction=True)
NIL = "Không phát sinh trong kỳ."


@pytest.fixture
@laid
def given(report, coordinator) -> GivenForm:
    return forms.give_out(report=report, by=coordinator)


def form_of(given):
    return forms_kept.form_from(given.form)


def spot(report, number, column="result"):
    return "tasks", f"task:{report.round.plan.tasks.get(number=number).pk}", column


def filled_file(given, *edits, name="bieu.xlsx"):
    return ContentFile(typed(form_of(given), *edits)(leaving.file_of(given, "xlsx")), name=name)


def read(given, by, *edits):
    return forms.read_filled(report=given.report, upload=filled_file(given, *edits), by=by)


def scan():
    return ContentFile(b"%PDF-1.4\n%%EOF", name="ban-quet.pdf")


def take(filled, by, *, seen=None, number="12/BC-BCH", day=date(2026, 5, 18)):
    """Taken in as it was shown just now, or as it was then."""
    shown = forms_in.judged(filled).seen if seen is None else seen
    return forms.take_in(
        filled=filled, number=number, day=day, scan=scan(), declared=True, seen=shown, on=DAY, by=by
    )


def figure_spot(given, *, whole=True):
    """The first figure that is asked."""
    key = forms_out.FIGURES if whole else forms_out.AMOUNTS
    grid = next(part for part in form_of(given).parts if part.key == key)
    return key, grid.rows[0].key


def test_a_form_leaves_with_what_is_known(given, report, coordinator, agency):
    form = form_of(given)
    cells = forms_kept.cells_of(form)
    assert form.scope == agency.code and form.filler == agency.name and given.edition == 1
    assert cells[spot(report, "2.1")] == "Đã in 500 tờ gấp song ngữ Việt - Anh."
    grid = next(part for part in form.parts if part.key == "tasks")
    row = next(row for row in grid.rows if row.key == spot(report, "2.1")[1])
    assert "Tài liệu, sản phẩm: Tờ gấp song ngữ." in row.cells[3] and grid.columns[3].fixed
    asked = [part.key for part in form.parts if isinstance(part, fillable.Question)]
    assert {"V.1", "V.2", "V.3", "VIII"} <= set(asked) and "V" not in asked and "V.4" not in asked
    assert given.given_by == coordinator and given.seal == fillable.identity_of(form).seal
    assert LogEntry.objects.filter(action="report.form_given").count() == 1


def test_what_was_kept_is_the_form_to_the_letter(given, report):
    assert form_of(given) == forms_out.form_of(report, 1)
    for ending in ("docx", "xlsx"):
        assert fillable.identity(leaving.file_of(given, ending)).edition == 1


def test_given_out_again_it_is_the_same_until_something_changes(given, report, officer, coordinator):
    assert forms.give_out(report=report, by=coordinator) == given
    writing.write_part(report=report, place="V.1", text="Được quan tâm.", seen=0, by=officer)
    again = forms.give_out(report=report, by=coordinator)
    assert again.edition == 2 and GivenForm.objects.filter(report=report).count() == 2
    assert forms.newest(report) == again


@pytest.mark.parametrize("ending", ["docx", "xlsx"])
def test_an_untouched_file_changes_nothing(given, coordinator, ending):
    upload = ContentFile(leaving.file_of(given, ending), name=f"bieu.{ending}")
    filled = forms.read_filled(report=given.report, upload=upload, by=coordinator)
    shown = forms_in.judged(filled)
    assert (shown.cells, shown.wrong, shown.moved) == ([], [], []) and shown.is_sound


def test_there_and_back_every_kind_of_cell_is_entered(given, report, coordinator, agency):
    grid, figure = figure_spot(given)
    filled = read(
        given,
        coordinator,
        (spot(report, "2.1"), "Đã in 620 tờ gấp."),
        (spot(report, "2.2", "nil"), NIL),
        (("V.1", "", ""), "Được cấp ủy quan tâm."),
        ((grid, figure, "value"), 14),
        ((grid, figure, "source"), "Sổ theo dõi của cơ quan, 15/5/2026"),
    )
    assert not report.parts.exists() and report.state == ReportState.WRITING
    got = take(filled, coordinator)
    assert got.state == ReportState.SUBMITTED and got.on_paper and got.paper_number == "12/BC-BCH"
    assert got.scan is not None and got.edited_by == coordinator
    kept = {part.place: part for part in got.parts.all()}
    assert kept[spot(report, "2.1")[1]].text == "Đã in 620 tờ gấp."
    assert kept[spot(report, "2.2")[1]].nil_reason == NIL
    assert kept["V.1"].edited_by == coordinator
    entered = Entered.objects.get()
    assert (entered.value, entered.agency, entered.entered_by) == (14, agency, coordinator)
    assert entered.source == "Sổ theo dõi của cơ quan, 15/5/2026"
    assert LogEntry.objects.filter(action="report.form_taken").count() == 1


def test_a_figure_without_source_stands_on_the_signed_report(given, coordinator, agency):
    grid, figure = figure_spot(given)
    take(read(given, coordinator, ((grid, figure, "value"), 3)), coordinator)
    assert Entered.objects.get().source == f"Báo cáo số 12/BC-BCH ngày 18/05/2026 của {agency.name}"


def test_a_figure_with_decimals_is_one_and_a_broken_count_is_not(given, coordinator):
    form = form_of(given)
    keys = {part.key for part in form.parts}
    grid, figure = figure_spot(given)
    filled = read(given, coordinator, ((grid, figure, "value"), "12,5"))
    shown = forms_in.judged(filled)
    assert not shown.is_sound and "số nguyên" in shown.wrong[0].words and shown.wrong[0].where
    with pytest.raises(Refused, match="còn lỗi"):
        take(filled, coordinator)
    below = forms_in.judged(read(given, coordinator, ((grid, figure, "value"), "-3")))
    assert not below.is_sound and [cell.wrong for cell in below.cells if "không âm" in cell.wrong]
    assert forms_out.AMOUNTS in keys
    grid, figure = figure_spot(given, whole=False)
    take(read(given, coordinator, ((grid, figure, "value"), "12,5")), coordinator)
    assert Entered.objects.get().value == Decimal("12.5")


def test_a_result_and_a_reason_at_once_are_refused_by_name(given, report, coordinator):
    filled = read(given, coordinator, (spot(report, "2.1", "nil"), NIL))
    shown = forms_in.judged(filled)
    (cell,) = shown.cells
    assert "Vừa có kết quả" in cell.wrong and cell.title.startswith("2.1") and not shown.is_sound
    with pytest.raises(Refused, match="còn lỗi"):
        take(filled, coordinator)
    assert not report.parts.exists()


def test_what_changed_meanwhile_stands_beside_and_is_told(given, report, duty, officer, coordinator):
    report_progress(duty=duty, percent=60, note="Đã phát 300 tờ", by=officer, today=date(2026, 4, 2))
    writing.write_part(report=report, place="V.2", text="Thiếu kinh phí.", seen=0, by=officer)
    filled = read(given, coordinator, (spot(report, "2.1"), "Đã in 620 tờ gấp."))
    shown = forms_in.judged(filled)
    (cell,) = shown.cells
    assert cell.is_moved and "Đã phát 300 tờ." in cell.now and "Đã phát" not in cell.given
    assert [(one.title[:3], one.now) for one in shown.moved] == [("V.2", "Thiếu kinh phí.")]
    got = take(filled, coordinator)
    assert got.parts.get(place="V.2").text == "Thiếu kinh phí."


def test_a_change_between_looking_and_taking_is_told_and_nothing_is_entered(
    given, report, officer, coordinator
):
    filled = read(given, coordinator, (("V.1", "", ""), "Của biểu."))
    seen = forms_in.judged(filled).seen
    writing.write_part(report=report, place="V.1", text="Vừa viết.", seen=0, by=officer)
    with pytest.raises(Refused, match="vừa thay đổi"):
        take(filled, coordinator, seen=seen)
    assert report.parts.get(place="V.1").text == "Vừa viết."


def test_taken_twice_it_is_entered_once(given, coordinator):
    grid, figure = figure_spot(given)
    filled = read(given, coordinator, ((grid, figure, "value"), 3))
    stale = FilledForm.objects.get(pk=filled.pk)
    take(filled, coordinator)
    for one in (stale, FilledForm.objects.get(pk=filled.pk)):
        assert take(one, coordinator, seen="đã cũ", number="13/BC-BCH").pk == given.report_id
    assert Entered.objects.count() == 1 and LogEntry.objects.filter(action="report.submitted").count() == 1
    assert Report.objects.get(pk=given.report_id).paper_number == "12/BC-BCH"


def test_of_two_who_take_the_same_report_the_second_is_told_by_whom(given, coordinator, administrator):
    first = read(given, coordinator, (("V.1", "", ""), "Của người thứ nhất."))
    second = read(given, administrator, (("V.1", "", ""), "Của người thứ hai."))
    seen = forms_in.judged(second).seen
    take(first, coordinator)
    with pytest.raises(Refused) as told:
        take(second, administrator, seen=seen)
    assert "Trần Điều Phối" in say(told.value)
    assert Report.objects.get(pk=given.report_id).parts.get(place="V.1").text == "Của người thứ nhất."


def test_of_two_at_the_same_moment_one_takes_it_in_and_the_other_is_told(given, coordinator, administrator):
    grid, figure = figure_spot(given)
    read_by = [
        (read(given, one, (("V.1", "", ""), f"Của {one}."), ((grid, figure, "value"), 3)), one)
        for one in (coordinator, administrator)
    ]
    seen = [forms_in.judged(filled).seen for filled, _one in read_by]
    begin = threading.Barrier(2)

    def act(number):
        filled, one = read_by[number]
        begin.wait(20)
        try:
            return take(filled, one, seen=seen[number])
        except Refused as refused:
            return say(refused)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        found = list(pool.map(act, (0, 1)))
    (told,) = [one for one in found if isinstance(one, str)]
    assert Entered.objects.count() == 1 and "đã nộp" in told.lower()
    assert LogEntry.objects.filter(action="report.submitted").count() == 1


def test_what_is_refused_between_two_writes_leaves_nothing_of_it(given, report, coordinator, leader):
    """Parts are written first; then whoever takes it in may not enter the agency's figures."""
    grid, figure = figure_spot(given)
    filled = read(given, leader, (("V.1", "", ""), "Một."), ((grid, figure, "value"), 3))
    with pytest.raises(PermissionDenied):
        take(filled, leader)
    assert not report.parts.exists() and not Entered.objects.exists()
    assert not LogEntry.objects.filter(action__in=("report.form_taken", "report.part_written")).exists()
    assert FilledForm.objects.get().taken_at is None
    assert take(read(given, coordinator, (("V.1", "", ""), "Một.")), coordinator).parts.count() == 2


def test_a_paper_without_number_or_of_tomorrow_is_refused_before_anything(given, report, coordinator):
    filled = read(given, coordinator, (("V.1", "", ""), "Một."))
    for number, day, words in ((" ", DAY, "số, ký hiệu"), ("1", DAY + timedelta(days=1), "sau hôm nay")):
        with pytest.raises(Refused, match=words):
            take(filled, coordinator, number=number, day=day)
    assert not report.parts.exists()


def test_a_filled_form_counts_by_the_day_on_which_it_came(given, report, coordinator):
    filled = read(given, coordinator)
    asked = {
        "number": "9/BC",
        "day": date(2026, 5, 15),
        "scan": scan(),
        "declared": True,
        "on": DAY,
        "by": coordinator,
    }
    seen = forms_in.judged(filled).seen
    for wrong in (date(2026, 5, 14), DAY + timedelta(days=1)):
        with pytest.raises(Refused, match="Ngày nhận"):
            forms.take_in(filled=filled, seen=seen, came_on=wrong, **asked)
    taken = forms.take_in(filled=filled, seen=seen, came_on=date(2026, 5, 16), **asked)
    assert taken.submitted_on == date(2026, 5, 16)


def test_an_older_form_is_refused_with_what_to_do(given, report, officer, coordinator):
    old = filled_file(given, (("V.1", "", ""), "Cũ."))
    writing.write_part(report=report, place="V.2", text="Mới.", seen=0, by=officer)
    forms.give_out(report=report, by=coordinator)
    with pytest.raises(Refused) as told:
        forms.read_filled(report=report, upload=old, by=coordinator)
    assert "phát hành lần 1" in say(told.value) and "bieu.xlsx" in say(told.value)


def test_a_form_given_out_after_it_was_read_keeps_it_from_being_taken(given, report, officer, coordinator):
    filled = read(given, coordinator, (("V.1", "", ""), "Của biểu."))
    writing.write_part(report=report, place="V.2", text="Mới.", seen=0, by=officer)
    forms.give_out(report=report, by=coordinator)
    with pytest.raises(Refused, match="sau khi đọc tệp"):
        take(filled, coordinator)


def test_another_agencys_form_is_refused_by_its_name(given, other_report, coordinator, agency):
    forms.give_out(report=other_report, by=coordinator)
    with pytest.raises(Refused) as told:
        forms.read_filled(report=other_report, upload=filled_file(given), by=coordinator)
    assert agency.name in say(told.value)


def test_no_form_was_given_out_yet(report, coordinator):
    upload = ContentFile(b"x", name="x.xlsx")
    with pytest.raises(Refused, match="Chưa đưa biểu mẫu"):
        forms.read_filled(report=report, upload=upload, by=coordinator)


@pytest.mark.parametrize(
    ("name", "spoil", "words"),
    [
        ("a.xlsx", lambda data: data[: len(data) // 2], "hỏng"),
        ("a.xlsx", lambda data: b"khong phai tep", "không phải tệp"),
        ("a.pdf", lambda data: b"%PDF-1.4\n%%EOF", "PDF"),
        ("a.xlsx", rezipped(with_macros), "macro"),
        ("a.xlsx", rezipped(bomb), "lớn hơn"),
    ],
)
def test_hostile_and_broken_files_are_refused_in_words(given, coordinator, name, spoil, words):
    upload = ContentFile(spoil(leaving.file_of(given, "xlsx")), name=name)
    with pytest.raises(Refused) as told:
        forms.read_filled(report=given.report, upload=upload, by=coordinator)
    assert words in say(told.value) and f"“{name}”" in say(told.value)
    assert not FilledForm.objects.exists()


def test_a_secret_is_refused_before_anything_is_read(given, coordinator):
    upload = filled_file(given, (("V.1", "", ""), "TỐI MẬT"))
    with pytest.raises(Refused, match="dấu"):
        forms.read_filled(report=given.report, upload=upload, by=coordinator)
    assert not FilledForm.objects.exists()


def test_of_a_report_that_was_given_back_the_form_asks_that_part_alone(given, report, coordinator):
    take(read(given, coordinator, (("V.1", "", ""), "Một.")), coordinator)
    again = writing.give_back(
        report=Report.objects.get(pk=report.pk), place="V.1", reason="Thiếu số liệu.", by=coordinator
    )
    with pytest.raises(Refused, match="trước khi trả lại"):
        forms.read_filled(report=again, upload=filled_file(given), by=coordinator)
    form = forms.give_out(report=again, by=coordinator)
    assert form.edition == 2 and list(forms_kept.cells_of(form_of(form))) == [("V.1", "", "")]
    got = take(read(form, coordinator, (("V.1", "", ""), "Một, có số liệu.")), coordinator)
    assert got.parts.get(place="V.1").text == "Một, có số liệu." and got.edition == 1


def test_a_round_whose_forms_left_is_not_taken_back(given, round_, coordinator):
    with pytest.raises(Refused, match="Đã đưa biểu mẫu"), transaction.atomic():
        rounds.unopen(round_, {}, coordinator)


def test_many_at_once_all_or_none(report, other_report, coordinator):
    assert forms.give_out_many(reports=[report, other_report], by=coordinator) == 2
    writing.receive_on_paper(
        report=other_report, number="1", day=DAY, scan=None, declared=False, on=DAY, by=coordinator
    )
    writing.write_part(report=report, place="V.2", text="Mới.", seen=0, by=coordinator)
    with pytest.raises(Refused):
        forms.give_out_many(reports=[report, Report.objects.get(pk=other_report.pk)], by=coordinator)
    assert GivenForm.objects.count() == 2


def test_what_was_read_and_not_taken_is_forgotten_in_a_week(given, coordinator, monkeypatch):
    filled = read(given, coordinator)
    assert leaving.sweep() == 0
    FilledForm.objects.filter(pk=filled.pk).update(read_at=clock.now() - timedelta(days=8))
    assert leaving.sweep() == 1


# ---- screens


def test_the_whole_way_on_screen(report, coordinator, client_of):
    client = client_of(coordinator)
    page = reverse("reports:report", args=[report.pk])
    assert "Đưa biểu mẫu" in client.get(page).text
    assert client.post(reverse("reports:form_give", args=[report.pk]), follow=True).status_code == 200
    assert "Đã đưa biểu mẫu ngày 20/05/2026" in client.get(page).text
    given = GivenForm.objects.get()
    file = client.get(reverse("reports:form_given", args=[report.pk, 1, "xlsx"]))
    assert file.headers["Content-Disposition"].endswith('lan-1.xlsx"')
    upload = ContentFile(typed(form_of(given), (("V.1", "", ""), "Tốt."))(file.content), name="bieu.xlsx")
    shown = client.post(reverse("reports:form_bring", args=[report.pk]), {"file": upload}, follow=True)
    address = shown.redirect_chain[0][0]
    assert "V.1. Ưu điểm" in shown.text and "Tốt." in shown.text
    seen = forms_in.judged(FilledForm.objects.get()).seen
    assert f'value="{seen}"' in shown.text
    wish = {"number": "9/BC", "day": "18/05/2026", "came_on": "19/05/2026", "seen": seen, "declared": "on"}
    missing = client.post(address, wish)
    assert missing.status_code == 422 and not report.parts.exists()
    done = client.post(address, wish | {"scan": scan()}, follow=True)
    assert "nhận bằng văn bản" in done.text and "9/BC" in done.text
    assert "đã được nhập lúc" in client.get(address).text
    opened = client.get(reverse("reports:scan", args=[report.pk]))
    assert b"".join(opened).startswith(b"%PDF-") and reverse("reports:scan", args=[report.pk]) in done.text


def test_whoever_may_not_read_a_report_does_not_open_its_scan(given, coordinator, house, client_of):
    take(read(given, coordinator), coordinator)
    address = reverse("reports:scan", args=[given.report_id])
    assert client_of(house["officer"]).get(address).status_code == 404


def test_the_board_finds_the_agencies_where_nobody_writes(round_, report, officer, coordinator):
    def found():
        return set(queries.board(coordinator, round_, {"tinh-trang": queries.NO_ACCOUNT}))

    assert found() == set()
    type(officer).objects.filter(agency=report.agency).update(is_active=False)
    assert found() == {report}


def test_many_are_given_out_from_the_board(round_, report, other_report, coordinator, officer, client_of):
    wish = {
        "viec": "dua-bieu",
        "dong": [report.pk, other_report.pk],
        "thuoc": round_.pk,
        "ve": reverse("reports:round", args=[round_.pk]),
    }
    address = reverse("kernel:list_act", args=["reports.board"])
    assert client_of(officer).post(address, wish).status_code == 403
    assert not GivenForm.objects.exists()
    page = client_of(coordinator).post(address, wish, follow=True).text
    assert "Đã lập biểu mẫu cho 2 cơ quan" in page and page.count("đã đưa biểu mẫu 20/05/2026") == 2


def test_a_round_s_forms_leave_in_one_zip(round_, report, other_report, coordinator, client_of):
    import io
    import zipfile

    client = client_of(coordinator)
    address = reverse("reports:forms_of_round", args=[round_.pk, "docx"])
    assert client.get(address).status_code == 404
    forms.give_out_many(reports=[report, other_report], by=coordinator)
    assert address in client.get(reverse("reports:round", args=[round_.pk])).text
    box = zipfile.ZipFile(io.BytesIO(b"".join(client.get(address))))
    assert len(box.namelist()) == 2
    assert {fillable.identity(box.read(name)).scope for name in box.namelist()} == {
        report.agency.code,
        other_report.agency.code,
    }


def test_an_agency_neither_gives_forms_out_nor_takes_them_in(
    given, officer, agency_leader, coordinator, client_of
):
    filled = read(given, coordinator)
    pk = given.report_id
    for person in (officer, agency_leader):
        client = client_of(person)
        assert client.post(reverse("reports:form_give", args=[pk])).status_code == 403
        for name, args in (
            ("form_given", [pk, 1, "docx"]), ("form_bring", [pk]), ("form_filled", [pk, filled.pk]),
            ("forms_of_round", [given.report.round_id, "docx"]),
        ):  # fmt: skip
            assert client.get(reverse(f"reports:{name}", args=args)).status_code == 403


def test_what_one_coordinator_read_another_does_not_see(given, coordinator, administrator, client_of):
    filled = read(given, coordinator)
    address = reverse("reports:form_filled", args=[given.report_id, filled.pk])
    assert client_of(coordinator).get(address).status_code == 200
    assert client_of(administrator).get(address).status_code == 404


def test_cells_are_typed_in_word_too(given, report, coordinator):
    edit = typed_in_word(
        form_of(given), (("V.1", "", ""), "Gõ trong Word."), (spot(report, "2.2", "nil"), NIL)
    )
    upload = ContentFile(edit(leaving.file_of(given, "docx")), name="bieu.docx")
    filled = forms.read_filled(report=report, upload=upload, by=coordinator)
    assert [cell.after for cell in forms_in.judged(filled).cells] == [NIL, "Gõ trong Word."]
