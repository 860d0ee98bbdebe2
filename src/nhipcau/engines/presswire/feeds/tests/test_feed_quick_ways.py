"""The quick ways of reading say what the long ways say."""

from __future__ import annotations

import html

from hypothesis import given
from hypothesis import strategies as st

from nhipcau.engines.presswire.feeds import dates, markup, read_feed
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
