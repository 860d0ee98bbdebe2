"""The quick ways of reading say what the long ways say."""

from __future__ import annotations

import html

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nhipcau.engines.presswire.feeds import dates, decoding, markup, read_feed
from nhipcau.engines.vntext.letters import sound

PIECES = st.sampled_from(
    ["<p>", "</p>", "<a href='x'>", "</a>", "<b", ">", "<", "<br/>", "<BR>", "<p:x>", "<pé>", "&amp;", "&nbsp;", "&amp;nbsp;",
     "&#769;", "&lt;", "&", "<![CDATA[", "]]>", "<!--", "-->", "<script>", "</script>", " ", "\n", "Đà Lạt", "x", "a\u0301", "<h1 class=t>"]
)  # fmt: skip
TWO = st.integers(0, 99).map("{:02}".format)
ZONES = st.sampled_from(
    ["GMT", "Z", "+0700", "+07:00", "-0530", "+1530", "-1400", "+0060", "+2400", "EST", ""]
)


def plainly(text: str) -> str:
    """Markup to text, step by step."""
    if "<s" in text.lower():
        text = markup._SILENT.sub(" ", text)
    text = markup._TAG.sub("", markup._BLOCK.sub(" ", markup._without_comments(text)))
    return " ".join(sound(html.unescape(text)).split())


@given(st.lists(PIECES, max_size=14).map("".join))
def test_markup_is_taken_out_as_step_by_step(text: str) -> None:
    assert markup.plain_text(text) == plainly(text)


@given(st.lists(PIECES, max_size=8).map("".join).map(sound))
def test_of_a_sound_text_only_what_it_hides_is_looked_at(text: str) -> None:
    assert sound(text) != text or "&#" in text or markup.plain_text(text, sure=True) == plainly(text)


@given(TWO, st.sampled_from(["May", "FEB", "xyz", "Dec"]), st.integers(0, 9999), TWO, TWO, TWO, ZONES)
def test_a_date_of_a_usual_form_is_read_as_any_other(
    day: str, month: str, year: int, hour: str, minute: str, second: str, zone: str
) -> None:
    # Two spaces are no usual form, so that the long way reads it.
    quick, long = (f"Mon, {day} {month} {year:04}{gap}{hour}:{minute}:{second} {zone}" for gap in (" ", "  "))
    assert dates.read_date(quick) == dates.read_date(long)
    number = {"May": "05", "FEB": "02", "Dec": "12"}.get(month, "13")
    quick, long = (f"{before}{year:04}-{number}-{day}T{hour}:{minute}:{second}{zone}" for before in ("", " "))
    assert dates.read_date(quick) == dates.read_date(long)


def test_a_sound_feed_and_a_mended_one_give_the_same() -> None:
    entry = (
        "<item><title>Chợ phiên <![CDATA[& lễ hội]]></title><link>https://a.example/1?x=1&amp;y=2</link>"
        "<description><![CDATA[<p>Sáng&nbsp;nay</p><p>họp chợ</p>]]></description>"
        "<pubDate>Mon, 12 May 2025 07:30:00 +0700</pubDate></item>"
    )
    whole = f"<rss><channel><title>T</title>{entry}</channel></rss>"
    stray = whole.replace("<title>T</title>", "<title>T & U</title>")
    good, bad = read_feed(whole.encode()), read_feed(stray.encode())
    assert good.entries == bad.entries
    assert good.entries[0].summary == "Sáng nay họp chợ"
    assert good.title == "T"
    assert bad.title == "T & U"


@pytest.mark.parametrize(
    "apart",
    ["<![CDATA[<i></i>]]>", "&lt;i&gt;", "&lt;!-- a --&gt;", "<!-- a -->", "<?a?>", "]]><![CDATA[", "&#769;", "<![CDATA[&#769;]]>",
     "&amp;#769;", "&amp;tdot;", "&lt;/p", "<i/>"],
)  # fmt: skip
@pytest.mark.parametrize("marks", ["\u0301", "\u0323" * 12, "\u0e49", "\u1ab0", "\u20d0"])
def test_of_marks_that_stand_apart_no_pile_is_made(apart: str, marks: str) -> None:
    text = "x" + f"{marks}{apart}" * 20
    text = f"<![CDATA[{text}]]>" if apart.startswith("]]>") else text
    item = (
        f"<item><title>{text}</title><description>{text}</description><dc:creator>{text}</dc:creator></item>"
    )
    entry = read_feed(f"<rss xmlns:dc='dc'><channel>{item}</channel></rss>".encode()).entries[0]
    for one in (entry.title, entry.summary, *entry.authors):
        assert sound(one) == one


@given(
    st.lists(
        st.one_of(st.sampled_from(["Đà Lạt ", "₫", "\u20d0", "\u0301", "\x7f", "\x0b", "ắ", "\U0001f600", "ب", "้"]), st.text(max_size=3)),
        max_size=6,
    ).map("".join)
)  # fmt: skip
def test_what_is_seen_at_a_glance_is_what_the_expression_finds(text: str) -> None:
    raw = text.encode("utf-8", "surrogatepass")
    assert not decoding._is_plainly_markless(raw) or decoding._MARKED.search(raw) is None
    latin = all(ord(letter) < 0x300 or 0x1E00 <= ord(letter) < 0x20C0 for letter in text)
    if latin and "\x7f" not in text and not any(letter < " " and letter not in "\n\r\t" for letter in text):
        assert decoding._is_plainly_markless(raw)
