"""Texts of any kind are made sound, odd digits are no numbers, and long texts cost no more than their length."""

from __future__ import annotations

import time
import unicodedata

import pytest
from lxml import etree

from nhipcau.engines.vntext import find_dates, find_doc_numbers, find_timing, next_timing, parse_timing
from nhipcau.engines.vntext.letters import clean, composed, sound, whole_number
from nhipcau.engines.vntext.lines import join_text

ODD = "Hội\x01 nghị \ufffe2026\uffff\x08 \ud800kết thúc\x7f"


@pytest.mark.parametrize("make", [sound, clean])
def test_what_xml_cannot_hold_goes_and_the_words_stay(make):
    element = etree.Element("a")
    element.text = make(ODD)
    assert element.text == "Hội nghị 2026 kết thúc"


def test_what_separates_lines_and_pages_stays():
    assert sound("một\r\nhai\tba\fbốn\v") == "một\r\nhai\tba\fbốn\v"


def test_a_pile_of_marks_is_cut_and_a_letter_with_its_own_marks_stays_whole():
    assert clean("e\u0302\u0301") == "ế"
    piled = "a" + "\u0301\u0323" * 50_000
    begun = time.process_time()
    assert len(composed(piled)) < 20
    assert time.process_time() - begun < 1
    assert unicodedata.is_normalized("NFC", clean(piled))


@pytest.mark.parametrize(
    ("written", "number"),
    [("12", 12), (" 7 ", 7), ("²", 1), ("٣", 1), ("9" * 40, 1), ("-3", 1), ("", 1), (None, 1)],
)
def test_only_plain_digits_are_a_number(written, number):
    assert whole_number(written, 1) == number


@pytest.mark.parametrize(
    "text", ["ngày ² tháng ³ năm 2026", "ngày ٣/٤/2026", "trước ngày ១៥/៦", "số ²/KH-UBND", "quý ²"]
)
def test_odd_digits_are_no_dates_and_no_numbers(text):
    assert find_dates(text) == []
    assert find_doc_numbers(text) == []
    assert parse_timing(text) is None or parse_timing(text).date is None


@pytest.mark.parametrize(
    "text", ["ngày 29 tháng 2", "ngày 31/02/2026", "ngày 00/00/2026", "quý 9/2026", "tháng 13/2026"]
)
def test_days_that_are_in_no_calendar_break_nothing(text):
    timing = parse_timing(text, 2027)
    assert timing is None or timing.to_json()


def test_all_timings_of_a_text_are_found_one_after_the_other():
    text = "Báo cáo trước ngày 15/5; " + "tổ chức thực hiện và " * 100 + "hoàn thành trong quý II năm 2026."
    first = next_timing(text, 0, 2026)
    assert first == find_timing(text, 2026)
    second = next_timing(text, first.end, 2026)
    assert text[second.start : second.end] == "quý II năm 2026"
    assert next_timing(text, second.end, 2026) is None


def test_lines_joined_a_few_and_many_are_joined_the_same_way():
    assert join_text("số 57-\nKL/TW của\nBộ Chính trị") == "số 57-KL/TW của Bộ Chính trị"
    many = "tiếp tục triển khai\n" * 5_000
    begun = time.process_time()
    assert join_text(many).count("\n") == 0
    assert time.process_time() - begun < 2
