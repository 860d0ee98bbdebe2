"""Pages out of files: .html, .html.gz and WARC (.warc, .warc.gz, .warc.zst), one at a time."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from nhipcau.engines.presswire.model import FetchedPage, OutcomeCounter, PresswireError, Unreadable

# The extract stage refuses larger pages; one byte more is enough to see that it is larger.
MAX_PAGE_BYTES = 12_000_001
PAGE_ENDINGS = (".html", ".htm", ".html.gz", ".htm.gz")
WARC_ENDINGS = (".warc", ".warc.gz", ".warc.zst")
_PAGES_PER_PART = 64


class NoSuchInput(PresswireError):
    """A path given by the user does not exist or holds nothing that can be scanned."""


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of work: paths read one after another by one worker."""

    number: int
    paths: tuple[str, ...]


def find_files(paths: Iterable[str]) -> list[Path]:
    """The files to read: those named, and those with known endings in the folders named, sorted.

    Raises NoSuchInput.
    """
    found: dict[Path, None] = {}
    for name in paths:
        path = Path(name)
        if path.is_dir():
            inside = sorted(child for child in path.rglob("*") if child.is_file() and _kind(child))
            if not inside:
                raise NoSuchInput("empty_folder", folder=name)
            found.update(dict.fromkeys(inside))
        elif not path.is_file():
            raise NoSuchInput("no_such_file", file=name)
        elif not _kind(path):
            raise NoSuchInput("unknown_kind", file=name)
        else:
            found[path] = None
    return list(found)


def parts_of(files: Iterable[Path]) -> list[Part]:
    """Cut the work: a WARC file is a part of its own, single pages go 64 together."""
    parts: list[Part] = []
    pages: list[str] = []

    def close() -> None:
        if pages:
            parts.append(Part(len(parts), tuple(pages)))
            pages.clear()

    for file in files:
        if _kind(file) == "warc":
            close()
            parts.append(Part(len(parts), (str(file),)))
        else:
            pages.append(str(file))
            if len(pages) >= _PAGES_PER_PART:
                close()
    close()
    return parts


def pages_in(path: str, counter: OutcomeCounter | None = None) -> Iterator[FetchedPage]:
    """The pages of a file.  Raises Unreadable for a damaged file, after the pages before the damage.

    counter: counts the records of a WARC file under stage ``warc``.
    """
    if _kind(Path(path)) == "warc":
        from nhipcau.engines.presswire.scan.warc import read_warc

        yield from read_warc(path, counter=counter)
    else:
        yield _single_page(path)


def _kind(path: Path) -> str:
    name = path.name.lower()
    if name.endswith(WARC_ENDINGS):
        return "warc"
    return "page" if name.endswith(PAGE_ENDINGS) else ""


def _single_page(path: str) -> FetchedPage:
    file = Path(path)
    raw = file.read_bytes()
    key = file.name
    for ending in sorted(PAGE_ENDINGS, key=len, reverse=True):
        if key.lower().endswith(ending):
            key = key[: -len(ending)]
            break
    if raw[:2] == b"\x1f\x8b":
        try:
            raw = zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(raw, MAX_PAGE_BYTES)
        except zlib.error as error:
            raise Unreadable("damaged_gzip", file=path) from error
    return FetchedPage(url="", body=raw, key=key)
