"""Whether a version still is what was signed: its words against the seal, its files against their hashes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from django.core.files import File

from nhipcau.kernel import files
from nhipcau.kernel.models import StoredFile
from nhipcau.kernel.refusal import N_
from nhipcau.office.signing import rules
from nhipcau.office.signing.deeds import issue_of
from nhipcau.office.signing.models import Issue, IssueFile, Place, Version, VersionPrivate


class Integrity(StrEnum):
    """What a check finds."""

    INTACT = "intact"
    ALTERED = "altered"
    MISSING = "missing"
    SHREDDED = "shredded"


INTEGRITY_LABELS = {
    Integrity.INTACT: N_("nguyên vẹn"),
    Integrity.ALTERED: N_("đã bị sửa sau khi ký"),
    Integrity.MISSING: N_("không còn trong kho"),
    Integrity.SHREDDED: N_("đã hủy khi hết hạn lưu"),
}
INTEGRITY_TONES = {
    Integrity.INTACT: "good",
    Integrity.ALTERED: "bad",
    Integrity.MISSING: "bad",
    Integrity.SHREDDED: "info",
}


@dataclass(frozen=True, slots=True)
class Part:
    """One checked part: the words, the personal part, or a file.  which: docx, pdf, scan, or "".  declaration: who vouched for it, where
    the system could not look into it."""

    label: str
    integrity: Integrity
    which: str = ""
    name: str = ""
    sha256: str = ""
    declaration: str = ""


FILE_LABELS = {
    "docx": N_("Tệp Word"),
    "pdf": N_("Tệp PDF"),
    "scan": N_("Bản chụp bản ký giấy"),
}


def check(version: Version) -> list[Part]:
    """Every part of a version, checked now; reads its files."""
    words = Integrity.INTACT if rules.seal(version.content) == version.seal else Integrity.ALTERED
    return [Part(N_("Nội dung đã ký"), words, sha256=version.seal), *_private(version), *_files(version)]


def is_whole(parts: list[Part]) -> bool:
    """Whether nothing was altered and nothing is missing."""
    return not any(part.integrity in {Integrity.ALTERED, Integrity.MISSING} for part in parts)


def _private(version: Version) -> Iterator[Part]:
    kept = VersionPrivate.objects.filter(version=version).first()
    bound = version.content.get(rules.PRIVATE)
    if kept is None:
        if bound:
            yield Part(N_("Phần dữ liệu cá nhân"), Integrity.MISSING, sha256=bound)
        return
    if kept.shredded_at:
        found = Integrity.SHREDDED
    else:
        same = rules.binding(kept.salt, kept.data) == bound
        found = Integrity.INTACT if same else Integrity.ALTERED
    yield Part(N_("Phần dữ liệu cá nhân"), found, sha256=bound or "")


def _files(version: Version) -> Iterator[Part]:
    for signed in version.paper_signatures.filter(place=Place.SIGNER).select_related("pdf"):
        found = _of_file(signed.pdf, signed.pdf_sha256)
        yield Part(N_("Tệp PDF người ký đã ký số"), found, name=signed.pdf.name, sha256=signed.pdf_sha256)
    issue = issue_of(version)
    if issue is None:
        return
    for which, label in FILE_LABELS.items():
        stored = file_of(issue, which)
        if stored is not None:
            sha256 = getattr(issue, f"{which}_sha256")
            yield Part(label, _of_file(stored, sha256), which, stored.name, sha256, stored.declaration)
    for each in issue.renditions.select_related("file"):
        yield Part(each.label, _of_file(each.file, each.sha256), each.name, each.file.name, each.sha256)


def file_of(issue: Issue, which: str) -> StoredFile | None:
    """A file of an issue: docx, pdf, scan, or what its kind calls a rendition."""
    if which in FILE_LABELS:
        found: StoredFile | None = getattr(issue, which)
        return found
    besides = issue.renditions.select_related("file").filter(name=which).first()
    return besides.file if besides else None


def media_type_of(issue: Issue, which: str) -> str:
    """As its kind declared it; "" for the papers, whose names say it."""
    besides = issue.renditions.filter(name=which).first()
    return besides.media_type if besides else ""


def _of_file(stored: StoredFile, sha256: str) -> Integrity:
    try:
        with stored.content.open("rb") as kept:
            return Integrity.INTACT if files.sha256_of(kept) == sha256 else Integrity.ALTERED
    except FileNotFoundError:
        return Integrity.MISSING


def issues_with(content: File) -> list[tuple[Issue, str]]:
    """The issues that a file belongs to by its hash, with which of its files it is."""
    sha256 = files.sha256_of(content)
    papers = [
        (issue, which)
        for which in FILE_LABELS
        for issue in Issue.objects.filter(**{f"{which}_sha256": sha256}).select_related("version")
    ]
    besides = IssueFile.objects.filter(sha256=sha256).select_related("issue__version")
    return papers + [(each.issue, each.name) for each in besides]
