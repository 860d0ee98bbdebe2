"""Signs that a page writes letters otherwise than as plain composed UTF-8, and what each asks for.

Each is an expression on bytes, no case minded.  Only letters count: &quot;, &#39; or \\u003c hide nothing
that a name is made of.  A sign too many costs a rewriting; a sign too few costs a missed page.
"""

from __future__ import annotations

ENTITY, BACKSLASH, PERCENT = "entity", "backslash", "percent"
MARKS, PARTS, INVISIBLE, STROKE = "marks", "parts", "invisible", "stroke"
ESCAPES = frozenset((ENTITY, BACKSLASH, PERCENT))

HIDDEN: tuple[tuple[str, bytes], ...] = (
    # combining marks: grave, acute, circumflex, tilde, breve, hook, horn, dot below, diaeresis, caron
    (MARKS, rb"\xcc[\x80-\x83\x86\x88\x89\x8c\x9b\xa3\xa7]"),
    (PARTS, rb"\xe1[\x84-\x87]"),  # Hangul in parts
    (PARTS, rb"\xe3\x82[\x99\x9a]"),  # Japanese voicing marks
    (INVISIBLE, rb"[a-z\x80-\xff](?:\xe2\x80[\x8b-\x8f]|\xe2\x81\xa0|\xc2\xad|\xef\xbb\xbf)[ a-z\x80-\xff]"),
    (INVISIBLE, rb"[a-z\x80-\xff] (?:\xe2\x80[\x8b-\x8f]|\xe2\x81\xa0|\xc2\xad|\xef\xbb\xbf)[a-z\x80-\xff]"),
    (STROKE, rb"\xc3[\x90\xb0][a-z\xc3\xc4\xc6\xe1]"),  # Ð (eth) for Đ
    (STROKE, rb"\xc6\x89"),
    (ENTITY, rb"&(?:amp;)?[aeiouydg](?:circ|grave|acute|tilde|breve|strok)"),
    (ENTITY, rb"&(?:amp;)?eth"),
    (ENTITY, rb"&(?:amp;)?(?:shy|zwnj|zwj|zerowidthspace);"),
    (ENTITY, rb"&(?:amp;)?[a-z]{1,5}cy;"),  # Cyrillic
    # decimal: the Latin letters beyond ASCII, combining marks, and from Greek up
    (ENTITY, rb"&(?:amp;)?#0*(?:19[2-9]|2[0-9][0-9]|[3-7][0-9][0-9]|8[0-79][0-9])\b"),
    (ENTITY, rb"&(?:amp;)?#0*(?:[1-7][0-9]{3}|9[0-9]{3}|[1-6][0-9]{4})\b"),
    (ENTITY, rb"&(?:amp;)?#0*(?:173|820[3-7]|8288)\b"),
    (ENTITY, rb"&(?:amp;)?#x0*(?:[c-f][0-9a-f]|[1-9a-f][0-9a-f]{2}|1[0-9a-f]{3}|[3-9a-d][0-9a-f]{3})\b"),
    (ENTITY, rb"&(?:amp;)?#x0*(?:ad|200[b-f])\b"),
    # ASCII letters as numbers, two in a row
    (ENTITY, rb"(?:&(?:amp;)?#(?:6[5-9]|[78][0-9]|9[0-9]|1[01][0-9]|12[0-2]);){2}"),
    (ENTITY, rb"(?:&(?:amp;)?#x(?:[46][1-9a-f]|[57][0-9a]);){2}"),
    (
        BACKSLASH,
        rb"\\u(?:00(?:[c-f][0-9a-f]|ad)|0[1-9a-f][0-9a-f]{2}|1[0-9a-f]{3}|200[b-f]|[3-9a-d][0-9a-f]{3})",
    ),
    (BACKSLASH, rb"\\u00(?:[46][1-9a-f]|[57][0-9a])"),
    (BACKSLASH, rb"\\u\{"),
    (PERCENT, rb"%c[3-6c]%[89ab]"),
    (PERCENT, rb"%d[01]%[89ab]"),
    (PERCENT, rb"%e[013-9a-d]%[89ab][0-9a-f]%[89ab]"),  # not %e2: dashes and quotes
)

_MORE = rb"[\x80-\xbf]"  # bytes that go on with a letter
_OTHER = rb"[^\x80-\xbf]"
UNSOUND = rb"|".join((
    rb"[\xc0\xc1\xf5-\xff]",
    rb"[\xc2-\xf4]" + _OTHER,
    rb"[\xe0-\xf4]" + _MORE + _OTHER,
    rb"[\xf0-\xf4]" + _MORE * 2 + _OTHER,
    rb"[\x00-\x7f]" + _MORE,
    rb"^" + _MORE,
    rb"[\xc2-\xdf]" + _MORE * 2,
    rb"[\xe0-\xef]" + _MORE * 3,
    rb"[\xf0-\xf4]" + _MORE * 4,
    rb"\xe0[\x80-\x9f]",
    rb"\xf0[\x80-\x8f]",
    rb"\xed[\xa0-\xbf]",  # halves of UTF-16's pairs
    rb"\xf4[\x90-\xbf]",
))  # fmt: skip
"""What is no UTF-8, but for a letter that the end of the page cuts in two."""
