"""New times of a task, told in the sentences that offices write: read, or told as not read; written before the reader."""

from __future__ import annotations

import pytest

from nhipcau.engines.officialdoc.amend.applying import apply
from nhipcau.engines.officialdoc.amend.operations import operations
from nhipcau.engines.officialdoc.tests.amend_cases import HEAD, LABELLED, TAIL
from nhipcau.engines.officialdoc.tests.test_amend_articles import document_of
from nhipcau.engines.officialdoc.tests.test_amend_whole import running

POINTS = (
    HEAD.format(number="88/KH-UBND", day="01", month="7")
    + "KẾ HOẠCH\nSửa đổi, bổ sung Kế hoạch số 15/KH-UBND ngày 08/01/2026\n\n"
    "Ủy ban nhân dân tỉnh sửa đổi, bổ sung một số nội dung như sau:\n{points}" + TAIL
)
DAY = {"kind": "before", "date": "2026-12-15"}
READ = [
    ("1. Sửa đổi thời gian thực hiện nhiệm vụ 2.1 Mục II: Trước ngày 15/12/2026.", DAY),
    ("1. Sửa đổi thời gian thực hiện nhiệm vụ 2.1: “Trước ngày 15/12/2026”.", DAY),
    ("1. Điều chỉnh thời hạn hoàn thành nhiệm vụ 2.1 như sau: Trước ngày 15/12/2026.", DAY),
    ("1. Điều chỉnh thời gian thực hiện nhiệm vụ 2.1 như sau:\n“Trước ngày 15/12/2026.”", DAY),
    ("1. Thay đổi tiến độ nhiệm vụ 2.1 thành: Quý IV/2026.", {"kind": "quarter", "quarter": 4, "year": 2026}),
    (
        "1. Sửa đổi thời gian thực hiện của nhiệm vụ 2.1 Mục II, cụ thể: Quý III/2026.",
        {"kind": "quarter", "quarter": 3},
    ),
]
"""Looked at while the reader was written."""
ASIDE = [
    ("1. Sửa đổi thời hạn thực hiện tại mục 2.1 phần II: hoàn thành trước ngày 15/12/2026.", DAY),
    ("1. Điều chỉnh tiến độ thực hiện nhiệm vụ 2.1 (mục II): Trước ngày 15/12/2026", DAY),
    ("1. Sửa đổi thời gian thực hiện nhiệm vụ 2.1:\nTrước ngày 15/12/2026.", DAY),
    ("1. Thay đổi thời hạn của nhiệm vụ 2.1: tháng 9/2026.", {"kind": "range", "to": "2026-09-30"}),
    ("1. Sửa đổi thời gian thực hiện nhiệm vụ 2.1: Thường xuyên.", {"kind": "continuous"}),
]
"""Kept aside."""
NOT_READ = [
    "1. Sửa đổi thời gian thực hiện nhiệm vụ 2.1: theo hướng dẫn của Sở Công Thương.",
    "1. Điều chỉnh thời gian thực hiện nhiệm vụ 2.1 cho phù hợp.",
]


def one(point, folder):
    tree = running(LABELLED, folder)
    document = document_of(POINTS.format(points=point + "\n"), folder)
    (change,) = apply([each.to_json() for each in operations(document)], tree, 2026)
    return change


@pytest.mark.parametrize(("point", "timing"), [*READ, *ASIDE], ids=lambda value: str(value)[:60])
def test_a_new_time_is_read_and_nothing_else_changes(point, timing, tmp_path):
    change = one(point, tmp_path)
    assert change.new["number"] == "2.1"
    assert {name: (change.new["timing"] or {}).get(name) for name in timing} == timing
    assert list(change.fields) == ["timing"]
    assert not change.unsure


@pytest.mark.parametrize("point", NOT_READ)
def test_what_is_no_time_is_told_and_the_time_stays_unchanged(point, tmp_path):
    change = one(point, tmp_path)
    assert [each.code for each in change.unsure] == ["no-time"]
    assert not change.fields
