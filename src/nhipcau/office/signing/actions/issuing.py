"""Issuing: a number in one short transaction, the files in none, the issue in a last one.

A kill in between leaves a number that is kept for the version: taken up again by the same call, or given up.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.core.files import File
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from nhipcau.agencies.models import Officer
from nhipcau.kernel import clock, files
from nhipcau.kernel.access import must
from nhipcau.kernel.atomic import refuse_inside
from nhipcau.kernel.models import StoredFile
from nhipcau.kernel.refusal import N_, Refused
from nhipcau.kernel.stamps import take_pdf
from nhipcau.kernel.standing import day_of, written
from nhipcau.office.certificates import signing as certificates
from nhipcau.office.certificates.models import KeyFile
from nhipcau.office.certificates.signing import Unlocked
from nhipcau.office.registers.actions import give, lock
from nhipcau.office.registers.models import GivenUp
from nhipcau.office.registers.rules import read_number
from nhipcau.office.signing import certified, deeds, permissions, printing, rules, telling
from nhipcau.office.signing.actions.holding import hold, record, record_certificate
from nhipcau.office.signing.kinds import Kind, Mark, Rendition, Signer, chain_of, kind_of, on_issued
from nhipcau.office.signing.models import Issue, IssueFile, Numbering, PaperSignature, Place, Version, Way

_OTHER_DAY = N_(
    "Bản này đang giữ số %(number)s ngày %(day)s. Hãy ghi đúng ngày đó, hoặc bỏ số trong sổ rồi nhập lại."
)
_NOT_AT_ISSUE = N_("Khi phát hành chỉ người đã ký bản này mới ký số vào tệp PDF. Hãy chọn “Không ký số”.")


@dataclass(frozen=True, slots=True)
class Papers:
    """The files of an issue, and the certificates that went into its PDF: (place, whose), in their order.

    besides: the forms that the kind declares, each with its file.
    """

    docx: StoredFile
    pdf: StoredFile
    certified: tuple[tuple[Place, KeyFile], ...] = ()
    besides: tuple[tuple[Rendition, StoredFile], ...] = ()


def issue(
    *,
    version: Version,
    by: Officer,
    day: date,
    number_text: str = "",
    seal: Unlocked | None = None,
    own: Unlocked | None = None,
) -> Issue:
    """Give a signed version its number, make its files, and write it out as gone.

    day: the day of issue printed on it.  number_text: the number that the clerk gave, typed; "" takes the
    book's next.  A number kept from an earlier try, with its day, is used.  seal: the agency's certificate, with
    the passphrase typed for this issue; None seals nothing into the PDF.  own: the signer's certificate, where whoever
    signs also issues: then number and day are known, and it signs the PDF as it goes out.
    Raises Refused as the rules do.  Not to be called within a transaction.
    """
    refuse_inside("issuing")  # a number must stand before the files are made
    if seal is not None:
        must(permissions.may_issue(version, by), permissions.NOT_TO_ISSUE)
        must(
            seal.key.agency_id == version.agency_id is not None,
            N_("Chứng thư này không phải của cơ quan ban hành. Hãy chọn chứng thư của cơ quan ban hành."),
        )
        certificates.check(seal)  # a wrong passphrase takes no number
    if own is not None:
        must(chain_of(version).at_once, _NOT_AT_ISSUE)
        check_own(own, by)
    held, numbering = _keep_number(version, by, day, number_text)
    signer = deeds.signer_of(held)
    mark = Mark(
        number=numbering.number.text if numbering else None,
        symbol=numbering.symbol if numbering else kind_of(held).symbol(held, ""),
        issued_on=numbering.day if numbering else day,
        signer=signer,
    )
    if own is not None:
        signature = deeds.signature_in(held)
        # Who goes on with what another signed, signs nothing.
        must(signature is not None and signature.officer_id == by.pk, _NOT_AT_ISSUE)
    papers = make_papers(held, mark, by, seal, own)
    return _write_issue(held, numbering, mark, numbering.day if numbering else day, papers, by)


def check_own(own: Unlocked, by: Officer) -> None:
    """Raises PermissionDenied for another's certificate, Refused where it does not open.

    For whoever signs and issues by one click to ask before the signature.
    """
    must(own.key.officer_id == by.pk, N_("Mỗi người chỉ ký được bằng chứng thư của chính mình."))
    certificates.check(own)


@transaction.atomic
def _keep_number(
    version: Version, by: Officer, day: date, number_text: str
) -> tuple[Version, Numbering | None]:
    """The version as it stands, and the number kept for it."""
    version = hold(version)
    must(permissions.may_issue(version, by), permissions.NOT_TO_ISSUE)
    deeds.go("number", version)
    kept = deeds.numbering_of(version)
    if kept is not None:
        _check_kept(kept, number_text)
        return version, kept
    signature = deeds.signature_in(version)
    signed_on = day_of(signature.at) if signature else None
    rules.check_issue_day(day=day, signed_on=signed_on, today=clock.today())
    return version, _number(kind_of(version), version, by, day, number_text)


def _check_kept(kept: Numbering, number_text: str) -> None:
    if number_text.strip() and read_number(number_text) != kept.number.value:
        raise Refused(
            N_(
                "Bản này đang giữ số %(number)s. Hãy phát hành với số đó, hoặc bỏ số trong sổ rồi nhập số khác."
            ),
            number=kept.number.text,
        )


def _number(kind: Kind, version: Version, by: Officer, day: date, number_text: str) -> Numbering | None:
    """Within a transaction: the next number, or the one typed, kept for the version."""
    key = kind.book(version, day)
    if key is None:
        return None
    number = give(
        issuer=key.issuer,
        series=key.series,
        year=key.year,
        title=key.title,
        text=number_text,
        by=by,
        what=version.title,
        on=day if day.year == key.year else None,
    )
    return Numbering.objects.create(
        version=version,
        number=number,
        symbol=kind.symbol(version, number.text),
        day=day,
        by=by,
        at=clock.now(),
    )


def make_papers(
    version: Version,
    mark: Mark,
    by: Officer,
    seal: Unlocked | None = None,
    own: Unlocked | None = None,
) -> Papers:
    """All files of a version; outside any transaction."""
    name = printing.file_name(version)
    draft = printing.draft_of(version, mark)
    pdf = certified.issued_pdf(version, draft, mark, seal, own, now=timezone.now())
    placed = ((Place.SIGNER, own), (Place.SEAL, seal))
    return Papers(
        docx=_kept(printing.docx_of(draft), f"{name}.docx", by),
        pdf=_kept(pdf, f"{name}.pdf", by),
        certified=tuple((place, unlocked.key) for place, unlocked in placed if unlocked),
        besides=make_besides(version, mark, by),
    )


def make_besides(version: Version, mark: Mark, by: Officer) -> tuple[tuple[Rendition, StoredFile], ...]:
    """What a version's kind declares to go out besides its paper, each with its file; outside any transaction."""
    name = printing.file_name(version)
    return tuple(
        (each, _kept(each.make(version.content, mark), f"{name}-{each.name}.{each.ending}", by))
        for each in printing.renditions_of(version)
    )


def _kept(content: bytes, name: str, by: Officer) -> StoredFile:
    return files.store(ContentFile(content, name=name), name=name, by=by)


@transaction.atomic
def _write_issue(
    version: Version, numbering: Numbering | None, mark: Mark, day: date, papers: Papers, by: Officer
) -> Issue:
    version = hold(version)
    deeds.go("issue", version)
    if numbering is not None:
        _check_still_kept(numbering)
    for place, key in papers.certified:
        PaperSignature.objects.create(
            version=version,
            place=place,
            key=key,
            by=by,
            at=clock.now(),
            pdf=papers.pdf,
            pdf_sha256=papers.pdf.sha256,
        )
        record_certificate(version, by, key, papers.pdf)
    signer = mark.signer or Signer(name=str(by), post=by.position)
    return _issued(
        version,
        by,
        Issue(
            version=version,
            number=numbering.number if numbering else None,
            symbol=mark.symbol,
            issued_on=day,
            issued_by=by,
            issued_at=clock.now(),
            way=Way.ELECTRONIC,
            signer_name=signer.name,
            signer_post=signer.post,
            docx=papers.docx,
            pdf=papers.pdf,
            docx_sha256=papers.docx.sha256,
            pdf_sha256=papers.pdf.sha256,
        ),
        action="office.issued",
        besides=papers.besides,
    )


def _check_still_kept(numbering: Numbering) -> None:
    """Raise Refused where somebody gave the number up while the files were made."""
    lock(numbering.number.book)
    if GivenUp.objects.filter(number=numbering.number).exists():
        raise Refused(
            N_("Số %(number)s vừa bị bỏ trong sổ. Hãy phát hành lại để lấy số khác."),
            number=numbering.number.text,
        )


def _issued(
    version: Version,
    by: Officer,
    row: Issue,
    *,
    action: str,
    besides: tuple[tuple[Rendition, StoredFile], ...] = (),
) -> Issue:
    """Write an issue, whatever its way, and let everybody know who listens."""
    if version.corrects is not None:
        corrected = Version.objects.with_deeds().get(pk=version.corrects.pk)
        deeds.go("replace", corrected)
        row.replaces = corrected
    row.save()
    for each, stored in besides:
        IssueFile.objects.create(
            issue=row,
            name=each.name,
            label=each.label,
            media_type=each.media_type,
            language=each.language,
            file=stored,
            sha256=stored.sha256,
        )
    told = {"renditions": {each.name: stored.sha256 for each, stored in besides}} if besides else {}
    record(
        action,
        version,
        by,
        symbol=row.symbol,
        on=row.issued_on,
        pdf=row.pdf_sha256,
        docx=row.docx_sha256,
        scan=row.scan_sha256,
        **told,
    )
    telling.tell_issued(row)
    if (after := kind_of(version).after_issue) is not None:
        after(version, by)
    for listener in on_issued:
        listener(version, by)
    return row


def sign_on_paper(
    *,
    version: Version,
    number_text: str,
    day: date,
    scan: File,
    scan_name: str,
    compared_by: Officer,
    by: Officer,
    signer_name: str,
    signer_post: str = "",
    now: datetime,
    is_declared: bool = False,
) -> Issue:
    """Write out a version that was printed and signed with a pen.

    number_text: the number on it, as the clerk gave it ("" takes the book's next).  scan: the signed paper;
    compared_by: who compared it with the sealed words.  is_declared: ``by`` says that no state secret is in a scan that the
    system cannot look into.  Raises Refused as the rules do, and for a scan that is no PDF that opens, bears the stamp
    of a state secret, or can neither be looked into nor is vouched for.
    """
    refuse_inside("keeping a scan")
    unseen = take_pdf(scan, is_declared=is_declared, by=by)
    stored = files.store(
        scan, name=scan_name, by=by, unseen=unseen, is_brought=True
    )  # before the transaction, as every file
    signer = Signer(signer_name.strip(), signer_post.strip())
    besides: tuple[tuple[Rendition, StoredFile], ...] = ()
    kept: Numbering | None = None
    if printing.renditions_of(version):
        # They may bear the number, so it stands before they are made, as at an issue within the system.
        mark, kept = _keep_number_on_paper(version, number_text, day, signer, by)
        besides = make_besides(version, mark, by)
    return _write_on_paper(version, number_text, day, stored, compared_by, by, signer, now, kept, besides)


@transaction.atomic
def _keep_number_on_paper(
    version: Version, number_text: str, day: date, signer: Signer, by: Officer
) -> tuple[Mark, Numbering | None]:
    """What is printed on a paper that was signed with a pen, and the number kept for it."""
    version = hold(version)
    _check_pen(version, day, signer, by)
    numbering = _number_on_paper(version, by, day, number_text)
    mark = Mark(
        number=numbering.number.text if numbering else None,
        symbol=numbering.symbol if numbering else kind_of(version).symbol(version, ""),
        issued_on=day,
        signer=signer,
    )
    return mark, numbering


def _check_pen(version: Version, day: date, signer: Signer, by: Officer) -> None:
    kind, chain = kind_of(version), chain_of(version)
    must(permissions.may_issue(version, by), permissions.NOT_TO_ISSUE)
    deeds.go("paper", version)
    rules.check_issue_day(day=day, signed_on=None, today=clock.today())
    rules.check_ready_for_pen(
        steps=chain.names, taken=[step.name for step in version.steps.all()], labels=chain.labels
    )
    rules.check_finished([missing.text for missing in kind.unfinished(version.subject)])
    rules.check_signer(signer.name)


def _number_on_paper(version: Version, by: Officer, day: date, number_text: str) -> Numbering | None:
    """The number on the paper: the one that is kept for the version, where it was numbered before."""
    kept = deeds.numbering_of(version)
    if kept is None:
        return _number(kind_of(version), version, by, day, number_text)
    _check_kept(kept, number_text)
    if kept.day != day:
        raise Refused(_OTHER_DAY, number=kept.number.text, day=written(kept.day))
    return kept


@transaction.atomic
def _write_on_paper(
    version: Version,
    number_text: str,
    day: date,
    scan: StoredFile,
    compared_by: Officer,
    by: Officer,
    signer: Signer,
    now: datetime,
    kept: Numbering | None,
    besides: tuple[tuple[Rendition, StoredFile], ...],
) -> Issue:
    version = hold(version)
    _check_pen(version, day, signer, by)
    if kept is not None:
        _check_still_kept(kept)
    numbering = _number_on_paper(version, by, day, number_text)
    return _issued(
        version,
        by,
        Issue(
            version=version,
            number=numbering.number if numbering else None,
            symbol=numbering.symbol if numbering else kind_of(version).symbol(version, ""),
            issued_on=day,
            issued_by=by,
            issued_at=clock.now(),
            way=Way.PAPER,
            signer_name=signer.name,
            signer_post=signer.post,
            scan=scan,
            scan_sha256=scan.sha256,
            compared_by=compared_by,
            compared_at=now,
        ),
        action="office.issued_on_paper",
        besides=besides,
    )
