"""Which tasks are suggested for which proof, when a proof is enough; and results that are recorded by two at once."""

from __future__ import annotations

import threading
from datetime import date

import pytest
from django.db import connection

from nhipcau.digests import witnessing as digests
from nhipcau.digests.rules import DigestKind
from nhipcau.kernel import audit
from nhipcau.kernel.models import Evidence
from nhipcau.kernel.witness import Wanted, witnesses
from nhipcau.plans import proven_words, rules
from nhipcau.plans.actions import proving, work
from nhipcau.plans.models import ProvenResult
from nhipcau.plans.rules import DueKind
from nhipcau.plans.tallies import wrong

pytestmark = pytest.mark.django_db
TODAY = date(2026, 6, 20)
NAMED = date(2026, 1, 20)
WHY = "Cán bộ này đã nghỉ hưu, cơ quan chưa cử lại."


from nhipcau.plans.tests.test_proven import name, owed, proof, settle, stands  # noqa: E402, F401 - fixtures


def test_each_row_of_the_words_fits_its_example_and_not_the_other():
    assert len(proven_words.patterns()) >= 4
    for one in proven_words.patterns():
        title, _, rest = one.example.partition(" / ")
        assert proven_words.likely(title, rest) == one.kind, one
        assert one.other and proven_words.likely(one.other) == "", one
        assert one.kind in witnesses


@pytest.mark.parametrize(
    ("title", "rest", "kind"),
    [
        ("Bố trí cán bộ đầu mối thông tin đối ngoại", "", "focal"),
        ("Cử 01 lãnh đạo và 01 công chức làm đầu mối", "", "focal"),
        (
            "Điểm tin báo chí trong nước và nước ngoài viết về tỉnh",
            "Phát hành bản tin hằng ngày, hằng tuần",
            "digest-day",
        ),
        ("Điểm báo", "Hàng tuần", "digest-week"),
        ("Xây dựng kế hoạch triển khai của đơn vị", "", "unit-plan"),
        (
            "Xây dựng, ban hành Kế hoạch công tác thông tin đối ngoại năm 2026 của cơ quan, đơn vị",
            "",
            "unit-plan",
        ),
        ("Ban hành kế hoạch thực hiện Kế hoạch này tại địa phương", "", "unit-plan"),
        ("Căn cứ kế hoạch của đơn vị, tổ chức tập huấn", "", ""),
        ("Xây dựng kế hoạch thông tin đối ngoại của tỉnh", "", ""),
        ("Lập kế hoạch kinh phí của đơn vị", "", ""),
        ("Bồi dưỡng cán bộ đầu mối thông tin đối ngoại", "", ""),
        ("Căn cứ quy chế, mỗi cơ quan có cán bộ đầu mối", "", ""),
        ("Cử cán bộ tham dự hội nghị do cơ quan đầu mối tổ chức", "", ""),
        ("Bố trí kinh phí cho cơ quan phụ trách thông tin đối ngoại", "", ""),
        ("Điểm tin báo chí, trình vào sáng thứ Hai", "Thường xuyên", ""),
    ],
)
def test_only_what_is_sure_is_suggested(title, rest, kind):
    assert proven_words.likely(title, rest) == kind


@pytest.mark.parametrize(
    ("on", "kind", "dues", "first"),
    [
        (date(2026, 3, 31), DueKind.MONTH, (), date(2026, 3, 1)),
        (date(2026, 3, 17), DueKind.MONTH, (), date(2026, 2, 18)),
        (date(2026, 3, 31), DueKind.QUARTER, (), date(2026, 1, 1)),
        (date(2026, 11, 15), DueKind.ANNUAL, (date(2026, 5, 15),), date(2026, 5, 16)),
        (date(2026, 5, 15), DueKind.SIX_MONTH, (date(2026, 11, 15),), date(2026, 1, 1)),
        (date(2026, 3, 31), DueKind.FIXED, (), date(2026, 1, 1)),
        (date(2026, 3, 30), DueKind.MONTH, (), date(2026, 3, 1)),
    ],
)
def test_a_result_is_of_the_time_since_the_one_before_it(on, kind, dues, first):
    period = rules.period_of(on=on, kind=kind, all_dues=dues, begins=date(2026, 1, 1))
    assert (period.first, period.last) == (first, on)
    assert period.comes_back == (kind != DueKind.FIXED)


MARCH = (date(2026, 3, 1), date(2026, 3, 31))


@pytest.mark.parametrize(
    ("kind", "days", "day"),
    [
        (DigestKind.MONTH, [2], 2),
        (DigestKind.MONTH, [], None),
        (DigestKind.WEEK, [2, 9, 16, 23, 30], 30),
        (DigestKind.WEEK, [2, 9, 16], None),
        (DigestKind.WEEK, [2, 23, 30], None),
        (DigestKind.DAY, list(range(1, 32)), 27),
        (DigestKind.DAY, [1, 2, 3, 14, 28], None),
    ],
)
def test_digests_are_enough_once_they_came_all_through_the_time(kind, days, day):
    signed = [date(2026, 3, each) for each in days]
    full = digests.full_on(signed, *MARCH, digests.PACES[kind])
    assert full == (date(2026, 3, day) if day else None)


def test_every_witness_says_in_words_what_it_is_and_when_it_is_enough():
    assert {"unit-plan", "focal", "digest-day", "digest-week", "digest-month"} <= {
        one.name for one in witnesses
    }
    for one in witnesses:
        assert one.label and one.rule and len(one.name) <= 40
        nobody = Wanted(agency=0, first=MARCH[0], last=MARCH[1], until=MARCH[1])
        assert one.find({nobody}) == {} and one.find(set()) == {}


def test_every_deed_has_its_words():
    for deed in (proving.SET, proving.PROVEN, proving.FELL, proving.OBJECTED):
        assert deed in audit.known_actions()


# --- results that come back, mergers, at once ---


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_record_it_once(proof, owed, duty, agency):  # noqa: F811 - fixtures
    name(agency)
    both, told = threading.Barrier(2), []

    def run() -> None:
        both.wait()
        try:
            told.append(settle())
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _each in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(told) == [0, 1]
    assert ProvenResult.objects.count() == owed.progress.count() == 1
    assert Evidence.objects.about_record(duty).count() == 2 and not wrong(duty.task.plan)


@pytest.mark.django_db(transaction=True)
def test_an_officer_who_reports_while_it_is_recorded_loses_nothing(proof, owed, duty, agency, officer):  # noqa: F811 - fixtures
    name(agency)
    both = threading.Barrier(2)

    def run(deed) -> None:
        both.wait()
        try:
            deed()
        finally:
            connection.close()

    deeds = [
        settle,
        lambda: work.report_progress(
            duty=duty, percent=100, note="Đã gửi", by=officer, today=TODAY, deliverable=owed
        ),
    ]
    threads = [threading.Thread(target=run, args=[deed]) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert stands(owed)[0] == 100
    assert owed.progress.filter(officer=officer).count() == 1 and not wrong(duty.task.plan)
