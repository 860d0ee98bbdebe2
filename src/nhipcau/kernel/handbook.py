"""The handbook inside the product: its chapters as pages, each section with an address, and which page of the
product is explained by which section.

The text is docs/handbook/*.md, which comes with the package together with its pictures (``book/``: links in the
checkout, files in the wheel), so it is read without a network.  Chapters are written by the project; they are
rendered all the same with HTML switched off.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import unquote

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from nhipcau.engines.vntext import fold
from nhipcau.kernel.finding import Found, told
from nhipcau.kernel.joints import Joint
from nhipcau.kernel.nearby import spread

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

BOOK: Final = Path(__file__).parent / "book"
FRONT: Final = "README"
_CHAPTER_FILE = re.compile(r"(?:\./)?([0-9]+-[a-z0-9-]+|README)\.md")
_PICTURE_FILE = re.compile(r"\.\./images/([a-z0-9-]+\.png)")


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a chapter under its heading.  slug: its name in addresses; level: 1 for the chapter itself;
    text: heading and text as they are read; words: without marks, for searching."""

    chapter: str
    slug: str
    title: str
    level: int
    text: str
    words: str

    @property
    def key(self) -> str:
        """How the map of help names it: "4-theo-doi" for the whole chapter, "4-theo-doi#lich" for a part."""
        return f"{self.chapter}#{self.slug}" if self.level > 1 else self.chapter

    @property
    def url(self) -> str:
        return address(self.key)


@dataclass(frozen=True, slots=True)
class Chapter:
    """One chapter, rendered."""

    name: str
    title: str
    html: SafeString
    sections: tuple[Section, ...]

    @property
    def url(self) -> str:
        return address(self.name)

    @property
    def parts(self) -> tuple[Section, ...]:
        """The sections below the chapter's own head."""
        return self.sections[1:]


@dataclass(frozen=True, slots=True)
class Help:
    """What explains an app's pages.  space: the namespace of its addresses ("" for those of none); otherwise: the
    section for all that ``pages`` (name of an address without the namespace → section) does not say better."""

    space: str
    otherwise: str
    pages: Mapping[str, str] = field(default_factory=dict, hash=False)


helps: Joint[Help] = Joint("help of an app", key=lambda one: one.space)


def section_for(view_name: str) -> str:
    """The section that explains the page behind a name of an address; the chapter for beginners where none does."""
    space, _colon, name = view_name.rpartition(":")
    found = {one.space: one for one in helps}.get(space)
    return found.pages.get(name, found.otherwise) if found else "1-bat-dau"


def address(section: str) -> str:
    """Where a section is shown."""
    chapter, _hash, part = section.partition("#")
    if chapter == FRONT:
        return reverse("kernel:handbook")
    return reverse("kernel:handbook_chapter", args=[chapter]) + (f"#{part}" if part else "")


def slug_of(title: str) -> str:
    """A heading's name in addresses: "Nhập từ bảng" → "nhap-tu-bang"; links written the way GitHub does it
    (#nhập-từ-bảng) come to the same."""
    return re.sub(r"[^a-z0-9]+", "-", fold(title)).strip("-")


def names() -> list[str]:
    """The chapters in their order."""
    return sorted(page.stem for page in (BOOK / "pages").glob("[0-9]*.md"))


@cache
def chapters() -> tuple[Chapter, ...]:
    return tuple(chapter(name) for name in names())


@cache
def sections() -> tuple[Section, ...]:
    """Every section of every chapter."""
    return tuple(section for each in chapters() for section in each.sections)


def picture(name: str) -> Path | None:
    """The file of a picture of the handbook; None where there is none of that name."""
    return next((file for file in (BOOK / "pictures").glob("*.png") if file.name == name), None)


def reader() -> MarkdownIt:
    """Reads Markdown as the handbook uses it: CommonMark and tables, HTML shown as text."""
    from markdown_it import MarkdownIt  # only where a chapter is opened or searched

    return MarkdownIt("commonmark", {"html": False}).enable("table")


@cache
def chapter(name: str) -> Chapter:
    """A chapter by its name.  Raises KeyError for an unknown one."""
    if name != FRONT and name not in names():
        raise KeyError(name)
    text = (BOOK / "pages" / f"{name}.md").read_text(encoding="utf-8")
    written = reader()
    tokens = written.parse(text)
    found = _sections(name, tokens)
    for token in tokens:
        for child in token.children or ():
            _lead_inside(child)
    html = written.renderer.render(_within_reach(tokens), written.options, {})
    return Chapter(name, found[0].title, mark_safe(html), found)  # noqa: S308 - our own text, HTML switched off


def _sections(name: str, tokens: list[Token]) -> tuple[Section, ...]:
    """Name the headings in the tokens, and give what stands under each."""
    found: list[tuple[str, str, int, list[str]]] = []
    for place, token in enumerate(tokens):
        if token.type == "heading_open":
            title = _plain(tokens[place + 1])
            taken = {slug for slug, *_rest in found}
            slug = slug_of(title) or "phan"
            while slug in taken:
                slug += "-2"
            token.attrSet("id", slug)
            found.append((slug, title, int(token.tag[1:]), []))
        elif token.type in {"inline", "fence", "code_block"} and found:
            found[-1][3].append(_plain(token))
    return tuple(
        Section(name, slug, title, level, text := " ".join(texts), fold(text))
        for slug, title, level, texts in found
    )


def _plain(token: Token) -> str:
    if not token.children:
        return token.content
    return "".join(
        child.content if child.type in {"text", "code_inline"} else " " if "break" in child.type else ""
        for child in token.children
    )


def _lead_inside(token: Token) -> None:
    """Links between chapters and to pictures lead to the product's own addresses."""
    if token.type == "image":
        named = _PICTURE_FILE.fullmatch(str(token.attrGet("src")))
        token.attrSet("src", reverse("kernel:handbook_picture", args=[named[1]]) if named else "")
        token.attrSet("loading", "lazy")
    elif token.type == "link_open":
        file, _hash, part = str(token.attrGet("href")).partition("#")
        if named := _CHAPTER_FILE.fullmatch(file):
            token.attrSet("href", address(f"{named[1]}#{slug_of(unquote(part))}" if part else named[1]))


def _within_reach(tokens: list[Token]) -> list[Token]:
    """The tokens, links out of the handbook (papers of the project, the internet) left as plain words."""
    for token in tokens:
        kept: list[Token] = []
        open_links: list[bool] = []
        for child in token.children or ():
            if child.type == "link_open":
                open_links.append(str(child.attrGet("href")).startswith(("/", "#")))
                if open_links[-1]:
                    kept.append(child)
            elif child.type == "link_close":
                if open_links.pop():
                    kept.append(child)
            else:
                kept.append(child)
        if token.children is not None:
            token.children = kept
    return tokens


def found(words: str) -> list[Section]:
    """Sections that hold every word, whatever marks and case: those whose heading holds them first, then those in which
    the words stand near each other."""
    wanted = fold(words).split()
    if not wanted:
        return []
    hits = [section for section in sections() if all(word in section.words for word in wanted)]

    def far(section: Section) -> int:
        return -1 if all(word in fold(section.title) for word in wanted) else spread(section.words, words)

    return sorted(hits, key=far)


def hits(reader: Any, words: str, most: int) -> list[Found]:
    """The same for the search over everything: the handbook is everybody's."""
    titles = {each.name: each.title for each in chapters()}
    return [
        told(
            title=section.title,
            url=section.url,
            note=titles[section.chapter] if section.level > 1 else "",
            text=section.text,
            words=words,
        )
        for section in found(words)[:most]
    ]
