"""Text that a page carries only inside its scripts, for a browser to set (Next.js, Nuxt and the like).

The last resort for a page that shows no text of its own: the longest piece of escaped HTML or running
text in its script data.
"""

from __future__ import annotations

import json
import re

from selectolax.lexbor import LexborHTMLParser

_STRING = re.compile(r'"((?:[^"\\]|\\.){200,})"', re.S)
_PARAGRAPH = re.compile(r"<(?:p|div|br|h[2-4])\b", re.I)
_MAX = 4_000_000


def html_of_payload(tree: LexborHTMLParser) -> str:
    """The HTML with most paragraphs that the page's scripts hold as a string, "" if there is none."""
    best, best_worth = "", 0
    for node in tree.css("script"):
        text = node.text()
        if not text or len(text) < 300 or len(text) > _MAX or ("\\u003c" not in text and "<" not in text):
            continue
        for candidate in _strings(text, 0):
            worth = (
                len(_PARAGRAPH.findall(candidate)) * 50 + len(candidate)
                if _PARAGRAPH.search(candidate)
                else 0
            )
            if worth > best_worth and worth > 500:
                best, best_worth = candidate, worth
    return best


def _strings(text: str, level: int) -> list[str]:
    """Long JSON strings of a script, and those inside strings that are JSON themselves."""
    found: list[str] = []
    for match in _STRING.finditer(text):
        try:
            value = json.loads(f'"{match.group(1)}"', strict=False)
        except ValueError:
            continue
        if not isinstance(value, str):
            continue
        inner = _strings(value, level + 1) if level < 2 and '":"' in value else []
        found.extend(inner or [value])
    return found
