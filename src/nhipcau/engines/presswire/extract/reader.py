"""The extract stage: a fetched page in, the article out."""

from __future__ import annotations

import re

import numpy as np
import numpy.typing as npt
from selectolax.lexbor import LexborHTMLParser

from ..model import Article, FetchedPage, Unreadable
from . import judge as judging
from .blocks import Block, blocks_of
from .decoding import decode
from .features import features, headline
from .language import language_of
from .metadata import Metadata, clues_of, metadata_of
from .payload import text_of_payload
from .structured import structured

MAX_BYTES = 12_000_000
MAX_TAGS = 400_000
MAX_DEPTH = 1_500
MIN_BODY = 1
_SQUEEZE = re.compile(r"\W+")
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:-]*)")
_VOID = frozenset("area base br col embed hr img input link meta param source track wbr p li td tr th dd dt option".split())
_BINARY = (b"%PDF-", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"PK\x03\x04", b"\x1f\x8b", b"RIFF", b"\x00\x00\x01\x00", b"\xd0\xcf\x11\xe0")


def parse(page: FetchedPage) -> tuple[str, LexborHTMLParser]:
    """The page's text and its tree.  Raises Unreadable for what is no HTML page of sane size."""
    name = page.address or page.key or "không rõ địa chỉ"
    body = page.body
    if len(body) > MAX_BYTES:
        raise Unreadable(
            "page_too_large",
            f"Trang {name} nặng {len(body) / 1e6:.0f} MB, quá giới hạn {MAX_BYTES // 1_000_000} MB. "
            "Trang bài báo không lớn như vậy; hãy kiểm tra lại địa chỉ.",
        )
    start = body[:512].lstrip()
    if not start and not body.strip():
        raise Unreadable("empty_page", f"Trang {name} không có nội dung. Hãy mở thử địa chỉ bằng trình duyệt.")
    if start.startswith(_BINARY) or _looks_binary(body):
        raise Unreadable(
            "not_html", f"Trang {name} là tệp nhị phân (ảnh, PDF, nén…), không phải trang web. Hãy kiểm tra lại địa chỉ."
        )
    text = decode(page)
    if "<" not in text:
        raise Unreadable("not_html", f"Trang {name} chỉ có chữ trơn, không phải trang web. Hãy kiểm tra lại địa chỉ.")
    tags = text.count("<")
    if tags > MAX_TAGS or (tags > 3_000 and _depth(text) > MAX_DEPTH):
        raise Unreadable(
            "page_too_deep",
            f"Trang {name} có quá nhiều thẻ HTML hoặc lồng nhau quá sâu. Trang có thể hỏng hoặc cố ý gây treo máy.",
        )
    return text, LexborHTMLParser(text)


def _looks_binary(body: bytes) -> bool:
    """Whether the first bytes are no text in any charset (many control bytes, no tag in UTF-16 either)."""
    sample = body[:4096]
    nul = sample.count(0)
    if nul and b"<\x00" not in sample and b"\x00<" not in sample:
        controls = sum(byte < 9 or 13 < byte < 32 for byte in sample)
        return controls > len(sample) * 0.1
    return False


def _depth(text: str) -> int:
    """An upper estimate of how deep the page nests: open tags less closed ones, unclosable ones left out."""
    depth = deepest = 0
    for closing, tag in _TAG.findall(text):
        if tag.lower() in _VOID:
            continue
        if closing:
            depth = max(depth - 1, 0)
        else:
            depth += 1
            if depth > deepest:
                deepest = depth
    return deepest


def second_opinion(text: str, texts: list[str]) -> npt.NDArray[np.float32]:
    """1 for each block that trafilatura keeps too, else 0 (all 0 where it finds nothing)."""
    import trafilatura

    try:
        found = trafilatura.extract(text, fast=True, include_comments=False, include_tables=True) or ""
    except Exception:
        # A second opinion is worth having but never worth losing the page over.
        found = ""
    whole = _SQUEEZE.sub("", found)
    kept = [bool(whole) and _SQUEEZE.sub("", block)[:120] in whole for block in texts]
    return np.array(kept, dtype=np.float32)
