"""A report's text cut into its sentences, each as it was written."""

from __future__ import annotations

from nhipcau.engines.vntext.letters import UPPER
from nhipcau.engines.vntext.regexes import regex

# An end of a sentence: a stop, then a capital, a figure, a dash or an opening mark; or a semicolon before a list's next mark.  "TP. Đà Lạt", "v.v. ", "Nguyễn V. An", "1. Mục"
# are none.
_END = regex(
    rf"(?<=[.!?…])[”\"’)\]]*\s+(?=[“\"‘(\[]?[{UPPER}0-9])|\s*\n\s*(?=[{UPPER}0-9“\"(]|[-–+•*]\s)|(?<=;)\s+(?=[-–+•*]\s+[{UPPER}0-9])"
)
_NO_END = regex(
    rf"(?:\b(?:TP|Tp|TX|Tx|TT|Q|P|H|X|Ths|ThS|TS|PGS|GS|BS|CN|KS|Đ/c|đ/c|Ô|B|Mr|Mrs|Ms|Dr|St|No|tr|Tr|Đ|đ|v\.v|vv)\.|(?<![\w.])[{UPPER}]\.|(?:^|[\s(])[0-9]{{1,2}}\.|[0-9]\.[0-9]{{1,2}}\.)$"
)
_BULLET = regex(r"^(?:[-–—+•*▪●]+\s*)+")
_BREAK = regex(r"[ \t]*[\r\n\x0b\x0c\u2028\u2029]+\s*")
# A run of spaces is a slip or a table's; rules of sentences are not asked about it.
_SPACES = regex(r"[^\S\r\n]{4,}")
_SAYS = regex(r"[^\W_]")


def sentences(text: str) -> list[str]:
    """The sentences of a text, in order, without marks of a list before them and with one space for a line's end and
    for a long run of spaces; a piece without a
    letter or digit is none."""
    text = _SPACES.sub(" ", text)
    pieces: list[str] = []
    begin = 0
    for end in _END.finditer(text):
        # The window is short: what stands before a stop that ends nothing is short.
        before = text[max(begin, end.start() - 12) : end.start()]
        if "\n" not in end.group() and _NO_END.search(before):
            continue
        pieces.append(text[begin : end.end()])
        begin = end.end()
    pieces.append(text[begin:])
    found = (_BREAK.sub(" ", _BULLET.sub("", piece.strip())).strip() for piece in pieces)
    return [piece for piece in found if _SAYS.search(piece)]
