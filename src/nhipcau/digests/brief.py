"""One issue as plain words (bản chữ): what a leader's office sends on by messenger, made with the papers from the same seal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext, override

from nhipcau.digests import paper
from nhipcau.digests.content import parts_of
from nhipcau.digests.rules import PLAIN_WORDS
from nhipcau.kernel.days import written
from nhipcau.kernel.refusal import N_
from nhipcau.office.signing.kinds import Mark, Rendition


def forms(content: Mapping[str, Any]) -> Sequence[Rendition]:
    """The issue's plain words; none of what does not leave the house, which no messenger may carry."""
    return () if content.get("internal") else (_WORDS,)


def _words(content: Mapping[str, Any], mark: Mark) -> bytes:
    """As official papers, Vietnamese whatever the reader's language."""
    with override("vi"):
        return "\n".join(_lines(content, mark)).encode()


def _lines(content: Mapping[str, Any], mark: Mark) -> Iterator[str]:
    day = f", ngày {written(mark.issued_on)}" if mark.issued_on else ""
    yield paper.summary(content)
    yield f"Số {mark.symbol}{day}"
    if content.get("corrects"):
        yield f"Đính chính: {content['correction_reason']}"
    if content["note"]:
        yield f"\n{content['note'].strip()}"
    for group in parts_of(content):
        yield f"\n{gettext(group.label).upper()}"
        for number, item in enumerate(group.items, start=1):
            yield f"{number}. {item['title']}{_outlets(item)}"
            if item["doubt"]:  # sent on without it, the headline would be believed
                yield f"Có thể chưa chính xác: {' '.join(item['doubt'].split())}"
            if item["pages"]:
                yield item["pages"][0]["url"]
    yield f"\n{_signed(mark)}"


def _outlets(item: Mapping[str, Any]) -> str:
    names = list(dict.fromkeys(page["outlet"] for page in item["pages"]))
    shown = ", ".join(names[: paper.MOST_LINKS]) + (" …" if len(names) > paper.MOST_LINKS else "")
    return f" ({shown})" if shown else ""


def _signed(mark: Mark) -> str:
    return ", ".join(filter(None, (mark.signer.name, mark.signer.post))) if mark.signer else ""


_WORDS = Rendition(
    PLAIN_WORDS, N_("Bản chữ để gửi tin nhắn"), "text/plain; charset=utf-8", "txt", _words, "vi"
)
