import pytest
from hypothesis import given
from hypothesis import strategies as st

from nhipcau.engines.vntext import canonical_number, find_doc_numbers, parse_doc_number


@pytest.mark.parametrize(
    ("written", "canonical"),
    [
        ("57- KL/TW", "57-KL/TW"),
        ("57-\nKL/TW", "57-KL/TW"),
        ("57 - KL/TW", "57-KL/TW"),
        ("72/2015/NĐ-CP", "72/2015/NĐ-CP"),
        ("72/2015/NĐ- CP", "72/2015/NĐ-CP"),
        ("5115/CTr-BTTTT-BTLBĐBP", "5115/CTr-BTTTT-BTLBĐBP"),
        ("484/CTr- STTTT-BCHBĐBP", "484/CTr-STTTT-BCHBĐBP"),
        ("64/2025/QH15", "64/2025/QH15"),
        ("1654/NQ-UBTVQH15", "1654/NQ-UBTVQH15"),
        ("3722/VPCP-CN", "3722/VPCP-CN"),
        ("101/KH- UBND", "101/KH-UBND"),
        ("678 /KH - UBND", "678/KH-UBND"),
        ("22/2016/TT-BTTTT", "22/2016/TT-BTTTT"),
        ("01/2020/TTLT-BTTTT-BNV", "01/2020/TTLT-BTTTT-BNV"),
        ("729/QD-TTG", "729/QĐ-TTg"),
        ("992/CTPH-BTTTT-UBDT", "992/CTPH-BTTTT-UBDT"),
        ("03-CTr/TU", "03-CTr/TU"),
        ("78/BC-SVHTT&DL", "78/BC-SVHTT&DL"),
        ("214/KH-SNgV", "214/KH-SNgV"),
        ("Số: 12/TTr-HĐND ngày", "12/TTr-HĐND"),
    ],
)
def test_numbers_are_written_one_way(written, canonical):
    assert canonical_number(written) == canonical


@pytest.mark.parametrize(
    "text", ["ngày 15/4/2024 của", "quý I/2025", "24/7", "1/2", "km 5/2", "", "giai đoạn 2021 - 2025"]
)
def test_dates_and_fractions_are_no_numbers(text):
    assert find_doc_numbers(text) == []


def test_a_dash_between_words_ends_the_number():
    assert canonical_number("Kế hoạch số 12/KH-UBND - UBND tỉnh") == "12/KH-UBND"


def test_the_kind_is_read_from_the_sign():
    assert parse_doc_number("72/2015/NĐ-CP").kind == "nghị định"
    assert parse_doc_number("57-KL/TW").kind == "kết luận"
    assert parse_doc_number("3722/VPCP-CN").kind is None


def test_numbers_know_their_place():
    text = "Kết luận số 57- KL/TW, ngày 15/6/2023"
    found = find_doc_numbers(text)[0]
    assert text[found.start : found.end] == "57- KL/TW"


@given(st.text(max_size=80))
def test_any_text_is_survived(text):
    find_doc_numbers(text)


@given(
    st.integers(1, 9999),
    st.none() | st.integers(1990, 2035),
    st.sampled_from(["KH", "QĐ", "NĐ", "TT", "CTr", "TTr", "BC"]),
    st.lists(st.sampled_from(["UBND", "BTTTT", "SVHTTDL", "TTg", "HĐND", "BCHBĐBP"]), min_size=1, max_size=2),
)
def test_a_canonical_number_reads_as_itself(serial, year, sign, issuers):
    written = f"{serial}/{f'{year}/' if year else ''}{'-'.join([sign, *issuers])}"
    assert canonical_number(written) == written
    assert canonical_number(written.replace("-", "- ")) == written
