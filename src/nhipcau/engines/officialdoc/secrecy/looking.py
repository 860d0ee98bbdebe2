"""One look into a whole file for the stamp of a state secret, before anything of it is kept.

``look`` raises StateSecret where a stamp stands, Protected for what is locked, and gives back why it could not be looked
into whole, "" where it was.  An archive is opened one level deep, within limits.
"""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import tarfile
import time
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pypdfium2 as pdfium

from ..errors import Damaged, DocumentError, MacroDocument, Programme, Protected, StateSecret, TooLarge
from ..formats.sniff import Content, sniff
from ..formats.text_reader import decoded
from . import places
from .programmes import is_programme
from .stamps import first_stamp

_ZIP, _OLE = (b"PK\x03\x04", b"PK\x05\x06"), b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OFFICE_PARTS = ("[Content_Types].xml", "mimetype")
_MOST_MEMBERS, _LARGEST_MEMBER, _LARGEST_ALL = 300, 60 * 1024**2, 200 * 1024**2
_MOST_PAGES = 2_000
_MOST_PICTURES = 4  # of a document: a scan pasted into Word has one on each page
_SMALLEST_PICTURE = 20_000  # bytes: signs and emblems are smaller
_SHORT_PAGE = 40  # letters: a page with fewer is a picture with a number on it
_PICTURES = (".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp", ".gif", ".webp")
# Word shows such a part as if it were written in the document (an "alternative format" part, ECMA-376, part 1, 11.3.1).
_TAKEN_IN = (".htm", ".html", ".xhtml", ".mht", ".mhtml", ".txt", ".rtf", ".docx", ".docm", ".dotx", ".doc")


class Unseen(str):
    """Why a file could not be looked into whole; a stable word for machines."""

    __slots__ = ()


NESTED = Unseen("nested")  # an archive within an archive
UNKNOWN = Unseen("unknown")  # no reader here for such a file
_LEAST = 4.0  # seconds that one recognition of text gets in any case: twice what a page takes
TOO_LONG = Unseen("too-long")  # more pages or members than the time allows
BROKEN = Unseen("broken")  # it does not open
NO_OCR = Unseen("no-ocr")  # a scan, and no text recognition on this machine


@dataclass(slots=True)
class _Look:
    name: str
    until: float
    is_inside: bool = False  # within an archive

    def stamps(self, pages: Iterable[Iterable[str]]) -> None:
        for lines in pages:
            if (level := first_stamp(lines)) is not None:
                raise StateSecret(name=self.name, stamp=level)

    @property
    def is_late(self) -> bool:
        return time.monotonic() > self.until

    @property
    def left(self) -> float:
        """Seconds for one recognition of text: what is dense and no text (leaves, a crowd, grain) may take minutes."""
        return max(self.until - time.monotonic(), _LEAST)


def look(path: Path, name: str, seconds: float = 12.0) -> str:
    """Look into a file.  name: as the officer knows it; seconds: for what takes long, scans above all."""
    data = path.read_bytes()
    if is_programme(name, data):
        raise Programme(name=name)
    return str(_look(data, _Look(name, time.monotonic() + seconds)))


def _look(data: bytes, at: _Look) -> Unseen | str:
    if data.startswith(_ZIP):
        return _look_into_zip(data, at)
    if data.startswith(_OLE):
        return _look_into_old(data, at)
    if data[:5] == b"{\\rtf":
        at.stamps([places.of_rtf(data)])
        return ""
    if b"%PDF-" in data[:1024]:
        return _look_into_pdf(data, at)
    if (members := _other_archive(data)) is not None:
        return NESTED if at.is_inside else _each(members, at)
    try:
        content = sniff(data, at.name)
        if content is Content.IMAGE:
            return _look_at_picture(data, at)
        text, _ = decoded(data, at.name)
    except (Protected, StateSecret):
        raise
    except DocumentError:
        # Pictures in motion and sound bear no stamp that a reader could see; they are not looked into.
        return UNKNOWN
    if content is Content.HTML or text.lstrip("\ufeff \t\r\n").startswith(
        "<"
    ):  # a drawing (.svg) and any XML, too
        from lxml import html

        try:
            # Told which letters they are: a page that does not say so would be read as Western ones.
            parser = html.HTMLParser(encoding="utf-8")
            page = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
            text = "\n".join(page.itertext())
        except (ValueError, TypeError, AssertionError):
            return BROKEN
    at.stamps([text.splitlines()])
    return ""


def _look_into_zip(data: bytes, at: _Look) -> Unseen | str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            infos = package.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError):
        return BROKEN
    if any(info.flag_bits & 1 for info in infos):
        raise Protected(name=at.name)
    names = {info.filename for info in infos}
    if not names & set(_OFFICE_PARTS):
        return NESTED if at.is_inside else _each(_of_zip(data), at)
    if "encryption-data" in _manifest(data):
        raise Protected(name=at.name)
    try:
        at.stamps(places.of_package(data))
    except TooLarge:
        return TOO_LONG
    except Damaged:
        return BROKEN
    return _worst(_look_inside_package(data, at))


def _manifest(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package, package.open("META-INF/manifest.xml") as part:
            return part.read(1_000_000).decode("utf-8", "replace")
    except (
        KeyError,
        zipfile.BadZipFile,
        zlib.error,
        OSError,
        ValueError,
        RuntimeError,
        NotImplementedError,
        EOFError,
    ):
        return ""


def _look_inside_package(data: bytes, at: _Look) -> Iterator[Unseen | str]:
    """Pictures and files within a document: a scan is often pasted into Word."""
    pictures = 0
    for name, content in _of_zip(data):
        if isinstance(content, Unseen):
            yield content
        elif name.lower().endswith(_PICTURES) and len(content) >= _SMALLEST_PICTURE:
            pictures += 1
            if pictures <= _MOST_PICTURES:
                yield _look_at_picture(content, at)
            else:
                yield TOO_LONG
        elif "/embeddings/" in name or name.startswith("Object ") or name.lower().endswith(_TAKEN_IN):
            yield NESTED if at.is_inside else _look(content, _Look(at.name, at.until, is_inside=True))


def _look_into_old(data: bytes, at: _Look) -> Unseen | str:
    try:
        sniff(data, at.name)
    except (Protected, StateSecret):
        raise
    except MacroDocument:
        pass
    except DocumentError:
        pass  # a sheet or slides of old: their words are looked for all the same
    at.stamps(places.of_old_office(data))
    return ""


def _look_into_pdf(data: bytes, at: _Look) -> Unseen | str:
    scanned = []
    try:
        for index, lines in places.of_pdf(data, _MOST_PAGES):
            at.stamps([lines])
            if index >= 0 and sum(len(line.strip()) for line in lines) < _SHORT_PAGE:
                scanned.append(index)
    except TooLarge:
        return TOO_LONG
    except Damaged as damaged:
        sniffed = getattr(damaged.__cause__, "err_code", None)
        if sniffed == 4 or "password" in str(damaged.__cause__).lower():  # FPDF_ERR_PASSWORD
            raise Protected(name=at.name) from damaged
        return BROKEN
    return _worst([_look_at_scans(data, scanned, at), *_attached(data, at)])


def _look_at_scans(data: bytes, pages: list[int], at: _Look) -> Unseen | str:
    """Pages that are pictures, in their order, as far as the time goes; the first one in any case."""
    if not pages:
        return ""
    from ..errors import OcrFailed, OcrMissing
    from ..scan import ocr

    dpi = 150
    pdf = pdfium.PdfDocument(data)
    # Frames and red ink of every page first, which is quick; then what is printed plainly at the head of each.
    looks = [(index, plain) for plain in (False, True) for index in pages]
    try:
        for number, (index, plain) in enumerate(looks):
            if number and at.is_late and index != pages[0]:
                return TOO_LONG
            page = pdf[index]
            try:
                width, height = page.get_size()
                if width * height * (dpi / 72) ** 2 > 60_000_000:
                    return TOO_LONG
                picture = page.render(scale=dpi / 72).to_pil()
            finally:
                page.close()
            if plain:
                at.stamps([ocr.printed_stamps_of(picture, dpi, at.left)])
            else:
                at.stamps(_read_lines(ocr.stamps_of(picture, dpi, at.left)))
    except OcrMissing:
        return NO_OCR
    except OcrFailed as failed:
        return _of_ocr(failed)
    except pdfium.PdfiumError:
        return BROKEN
    finally:
        pdf.close()
    return ""


def _of_ocr(failed: DocumentError) -> Unseen:
    return TOO_LONG if failed.variant == "slow" else BROKEN


def _read_lines(texts: Iterable[str]) -> list[list[str]]:
    return [text.splitlines() for text in texts]


def _attached(data: bytes, at: _Look) -> Iterator[Unseen | str]:
    """Files that a PDF carries."""
    pdf = pdfium.PdfDocument(data)
    try:
        count = pdf.count_attachments()
        for number in range(min(count, _MOST_MEMBERS)):
            if at.is_inside:
                yield NESTED
                return
            content = bytes(pdf.get_attachment(number).get_data())
            yield _look(content, _Look(at.name, at.until, is_inside=True))
    except pdfium.PdfiumError:
        yield BROKEN
    finally:
        pdf.close()


def _look_at_picture(data: bytes, at: _Look) -> Unseen | str:
    from PIL import Image, UnidentifiedImageError

    from ..errors import OcrFailed, OcrMissing
    from ..scan import ocr
    from ..scan.scan_image import page_sized

    try:
        with Image.open(io.BytesIO(data)) as picture:
            for number in range(int(getattr(picture, "n_frames", 1))):
                if number and at.is_late:
                    return TOO_LONG
                if number:
                    picture.seek(number)
                if picture.width * picture.height > 60_000_000:
                    return TOO_LONG
                flat, dpi = page_sized(picture, 200)
                at.stamps(_read_lines(ocr.stamps_of(flat, dpi, at.left)))
                at.stamps([ocr.printed_stamps_of(flat, dpi, at.left)])
    except OcrMissing:
        return NO_OCR
    except OcrFailed as failed:
        return _of_ocr(failed)
    except (
        UnidentifiedImageError,
        OSError,
        ValueError,
        SyntaxError,
        EOFError,
        Image.DecompressionBombError,
    ):
        return BROKEN
    return ""


# ---- archives ----------------------------------------------------------------------------------------------------


def _each(members: Iterable[tuple[str, bytes | Unseen]], at: _Look) -> Unseen | str:
    return _worst(_member(name, content, at) for name, content in members)


def _member(name: str, content: bytes | Unseen, at: _Look) -> Unseen | str:
    if is_programme(name, b"" if isinstance(content, Unseen) else content):
        raise Programme("inside", name=at.name, member=name[:100])
    return (
        content if isinstance(content, Unseen) else _look(content, _Look(at.name, at.until, is_inside=True))
    )


def _of_zip(data: bytes) -> Iterator[tuple[str, bytes | Unseen]]:
    taken = 0
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            for number, info in enumerate(package.infolist()):
                if info.is_dir():
                    continue
                if number >= _MOST_MEMBERS * 10:
                    yield info.filename, TOO_LONG
                    return
                with package.open(info) as part:
                    content = part.read(_LARGEST_MEMBER + 1)
                taken += len(content)
                if len(content) > _LARGEST_MEMBER or taken > _LARGEST_ALL:
                    yield info.filename, TOO_LONG
                    return
                yield info.filename, content
    except (
        zipfile.BadZipFile,
        zlib.error,
        lzma.LZMAError,
        OSError,
        ValueError,
        RuntimeError,
        NotImplementedError,
        EOFError,
    ):
        yield "", BROKEN


def _other_archive(data: bytes) -> Iterator[tuple[str, bytes | Unseen]] | None:
    """Members of a .tar, .gz, .bz2 or .xz, packed or not; None for what is none.  .7z and .rar are not opened."""
    if data[257:262] == b"ustar":
        return _of_tar(data)
    for magic, opened in ((b"\x1f\x8b", gzip.open), (b"BZh", bz2.open), (b"\xfd7zXZ\x00", lzma.open)):
        if data.startswith(magic):
            return _of_packed(data, opened)
    if data.startswith((b"7z\xbc\xaf\x27\x1c", b"Rar!\x1a\x07")):
        return iter([("", UNKNOWN)])
    return None


def _of_packed(data: bytes, opened: object) -> Iterator[tuple[str, bytes | Unseen]]:
    try:
        with opened(io.BytesIO(data)) as packed:  # type: ignore[operator]
            content = packed.read(_LARGEST_ALL + 1)
    except (OSError, EOFError, ValueError, zlib.error, lzma.LZMAError):
        yield "", BROKEN
        return
    if len(content) > _LARGEST_ALL:
        yield "", TOO_LONG
    elif content[257:262] == b"ustar":
        yield from _of_tar(content)
    else:
        yield "", content


def _of_tar(data: bytes) -> Iterator[tuple[str, bytes | Unseen]]:
    taken = 0
    try:
        with tarfile.open(fileobj=io.BytesIO(data), mode="r:") as archive:
            for number, member in enumerate(archive):
                if number >= _MOST_MEMBERS or member.issparse():
                    yield "", TOO_LONG
                    return
                if member.isreg():
                    content = archive.extractfile(member).read(_LARGEST_MEMBER + 1)  # type: ignore[union-attr]
                    taken += len(content)
                    if len(content) > _LARGEST_MEMBER or taken > _LARGEST_ALL:
                        yield "", TOO_LONG
                        return
                    yield member.name, content
    except (tarfile.TarError, OSError, ValueError, EOFError):
        yield "", BROKEN


def _worst(found: Iterable[Unseen | str]) -> Unseen | str:
    """All are looked at, for a stamp may stand in the last; the first reason is told."""
    reasons = [one for one in found if one]
    return reasons[0] if reasons else ""
