"""Names of persons in Vietnamese text, and the text without them: posts and offices stay, people do not.

What a paper of the office says of a private person needs no name (Law on Personal Data Protection 91/2025/QH15,
art. 3: no more than the purpose needs).  Only names in Vietnamese form are known: a family name with given names
after a form of address, a family name with «Văn» or «Thị», or a form of address with a given name.
"""

from __future__ import annotations

from typing import NamedTuple

from nhipcau.engines.vntext.letters import composed
from nhipcau.engines.vntext.regexes import regex
from nhipcau.engines.vntext.wordlists import WordLists

_LISTS = WordLists(__file__)
_CAPITAL = "".join(letter for code in range(0x41, 0x1F00) if (letter := chr(code)).isupper())
_NAME = rf"[{_CAPITAL}][^\W\d_{_CAPITAL}]*"


def _addresses() -> str:
    """Forms of address, and what news calls people that have no post."""
    return f"{_LISTS.alternatives('pronouns')}|{_LISTS.alternatives('called')}"


_PERSON = regex(
    lambda: (
        rf"(?P<address>\b(?i:{_addresses()})\s+)?(?P<name>\b(?:{_LISTS.alternatives('family_names')})\s+(?:(?:Văn|Thị)\s+)?{_NAME}(?:\s+{_NAME}){{0,2}})"
        rf"|(?P<called>\b(?:{_LISTS.alternatives('pronouns')})\s+)(?P<given>{_NAME})(?!\s+{_NAME})(?!\w)"
    )
)
_PRESIDENT = "Hồ Chí Minh"  # the city's name too
_MIDDLE = regex(r"\s(?:Văn|Thị)\s")
_OFFICE = regex(
    lambda: rf"(?i:\b(?:{_LISTS.alternatives('public_posts')})(?:\s[^\s,.;:!?]+){{0,8}}\s*[–-]?\s*)$"
)
_ADDRESSED = regex(lambda: rf"\s*(?:\b(?i:{_addresses()})\s+)?$")
_CALLED_AFTER = regex(lambda: rf"(?i:\b(?:{_LISTS.alternatives('called_after')})\s*)$")


class Person(NamedTuple):
    """A person named: characters [start, end) of the NFC text, the name alone, and whether a post stands before."""

    start: int
    end: int
    name: str
    has_post: bool


def persons_in(text: str) -> list[Person]:
    """The persons that a text names, in order.  A street or a school called after somebody is no person."""
    text = composed(text)
    found: list[Person] = []
    for match in _PERSON.finditer(text):
        name = match["name"] or match["given"]
        start = match.start("name") if match["name"] else match.start("given")
        before = text[max(0, match.start() - 80) : match.start()]
        has_post = _OFFICE.search(before) is not None
        if _CALLED_AFTER.search(text[max(0, start - 30) : start]) is not None:
            continue
        address = (match["address"] or "").strip().lower()
        called = address in _LISTS.entries("pronouns") or (address != "" and len(name.split()) > 2)
        if len(name) < 2 or name == _PRESIDENT:
            continue
        named = called or (has_post and len(name.split()) > 2) or _MIDDLE.search(name)
        if match["name"] and not named:
            continue
        found.append(Person(start, start + len(name), name, has_post))
    return found


def without_persons(text: str) -> str:
    """The text with a person's name cut to its letters («bà N.T.L.»), and left out after a post."""
    text = composed(text)
    for person in reversed(persons_in(text)):
        initials = "" if person.has_post else "".join(f"{word[0]}." for word in person.name.split())
        left, right = text[: person.start], text[person.end :]
        if person.has_post:
            left = _ADDRESSED.sub("", left)
        elif right.startswith("."):
            right = right[1:]
        text = left + initials + right
    return text
