"""Elements of a page that are remembered for later: pictures and times, as the serialised page writes them.

A parsed page is read in its serialised form, where every element is closed and no attribute holds "<" or ">", so
that cutting it at "<" gives one piece an element: a walk over those pieces takes a third of the time of a walk over
the tree's nodes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

_ATTRIBUTE = re.compile(r'([^\s"=]+)="([^"]*)"')
VOID = frozenset(
    ("area", "base", "basefont", "bgsound", "br", "col", "embed", "frame", "hr", "img", "input", "keygen", "link", "meta", "param",
     "source", "track", "wbr")
)  # fmt: skip


def unescaped(text: str) -> str:
    """Text or a value with the few references that serialising makes undone."""
    if "&" in text:
        text = text.replace("&nbsp;", "\xa0").replace("&quot;", '"').replace("&lt;", "<").replace("&gt;", ">")
        text = text.replace("&amp;", "&")
    return text


def attributes_in(head: str) -> dict[str, str]:
    """The attributes of a serialised start tag."""
    return {name: unescaped(value) for name, value in _ATTRIBUTE.findall(head)}


@dataclass(eq=False)
class Noted:
    """A picture or a time element.  linked: whether it stands in a link, at most four elements up.

    pieces, start: the page cut at "<", and which piece begins the element.
    """

    tag: str
    pieces: list[str]
    start: int
    linked: bool

    @cached_property
    def attributes(self) -> dict[str, str]:
        return attributes_in(self.pieces[self.start].partition(">")[0])

    def _inside(self) -> list[str]:
        """The pieces from the element's own to its end."""
        depth = 1
        for at in range(self.start + 1, len(self.pieces)):
            piece = self.pieces[at]
            if piece.startswith("/"):
                depth -= 1
            elif not piece.startswith("!") and re.split("[ >]", piece, maxsplit=1)[0] not in VOID:
                depth += 1
            if depth == 0:
                return self.pieces[self.start : at]
        return self.pieces[self.start : self.start + 1]

    def text(self) -> str:
        """What the element says."""
        return unescaped("".join(piece.partition(">")[2] for piece in self._inside()))

    def pictures(self) -> list[dict[str, str]]:
        """Attributes of the img element, then of the sources that a picture element offers beside it."""
        if self.tag == "img":
            return [self.attributes]
        heads = [piece.partition(">")[0] for piece in self._inside()[1:]]
        images = [attributes_in(head) for head in heads if head.split(" ", 1)[0] == "img"]
        return images[:1] + [attributes_in(head) for head in heads if head.split(" ", 1)[0] == "source"]
