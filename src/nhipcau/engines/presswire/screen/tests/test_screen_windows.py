"""What is refused on raw bytes, and what is rewritten in part only, is found by whoever reads the whole page."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nhipcau.engines.presswire.screen import Screener, WatchName

NAMES = [WatchName(name) for name in ("Đắk Nông", "Sông Lũy", "Tà Đùng", "Ea Pô", "Bảo Lộc")]
QUICK, WHOLE = Screener.compile(NAMES, engine="hyperscan"), Screener.compile(NAMES, engine="re2")
FIRST = st.sampled_from(
    [
        "Đắk",
        "đăk",
        "DAK",
        "Dak",
        "S&ocirc;ng",
        "song",
        "T\\u00e0",
        "ta",
        "Ea",
        "B&#7843;o",
        "bao",
        "%C4%90%E1%BA%AFk",
    ]
)
GAP = st.sampled_from(
    [" ", "-", "_", "+", "%20", "\n", "\\n", "\\\\n", "\\/", "\\\"", "&nbsp;", "&nbsp", "&amp;", "&#160;", "&", "<b>", "</b> <i>", "<",
     "\u00a0", "\u2013", "--", "- ", ".", ",", "", "\t\t", "<a href='x'>\n", " &ndash; ", "\\u0020", "%0A", "%zz",
     "__", "_-", "_\n", "--\u2013", "--<b>", "_\\n", "\\t", "\x1c", "\x85", "_\x85", "--x", "_x"]
)  # fmt: skip
SECOND = st.sampled_from(
    ["Nông", "nong", "N&ocirc;ng", "N\\u00f4ng", "Lũy", "luy", "Đùng", "dung", "&ETH;&ugrave;ng", "Pô", "po", "Lộc", "loc", "L&#7897;c", "xa"]
)  # fmt: skip
FILLING = st.sampled_from(
    ["", "x" * 700, "<p class='a&eacute;b'>" * 40, " lorem ipsum" * 90, "&agrave;", "\\u1ea1", "%C3%A0"]
)


@given(
    st.lists(st.tuples(FILLING, FIRST, GAP, SECOND, FILLING).map("".join), min_size=1, max_size=4).map(
        " . ".join
    )
)
def test_both_engines_find_the_same_names(text: str) -> None:
    page = f"<html><body><p>{text}</p></body></html>".encode()
    assert {hit.name.text for hit in QUICK.hits(page)} == {hit.name.text for hit in WHOLE.hits(page)}


@pytest.mark.parametrize(
    "before",
    [
        "&#x1e",
        "&#30",
        "&nbsp",
        "&amp;#x1e",
        "&#x1e&#x1e",
        "\\n",
        "\\u003e",
        "\\u001e",
        "%2f",
        "%20",
        "&lt;p&gt",
    ],
)
def test_both_engines_take_a_name_right_after_an_escape_alike(before):
    page = f"{before}Lâm Đồng mở đường".encode()
    names = [WatchName("Lâm Đồng")]
    fast, safe = (Screener.compile(names, engine=engine) for engine in ("hyperscan", "re2"))
    assert fast.any(page) == safe.any(page)
    assert [hit.name for hit in fast.hits(page)] == [hit.name for hit in safe.hits(page)]
