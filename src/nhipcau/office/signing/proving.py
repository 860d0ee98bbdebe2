"""Whether signed versions fit their seals, their chains of steps, their numbers and files, and the log."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from nhipcau.agencies.held import Holdings
from nhipcau.kernel.models import LogEntry
from nhipcau.kernel.proofs import Deed, Doubt, Proof, against_log, iso, proofs
from nhipcau.kernel.refusal import N_, Refused, Words
from nhipcau.office.permissions import NUMBER
from nhipcau.office.signing import checking, deeds, permissions, rules
from nhipcau.office.signing.kinds import Kind, chain_of, kinds
from nhipcau.office.signing.models import (
    Issue,
    PaperSignature,
    Recall,
    Returned,
    Step,
    Version,
    VersionPrivate,
    Way,
)

_FILES = tuple(checking.FILE_LABELS)


def connect() -> None:
    proofs.register(Proof("office.versions", _("Bản ký: niêm phong, bước ký, số, tệp"), _versions))
    proofs.register(
        Proof("office.deeds", _("Việc trình, ký, phát hành, thu hồi đối chiếu với nhật ký"), _deeds)
    )


def _versions() -> Iterator[Doubt]:
    files = [f"issue__{which}" for which in _FILES]
    holdings = Holdings.load()
    deeds = (
        "private",
        *files,
        "issue__number__book",
        "issue__number__given_up",
        "issue__issued_by",
        "returned__by",
        "recall__by",
    )
    found = Version.objects.with_deeds().select_related(*deeds)
    for version in (
        found.prefetch_related("paper_signatures__pdf", "steps__officer", "issue__renditions__file")
        .order_by("pk")
        .iterator(chunk_size=200)
    ):
        for sentence in _wrong_with(version):
            yield Doubt(
                N_("bản %(version)s “%(title)s”: %(wrong)s"),
                {"version": version.pk, "title": version.title, "wrong": Words(sentence)},
            )
        for name in _without_right(version, holdings):
            yield Doubt(
                N_("bản %(version)s “%(title)s”: %(who)s không giữ vai trò cho làm việc này vào ngày ấy"),
                {"version": version.pk, "title": version.title, "who": name},
            )


def _wrong_with(version: Version) -> Iterator[str]:
    yield from _words(version)
    if version.kind not in kinds:
        yield N_("loại văn bản này không còn")
        return
    kind = kinds.get(version.kind)
    yield from _chain(version)
    issue = deeds.issue_of(version)
    if issue is not None:
        yield from _issue(version, issue)
        yield from _number(version, kind, issue)
        yield from _corrected(version, issue)
    elif deeds.recall_of(version) is not None:
        yield N_("thu hồi mà chưa phát hành")
    for signed in version.paper_signatures.all():
        if signed.pdf.sha256 != signed.pdf_sha256:
            yield N_("tệp PDF ký số không phải tệp đã ký")


def _words(version: Version) -> Iterator[str]:
    if rules.seal_of_kept(version.content) != version.seal:
        yield N_("nội dung không khớp mã niêm phong")
    bound, kept = version.content.get(rules.PRIVATE), getattr(version, "private", None)
    if kept is None:
        if bound:
            yield N_("phần dữ liệu cá nhân không còn mà không qua hủy")
    elif kept.shredded_at is None and rules.binding(kept.salt, kept.data) != bound:
        yield N_("phần dữ liệu cá nhân đã bị sửa")


def _chain(version: Version) -> Iterator[str]:
    """Steps in their order, each by other eyes than the version's own chain forbids: one that its kind has today is for
    what is made today."""
    chain = chain_of(version)
    steps = sorted(version.steps.all(), key=lambda step: step.pk)
    if [step.name for step in steps] != list(chain.names[: len(steps)]):
        yield N_("các bước ký không đúng thứ tự của loại văn bản")
        return
    for step in steps:
        if step.officer_id in permissions.excluded(version, chain.step(step.name)):
            yield N_("một người làm hai bước mà hai người khác nhau phải làm")


def _without_right(version: Version, holdings: Holdings) -> Iterator[str]:
    """The names of those who took a step, issued, sent back or recalled, and held no role for it on that day."""
    if version.kind not in kinds:
        return
    chain, agency = chain_of(version), version.agency_id

    def had(officer: int, at: datetime, *permissions: str) -> bool:
        day = timezone.localdate(at)
        return any(holdings.had(officer, each, agency, day) for each in permissions)

    sign = chain.signature.permission
    steps = {step.name: step for step in chain.steps}
    for taken in version.steps.all():
        if taken.name in steps and not had(taken.officer_id, taken.at, steps[taken.name].permission):
            yield str(taken.officer)
    issue = deeds.issue_of(version)
    returned = deeds.returned_of(version)
    recalled = deeds.recall_of(version)
    if issue is not None and not had(issue.issued_by_id, issue.issued_at, sign if chain.at_once else NUMBER):
        yield str(issue.issued_by)
    if recalled is not None and not had(recalled.by_id, recalled.at, sign):
        yield str(recalled.by)
    if returned is not None:
        makers = Version.objects.filter(subject_type=version.subject_type_id, subject_id=version.subject_id)
        mine = any(returned.by_id in pair for pair in makers.values_list("made_by", "edited_by"))
        asked = (each.permission for each in chain.steps)
        if not mine and not had(returned.by_id, returned.at, NUMBER, *asked):
            yield str(returned.by)


def _issue(version: Version, issue: Issue) -> Iterator[str]:
    taken = {step.name for step in version.steps.all()}
    chain = chain_of(version).names
    asked = chain if issue.way == Way.ELECTRONIC else chain[:-1]
    if not taken.issuperset(asked):
        yield N_("phát hành khi chưa đủ các bước ký")
    if deeds.returned_of(version) is not None:
        yield N_("vừa trả lại vừa phát hành")
    signer = deeds.signer_of(version)
    if (
        issue.way == Way.ELECTRONIC
        and signer is not None
        and ((signer.name, signer.post) != (issue.signer_name, issue.signer_post))
    ):
        yield N_("người ký ghi ở bản phát hành không phải người đã ký")
    for which in _FILES:
        stored = checking.file_of(issue, which)
        if stored is not None and stored.sha256 != getattr(issue, f"{which}_sha256"):
            yield N_("tệp phát hành không phải tệp đã ghi khi phát hành")
    if any(each.file.sha256 != each.sha256 for each in issue.renditions.all()):
        yield N_("tệp phát hành không phải tệp đã ghi khi phát hành")


def _number(version: Version, kind: Kind, issue: Issue) -> Iterator[str]:
    number = issue.number
    key = kind.book(version, issue.issued_on)
    if number is None:
        if key is not None:
            yield N_("phát hành không có số")
        return
    kept = next((one for one in version.numberings.all() if one.number_id == number.pk), None)
    if kept is None or (kept.symbol, kept.day) != (issue.symbol, issue.issued_on):
        yield N_("số ở bản phát hành không phải số đã giữ cho bản này")
    if issue.symbol != kind.symbol(version, number.text):
        yield N_("số, ký hiệu không phải của số trong sổ")
    book = number.book
    # Whose book it is may hang on where an officer stood then; of a version of an agency it is that agency's.
    elsewhere = version.agency_id is not None and book.issuer_id != version.agency_id
    if key is None or elsewhere or (book.series, book.year) != (key.series, key.year):
        yield N_("số lấy từ sổ khác")
    if hasattr(number, "given_up"):
        yield N_("số đã bỏ mà vẫn dùng")


def _corrected(version: Version, issue: Issue) -> Iterator[str]:
    if issue.replaces_id != version.corrects_id:
        yield N_("bản được đính chính không phải bản ghi khi trình")


def _deeds() -> Iterator[Doubt]:
    """Each table of deeds against its actions of the log, whoever wrote either."""
    for model, actions, key, told in _TOLD:
        rows = model._base_manager.order_by("pk")
        if model is Issue:
            rows = rows.prefetch_related("renditions")
        deeds = (Deed(key(row), _where(row)) for row in rows.iterator(chunk_size=1000))
        yield from against_log(deeds, actions, told)
    shredded = VersionPrivate.objects.exclude(shredded_at=None).order_by("pk")
    yield from against_log(
        (
            Deed((row.version_id, iso(row.keep_until)), _where(row))
            for row in shredded.iterator(chunk_size=1000)
        ),
        ("office.private_shredded",),
        lambda entry: (entry.data.get("version"), entry.data.get("keep_until")),
    )


def _where(row: Any) -> Refused:
    version = row.pk if isinstance(row, Version) else row.version_id
    return Refused(
        N_("bản %(version)s, %(what)s %(row)s"), version=version, what=row._meta.model_name, row=row.pk
    )


def _said(*names: str) -> Any:
    """An entry's version, person and further words."""
    return lambda entry: (entry.data.get("version"), entry.by_id, *(entry.data.get(name) for name in names))


def _issue_told(entry: LogEntry) -> tuple[Any, ...]:
    way = Way.PAPER if entry.action == "office.issued_on_paper" else Way.ELECTRONIC
    files = (entry.data.get(which) for which in _FILES)
    return (
        entry.data.get("version"),
        entry.by_id,
        way,
        entry.data.get("symbol"),
        entry.data.get("on"),
        *files,
        tuple(sorted(entry.data.get("renditions", {}).items())),
    )


def _issue_key(row: Issue) -> tuple[Any, ...]:
    files = (getattr(row, f"{which}_sha256") for which in _FILES)
    besides = tuple(sorted((each.name, each.sha256) for each in row.renditions.all()))
    return (row.version_id, row.issued_by_id, Way(row.way), row.symbol, iso(row.issued_on), *files, besides)


def _version_key(row: Version) -> tuple[Any, ...]:
    """Of a version made before versions kept their chains the log tells none."""
    chain = None if row.chain.get("added") else rules.seal_of_kept(row.chain)
    return (row.pk, row.made_by_id, row.seal, chain)


_TOLD: tuple[tuple[type[Any], tuple[str, ...], Any, Any], ...] = (
    (Version, ("office.presented",), _version_key, _said("seal", "chain")),
    (
        Step,
        ("office.step",),
        lambda row: (row.version_id, row.officer_id, row.name, row.post),
        _said("step", "post"),
    ),
    (Returned, ("office.returned",), lambda row: (row.version_id, row.by_id, row.reason), _said("reason")),
    (Issue, ("office.issued", "office.issued_on_paper"), _issue_key, _issue_told),
    (Recall, ("office.recalled",), lambda row: (row.version_id, row.by_id, row.reason), _said("reason")),
    (
        PaperSignature,
        ("office.paper_signed",),
        lambda row: (row.version_id, row.by_id, row.pdf_sha256),
        _said("pdf"),
    ),
)
