"""What a web page puts around a document: menus, a table of its number and signer, links at the foot."""

from __future__ import annotations

import re
from collections.abc import Sequence

from nhipcau.engines.vntext import regexes
from nhipcau.engines.vntext.regexes import regex

from ..kinds import kind_at_start
from ..model import Format
from ..page.place import Node, Placed
from ..words.labels import read_label
from ..words.wording import fold, is_motto, is_national_title
from ..words.wordlists import LISTS

_SEARCHED = 120
_SITE_LINES, _LAW_SITE_LINES = 15, 60
_FEWEST_PROPERTIES = (
    3  # of those that a site of law shows above a text, a line each or with the value after a colon
)
_OWN_LINE = regex(
    r"^(?:\W{0,2}Số\s*:\s*[0-9]*\s*/|\W{0,2}S[ốỐ]\s+[0-9]+\s?-\s?[A-ZĐ]|Căn cứ|Điều [0-9]|[IVX]+\.\s|Nơi nhận)"
)
_SUMMARY = regex(r"^\W{0,3}(?:V\s?/\s?v\b|Về việc\b)", re.IGNORECASE)
_SUMMARY_LINES = 5
_FOOTER = regex(
    r"^\W*(?:ban quyen|copyright|van ban (?:lien quan|goc|cung|dan chieu)|lien he|tai ve|luu tru\b.*in an|chia se|tu khoa"
    r"|ghi chu cua|dia chi|dien thoai|giay phep|ve dau trang|luoc do|so hieu|(?:cac )?(?:tep|file) (?:dinh kem|tin)|tin (?:lien quan|khac)|luot xem|in trang|nguon:)|©"
)


def without_web_page(nodes: Sequence[Node], of: Format) -> Sequence[Node]:
    """The nodes from the head's first line to the foot's last.  A document that opens a file, and one whose
    national title is not found, stay whole."""
    start = _head_start(nodes)
    framed = of is Format.TXT and start > 0 and _only_site(nodes[:start])
    if start and (of is Format.HTML or framed or any(not isinstance(node, Placed) for node in nodes[:start])):
        nodes = nodes[start:]
    if of is Format.HTML or framed:
        end = len(nodes)
        while end > 1 and _is_footer(nodes[end - 1]):
            end -= 1
        nodes = nodes[:end]
    return nodes


def _only_site(nodes: Sequence[Node]) -> bool:
    """Whether lines above a head are a site's and no document of their own."""
    texts = [node.text for node in nodes if isinstance(node, Placed)]
    told = {fold(text).partition(":")[0].strip(" .") for text in texts[:_LAW_SITE_LINES]} & {
        *LISTS.entries("site_properties")
    }
    most = _LAW_SITE_LINES if len(told) >= _FEWEST_PROPERTIES else _SITE_LINES
    return len(texts) <= most and not any(_OWN_LINE.match(text) for text in texts)


def _is_footer(node: Node) -> bool:
    return isinstance(node, Placed) and not node.raw.column and bool(_FOOTER.search(fold(node.text)))


def _head_start(nodes: Sequence[Node]) -> int:
    """Index of the head's first line: that of the two-column part with the national title, or of the lines
    in capitals (the issuer) above the title."""
    for index, node in enumerate(nodes[:_SEARCHED]):
        if not isinstance(node, Placed) or not (is_national_title(node.text) or is_motto(node.text)):
            continue
        start = index
        while start > 0:
            before = nodes[start - 1]
            if not isinstance(before, Placed):
                break
            if node.raw.column:
                if (before.raw.group, bool(before.raw.column)) != (node.raw.group, True):
                    break
            elif any(map(str.isalnum, before.text)) and not _heads(before.text):  # "-" is left of a rule
                summary = _summary_above(nodes, start)
                if summary is None:
                    break
                start = summary + 1
            start -= 1
        return start
    return 0


def _summary_above(nodes: Sequence[Node], start: int) -> int | None:
    """Where the "V/v ..." begins whose last line stands above ``start``: a letter's, in the left column."""
    for at in range(start - 1, max(start - 1 - _SUMMARY_LINES, -1), -1):
        node = nodes[at]
        if not isinstance(node, Placed):
            return None
        if _SUMMARY.match(node.text):
            return at
    return None


def _heads(text: str) -> bool:
    letters = [letter for letter in text if letter.isalpha()]
    shout = len(letters) >= 2 and sum(map(str.isupper, letters)) > 0.8 * len(letters)
    number = bool(regexes.match(r"^\W{0,2}S[ốôo]\s*(?::|[0-9]+\s?-\s?[A-ZĐ])", text))
    return number or (shout and len(text) < 100 and not read_label(text) and kind_at_start(text) is None)
