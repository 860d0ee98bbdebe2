"""The fast scan on Hyperscan: tens of thousands of literals at more than 2 GB/s.

Measured on 181 pages and 269 names: one expression per name with a class per letter 650 pages/s (and
153 s to compile); the same for UTF-8 only 2,900; literals for every spelling 12,000 and more.  So every
spelling is a literal here, and only the gap between two words is not spelled out beyond the usual ones:
a first word followed by an unusual gap (a line end, a tag, an entity) is a candidate by itself.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

import hyperscan

from nhipcau.engines.presswire.screen.hidden import HIDDEN, UNSOUND
from nhipcau.engines.presswire.screen.matching import Seen
from nhipcau.engines.presswire.screen.names import (
    SHORTEST_JOINED,
    Letter,
    Word,
    cased,
    is_latin,
    letter_count,
    spellings,
    word_spellings,
    words_of,
)

_GAPS = (" ", "-", "_", "+", "%20")
# How any other gap begins: a line end, a tag, an entity, an escape, a typographic space or dash.
_TURNS = (
    *(sign.encode() for sign in ("\r", "\n", "\t", "<", "&", "\\", "%", "_", "+", "\u00a0", "\u3000")),
    b"\xe2\x80",  # how every typographic space and dash begins
)
# A space or a hyphen alone is everywhere; before another sign (a line end above all) it begins a gap too.
_ODD_GAPS = (
    *(*_TURNS, b"  ", b" -", b"- ", b"--"),
    *(first + turn for first in (b" ", b"-") for turn in _TURNS),
)
# How an apostrophe is written, or left out.
_APOSTROPHES = (
    *(
        "'",
        "’",
        "‘",
        "ʼ",
        "´",
        "`",
        "ʻ",
        "′",
        "",
        " ",
        "-",
        "' ",
        "’ ",
        "\\'",
        "\\u2019",
        "\\u2018",
        "\\u0027",
    ),
    *(
        "&#39;",
        "&#039;",
        "&#x27;",
        "&apos;",
        "&rsquo;",
        "&lsquo;",
        "&#8217;",
        "&#8216;",
        "&#x2019;",
        "&#x2018;",
    ),
    *("&amp;#39;", "&amp;#039;", "%27", "%e2%80%99", "%20"),
)
# A word that begins right after an escape has a letter or digit before it: \nLắk, %20Lak, \u003eLak.
_EDGE = rb"(?:\b|\\[nrt]|%[0-9a-f]{2}|\\u[0-9a-f]{4}|_)"
# Edges cost compile time (2.8 s with, 0.4 s without, for 316 names), so longer words are checked on a match.
_LINE_EDGE = rb"(?:\b|\\[nrt]|_)"
_EDGED_UP_TO = 2
_GAP_BYTES = frozenset(b" -_+\t\n\r\f\v\x1c\x1d\x1e\x1f")
_GAP_LETTERS = frozenset(
    "\u00a0\u00b7\u3000\u30fb\u2028\u2029\u202f\u205f" + "".join(map(chr, range(0x2000, 0x2016)))
)
# What a page that came out of a word processor may have in the place of a space; seldom, so not an expression of their own.
_SELDOM = b"\v\f\x1c\x1d\x1e\x1f"
_NEXT_LINE = "\x85".encode()
_ODD_SPACES = rb"[\x0b\x0c\x1c-\x1f]|\xc2\x85"
_TO_LINE_END = bytes.maketrans(_SELDOM, b"\n" * len(_SELDOM))
# Beginnings of a gap that stand in every script and address; the byte after them tells that most begin none.
_TOLD_BY_NEXT = {
    b"\\": b"nrtfvuNRTFVU\\\\",
    **dict.fromkeys((b"_", b"--"), rb"\t-\r\x1c-\x20+<&\\%_\-\x80-\xff"),
}
# Dropped before a name is confirmed, so they part nothing.
_INVISIBLE = frozenset("\u00ad\u2060\ufeff\u200b\u200c\u200d\u200e\u200f")
_NONE, _DOUBTFUL, _PARTS = -2, -1, 0
# What makes an escape of a backslash (also of two) and a percent sign.
_ESCAPES = {
    0x5C: frozenset((b"n", b"r", b"t", b"f", b"v", b"u", b"\\")),
    0x25: frozenset(bytes((one,)) for one in b"0123456789abcdefABCDEF"),
}
_REFERENCE = re.compile(rb"&(?:amp;)?(#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]{2,8});")
_ESCAPE = re.compile(rb"\\u([0-9a-fA-F]{4})")
_PERCENT = re.compile(rb"%([0-7][0-9a-fA-F])")
_LETTER = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}")
_ALNUM = frozenset(b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")
_LETTERS = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")
_SHORT = 5
_UNSOUND, _SPACED = len(HIDDEN), len(HIDDEN) + 1  # signs after those of hidden letters
_END = Letter("", frozenset())
_CASELESS = hyperscan.HS_FLAG_CASELESS


class HyperscanMatcher:
    """See ``matching.Matcher``."""

    def __init__(self, names: Sequence[str]) -> None:
        owners: dict[bytes, set[int]] = {}
        # Of expressions that end in a gap's beginning: how long that is, and the letters with which each name may go on.
        follow: Follow = {}
        for number, name in enumerate(names):
            for expression, gap, letters in _expressions(name):
                owners.setdefault(expression, set()).add(number)
                if gap:
                    follow.setdefault(expression, (gap, {}))[1][number] = letters
        # The part after an apostrophe may well follow a letter, where the apostrophe is left out (MNông).
        whole = [_begins_a_word(name) for name in names]
        # Of each expression: whose it is, how long it is where a letter before it tells that it is none, and how it goes on.
        self._told: list[tuple[tuple[int, ...], int, tuple[int, dict[int, set[int]]] | None]] = []
        expressions: list[bytes] = []
        for expression, numbers in owners.items():
            following = _told_by_next(expression, follow)
            length = _plain_length(expression) if all(whole[number] for number in numbers) else 0
            after = follow.get(expression)
            if following and after is not None:
                length, after = length and length + 1, (after[0] + 1, after[1])
            expressions.append(expression + following)
            self._told.append((tuple(sorted(numbers)), length, after))
        flags = [_CASELESS] * len(expressions)
        for _, sign in HIDDEN:
            expressions.append(sign)
            flags.append(_CASELESS | hyperscan.HS_FLAG_SINGLEMATCH)
        for sign in (UNSOUND, _ODD_SPACES):
            expressions.append(sign)
            flags.append(hyperscan.HS_FLAG_DOTALL | hyperscan.HS_FLAG_SINGLEMATCH)
        self._all, self._all_scratch = _compile(expressions, flags)
        self._signs, self._signs_scratch = _compile([sign for _, sign in HIDDEN], [_CASELESS] * len(HIDDEN))

    def look(self, page: bytes, seen: Seen) -> tuple[set[str], bool] | None:
        signs = self._look(page, seen)
        if signs is not None and _SPACED in signs:
            # As long as before, so that places stay.
            signs = self._look(page.translate(_TO_LINE_END).replace(_NEXT_LINE, b"\n\n"), seen)
        if signs is None:
            return None
        # A letter that the page's end cuts in two is no sign of the expression.
        sound = _UNSOUND not in signs and (not page or page[-1] < 0x80)
        return {HIDDEN[sign][0] for sign in signs if sign < len(HIDDEN)}, sound

    def _look(self, page: bytes, seen: Seen) -> set[int] | None:
        """The signs that stand in a page, None where ``seen`` stopped."""
        told, many, signs = self._told, len(self._told), set[int]()

        def on_match(expression: int, start: int, end: int, flags: int, context: object) -> bool | None:
            if expression >= many:
                signs.add(expression - many)
                return None
            numbers, length, after = told[expression]
            if length:
                at = end - length
                if (
                    at > 0
                    and page[at - 1] in _LETTERS
                    and page[at] in _LETTERS
                    and not _after_escape(page, at)
                ):
                    return None
            if after is not None:
                byte = _after_gap(page, end - after[0])
                if byte == _NONE:
                    return None
                if byte != _DOUBTFUL:
                    numbers = tuple(number for number in numbers if byte in after[1][number])
            at = end - 1 - after[0] if after is not None else end - 1
            for number in numbers:
                if seen(number, end, at):
                    return True
            return None

        try:
            self._all.scan(page, on_match, scratch=self._all_scratch)
        except hyperscan.ScanTerminated:
            return None
        return signs

    def signs(self, page: bytes) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}

        def on_sign(sign: int, start: int, end: int, flags: int, context: object) -> None:
            found.setdefault(HIDDEN[sign][0], []).append(end)

        self._signs.scan(page, on_sign, scratch=self._signs_scratch)
        return found


def _after_gap(page: bytes, at: int) -> int:
    """The letter or digit with which a word begins after a gap at ``at``; _NONE for what surely is no gap or no word,
    _DOUBTFUL where that cannot be told here.

    On raw bytes, and wider than what ``confirm`` takes for a gap.
    """
    size = len(page)
    for _ in range(40):
        if at >= size:
            return _NONE
        byte = page[at]
        if byte in _ALNUM:
            return byte
        if byte in _GAP_BYTES:
            at += 1
            continue
        if byte == 0x3C:  # <
            at = page.find(b">", at, at + 302) + 1
            if not at:
                return _NONE
            continue
        if byte >= 0x80:
            written = _LETTER.match(page, at)
        elif byte == 0x26:  # &
            written = _REFERENCE.match(page, at)
            if written is None and page[at + 1 : at + 2] not in _BEGINS_REFERENCE:
                return _NONE
        elif page[at + 1 : at + 2] in _ESCAPES.get(byte, ()):
            written = (_ESCAPE if byte == 0x5C else _PERCENT).match(page, at)
        else:
            return _NONE
        told = _told_by(written.group()) if written else _DOUBTFUL
        if told != _PARTS or written is None:
            return told
        at = written.end()
    return _DOUBTFUL


_BEGINS_REFERENCE = frozenset(
    bytes((one,)) for one in b"#ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
)


@lru_cache(maxsize=4096)
def _told_by(written: bytes) -> int:
    """What one letter says of a gap, itself or as an escape: _PARTS, the ASCII letter or digit that it is with marks, _NONE
    or _DOUBTFUL."""
    if written[:1] == b"&":
        letter = html.unescape(written.replace(b"&amp;", b"&", 1).decode("ascii"))
    elif written[:1] in b"\\%":
        letter = chr(int(written.lstrip(b"\\u%"), 16))
    else:
        letter = written.decode("utf-8", "replace")
    if len(letter) != 1 or letter in "<&\\%" or 0xD800 <= ord(letter) < 0xE000:
        return _DOUBTFUL
    if letter in _GAP_LETTERS or letter in _INVISIBLE or ord(letter) in _GAP_BYTES:
        return _PARTS
    if unicodedata.category(letter) in ("Ps", "Pe", "Pi", "Pf", "Po", "Sc", "Sm"):
        return _NONE
    base = {"đ": "d", "Đ": "d", "ð": "d", "Ð": "d", "ɖ": "d", "Ɖ": "d"}.get(
        letter, unicodedata.normalize("NFD", letter)[0]
    )
    return ord(base) if base.isascii() and base.isalnum() else _DOUBTFUL


def _begins_a_word(name: str) -> bool:
    """Whether what is looked for of a name begins a word of it, not the part after an apostrophe."""
    joints = _joints(words_of(name)) if is_latin(name) else []
    if not joints:
        return True
    told = joints.index(_telling(name, joints))
    return joints[told][2] != "'" and (not told or joints[told - 1][2] != "'")


def _plain_length(expression: bytes) -> int:
    """How many bytes a pure literal matches; 0 for an expression with edges, which needs no check."""
    return 0 if expression[:1] == b"(" else len(re.sub(rb"\\x..", b"x", expression))


def _after_escape(page: bytes, at: int) -> bool:
    """True if the letter before ``at`` may belong to an escape: \\nLâm, \\u003eLâm, %2fLâm, &nbspLâm, &#x1eLâm."""
    before = page[max(0, at - 12) : at]
    return b"&" in before or b"\\" in before[-6:] or b"%" in before[-3:]


def _compile(expressions: list[bytes], flags: list[int]) -> tuple[hyperscan.Database, hyperscan.Scratch]:
    database = hyperscan.Database()
    database.compile(expressions=expressions, ids=list(range(len(expressions))), flags=flags)
    return database, hyperscan.Scratch(database)


Follow = dict[bytes, tuple[int, dict[int, set[int]]]]


def _told_by_next(expression: bytes, follow: Follow) -> bytes:
    """The bytes, as a class of expressions, one of which must stand after an expression that ends in a gap's beginning; none
    where that is not asked."""
    gap, letters = follow.get(expression, (0, {}))
    for turn, told in _TOLD_BY_NEXT.items():
        if gap == len(turn) and expression.endswith(_literal(turn)):
            own = sorted(set().union(*letters.values())) if turn != b"\\" else ()
            return b"[" + b"".join(b"\\x%02x" % byte for byte in own) + told + b"]"
    return b""


def _literal(text: str | bytes) -> bytes:
    raw = text.encode("utf-8") if isinstance(text, str) else text
    return re.sub(rb"[^A-Za-z0-9]", lambda found: b"\\x%02x" % found.group()[0], raw)


def _expressions(name: str) -> Iterator[tuple[bytes, int, set[int]]]:
    """Expressions by which a name is found.

    For one that ends in the beginning of a gap also how many bytes of it are the gap's, and the letters and digits
    with which the next word may begin; for others 0.
    """
    if not is_latin(name):
        for expression in _foreign(unicodedata.normalize("NFC", name)):
            yield expression, 0, set()
        return
    words = words_of(name)
    if not words:
        return
    joints = _joints(words)
    if not joints:
        for expression in _single(words[0]):
            yield expression, 0, set()
        return
    left, right, parted = _telling(name, joints)
    if parted == "'":
        for expression in _around_apostrophe(left, right):
            yield expression, 0, set()
        return
    if letter_count(words) >= SHORTEST_JOINED:
        bare = "".join(word_spellings(word)[-1] for word in words).replace("'", "")
        yield _EDGE + _literal(bare), 0, set()
    for first, second in _written(left, right):
        for gap in _GAPS:
            yield _literal(first + gap + second), 0, set()
        if not (first + second).isascii():
            yield _literal(first + second), 0, set()
    base = "d" if right[0].base == "đ" else right[0].base
    follows = set((base.lower() + base.upper()).encode()) if base.isascii() else set()
    for spelled in word_spellings(left):
        for first in set(cased(spelled)):
            for odd in _ODD_GAPS:
                edged = first[0].isascii() and len(first) <= _EDGED_UP_TO
                yield (_LINE_EDGE if edged else b"") + _literal(first.encode() + odd), len(odd), follows


def _written(left: Word, right: Word) -> Iterator[tuple[str, str]]:
    for first, second in spellings((left, right)):
        yield from _cased_pair(first, second)


def _around_apostrophe(left: Word, right: Word) -> Iterator[bytes]:
    for first, second in _written(left, right):
        for mark in _APOSTROPHES:
            if len(first + second) >= _SHORT or mark not in ("", " ", "-"):
                yield _literal(first + mark + second)


def _single(word: Word) -> Iterator[bytes]:
    for spelled in word_spellings(word):
        for form in set(cased(spelled)):
            literal = _literal(form)
            if len(form) < _SHORT and form.isascii():
                yield _EDGE + literal + rb"(?:\b|_)"
            else:
                yield literal


def _foreign(name: str) -> Iterator[bytes]:
    """A name in a script without marks to lose: as it is, in both cases, with its gap in every fashion."""
    for form in dict.fromkeys((name, name.lower(), name.upper(), name.title())):
        words = form.split()
        if len(words) == 1:
            yield _literal(form)
            continue
        for gap in (*_GAPS, "", "·", "・"):
            yield _literal(gap.join(words))
        for odd in _ODD_GAPS:
            yield _literal(words[0].encode() + odd)


Joint = tuple[Word, Word, str]


def _joints(words: tuple[Word, ...]) -> list[Joint]:
    """Neighbouring pieces of a name and what parts them: a gap or an apostrophe."""
    pieces: list[tuple[Word, str]] = []
    for word in words:
        parted = " "
        piece: list[Letter] = []
        for letter in (*word, _END):
            if letter.base not in ("'", ""):
                piece.append(letter)
                continue
            if piece:
                pieces.append((tuple(piece), parted))
                parted = "'"
            piece = []
    return [(left, right, parted) for (left, _), (right, parted) in pairwise(pieces)]


def _telling(name: str, joints: list[Joint]) -> Joint:
    """The joint that says most: enough letters, a gap before an apostrophe, proper names before common words."""
    if len(joints) == 1:
        return joints[0]
    capitals = [piece[:1].isupper() for piece in re.findall(r"[^\W_]+", unicodedata.normalize("NFC", name))]

    def worth(at: int) -> tuple[bool, bool, int, int]:
        left, right, parted = joints[at]
        known = len(capitals) == len(joints) + 1
        marked = sum(bool(letter.marks) or letter.base == "đ" for letter in (*left, *right))
        long_enough = len(left) + len(right) >= _SHORT
        return (
            long_enough,
            parted == " ",
            sum(capitals[at : at + 2]) if known else 0,
            marked + len(left) + len(right),
        )

    return joints[max(range(len(joints)), key=worth)]


def _cased_pair(left: str, right: str) -> Iterator[tuple[str, str]]:
    """Both words lower, both UPPER, both Title, or only the first word Title (Đắk nông)."""
    (lower, upper, title), (lower2, upper2, title2) = cased(left), cased(right)
    yield from dict.fromkeys(((lower, lower2), (upper, upper2), (title, title2), (title, lower2)))
