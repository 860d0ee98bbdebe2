"""Parcels made, read, kept; whose key is trusted."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

from django.core.files import File
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.utils.text import slugify

from nhipcau.agencies.models import Officer
from nhipcau.engines import parcels
from nhipcau.engines.parcels import Enclosed, Opened, Parcel, Sender, Unfit
from nhipcau.kernel import audit, clock, files, house_key, reading, sentences
from nhipcau.kernel.models import StoredFile
from nhipcau.kernel.refusal import N_, Refused
from nhipcau.kernel.stamps import refuse_secrets
from nhipcau.office.signing.deeds import issue_of
from nhipcau.reports.models import LookedParcel, ParcelPaper, ReceivedParcel, Report, SenderTrust
from nhipcau.reports.parcels import queries, schema
from nhipcau.reports.parcels.rules import KIND, Trust, check_note
from nhipcau.reports.parcels.schema import Told

LOOKED_KEPT = timedelta(days=7)
_LETTERS = str.maketrans({"Đ": "D", "đ": "d", "/": "-"})


def made(report: Report) -> tuple[bytes, str]:
    """The parcel of a province's report that has gone out, and its file's name.  Raises Refused for another one."""
    version = queries.issued(report)
    issue = issue_of(version) if version is not None else None
    if version is None or issue is None:
        raise Refused(N_("Chỉ lập gói từ báo cáo tổng hợp đã phát hành và chưa thu hồi."))
    said = version.content
    content = schema.content_of(
        said,
        number=issue.symbol,
        issued_on=issue.issued_on,
        signer=issue.signer_name,
        post=issue.signer_post,
        seal=version.seal,
    )
    name = slugify(f"bao-cao-{said['period']['code']}-{issue.symbol}".translate(_LETTERS))
    papers = [
        (one, ending)
        for one, ending in ((issue.docx, "docx"), (issue.pdf, "pdf"), (issue.scan, "scan.pdf"))
        if one
    ]
    issuer = report.issuer
    try:
        data = parcels.sealed(
            Parcel(
                kind=KIND,
                sender=Sender(said["agency"], issuer.code if issuer else "", said["place"]),
                subject=said["summary"],
                made_at=issue.issued_at,
                content=content,
                files=tuple(Enclosed(f"{name}.{ending}", _bytes(one)) for one, ending in papers),
            ),
            house_key.key(),
        )
    except Unfit as unfit:
        raise sentences.refusal(unfit) from unfit
    return data, f"goi-{name}.zip"


def _bytes(stored: StoredFile) -> bytes:
    with stored.content.open("rb") as file:
        found: bytes = file.read()
    return found


def bring(*, upload: File, is_declared: bool, by: Officer) -> StoredFile:
    """Lay a parcel down to be looked at, nothing of it being taken in yet; whoever runs reports looks at it and takes it in, within
    a week.  Raises Refused with the reason for what is none."""
    name = upload.name or "goi.zip"
    try:
        found = reading.look(parcels.opened_file, upload, name=name)
        told = _told(found)
    except Unfit as unfit:
        raise sentences.refusal(unfit) from unfit
    unseen = refuse_secrets(upload, is_declared=is_declared, by=by)
    stored = files.store(upload, name=name, by=by, unseen=unseen, is_brought=True)
    said = {
        "key": found.key.hex(),
        "sender": found.parcel.sender.name[:300],
        "number": told.number,
        "period": told.period,
        "brought_at": clock.now(),
        "brought_by": by,
    }
    LookedParcel.objects.update_or_create(file=stored, defaults=said)
    return stored


def opened(stored: StoredFile) -> tuple[Opened, Told]:
    """What a parcel that was laid down says.  Raises Refused for another file."""
    path = Path(stored.content.path)
    if not path.is_file():
        raise Refused(N_("Tệp không còn trong kho. Hãy tải gói lên lại."))
    try:
        found = reading.checked(parcels.opened_file, path, stored.name, name=stored.name)
        return found, _told(found)
    except Unfit as unfit:
        raise sentences.refusal(unfit) from unfit


def _told(found: Opened) -> Told:
    if found.parcel.kind != KIND:
        raise Unfit("content", what="kind")
    return schema.read(found.parcel.content)


def keep(*, stored: StoredFile, by: Officer) -> ReceivedParcel:
    """Take in a parcel whose sender's key is trusted; the same one again is the one that is here.  Raises Refused."""
    found, told = opened(stored)
    key = found.key.hex()
    if queries.trust_of(key) != Trust.TRUSTED:
        raise Refused(
            N_(
                "Khóa của đơn vị gửi (%(print)s) chưa được xác nhận. Quản trị viên đối chiếu và xác nhận khóa trước, rồi nhận gói."
            ),
            print=found.fingerprint,
        )
    papers = [
        files.store(ContentFile(one.data), name=one.name, by=by, unseen=stored.unseen)
        for one in found.parcel.files
    ]
    values = {
        "key": key,
        "sender": found.parcel.sender.name[:300],
        "sender_code": found.parcel.sender.code[:100],
        "province": found.parcel.sender.province[:200],
        "subject": found.parcel.subject[:500],
        "period": told.period,
        "number": told.number,
        "issued_on": told.issued_on,
        "corrects": told.corrects,
        "made_at": found.parcel.made_at,
        "content": found.parcel.content,
    }
    kept = _kept(stored, values, papers, by)
    for looked in LookedParcel.objects.filter(file__sha256=stored.sha256).select_related("file"):
        _let_go(looked)
    return kept


def _kept(
    stored: StoredFile, values: dict[str, Any], papers: list[StoredFile], by: Officer
) -> ReceivedParcel:
    try:
        with transaction.atomic():
            kept = ReceivedParcel.objects.create(sha256=stored.sha256, file=stored, taken_by=by, **values)
            ParcelPaper.objects.bulk_create(ParcelPaper(parcel=kept, file=paper) for paper in papers)
            audit.record(
                "report.parcel_taken",
                target=kept,
                by=by,
                data={
                    "agency": kept.sender,
                    "number": kept.number,
                    "period": kept.period,
                    "corrects": kept.corrects,
                },
            )
    except IntegrityError:
        return ReceivedParcel.objects.get(sha256=stored.sha256)  # it came before
    return kept


def sweep() -> int:
    """Forget parcels that were looked at and not taken in within a week, with their files; how many."""
    old = list(LookedParcel.objects.filter(brought_at__lt=clock.now() - LOOKED_KEPT))
    for one in old:
        _let_go(one)
    return len(old)


@transaction.atomic
def _let_go(looked: LookedParcel) -> None:
    """The row goes, and the file to which nothing else points; its bytes go with the next sweep of the store."""
    file = looked.file
    looked.delete()
    try:
        with transaction.atomic():
            file.delete()
    except ProtectedError:
        return  # it was taken in, or somebody keeps the same file elsewhere


def trust(*, stored: StoredFile, note: str, by: Officer) -> SenderTrust:
    """Trust the key by which a parcel is signed, saying how it was compared.  Raises Refused without that."""
    check_note(note)
    found, _content = opened(stored)
    return _said(found.key.hex(), found.parcel.sender.name[:300], True, note, by)


def trust_again(*, key: str, note: str, by: Officer) -> SenderTrust:
    """Trust a key anew on which there has been a word."""
    return _said(key, _known(key, note).sender, True, note, by)


def distrust(*, key: str, note: str, by: Officer) -> SenderTrust:
    """Trust a key no more: what came stays, marked; nothing more signed by it is taken in."""
    return _said(key, _known(key, note).sender, False, note, by)


def _known(key: str, note: str) -> SenderTrust:
    check_note(note)
    known = queries.trusts([key]).get(key)
    if known is None:
        raise Refused(N_("Không có khóa này. Hãy tải lại trang."))
    return known


@transaction.atomic
def _said(key: str, sender: str, is_trusted: bool, note: str, by: Officer) -> SenderTrust:
    before = queries.trusts([key]).get(key)
    if before is not None and before.is_trusted == is_trusted:
        return before
    row = SenderTrust.objects.create(key=key, sender=sender, is_trusted=is_trusted, note=note.strip(), by=by)
    audit.record(
        "report.sender_trusted" if is_trusted else "report.sender_distrusted",
        target=row,
        by=by,
        data={"agency": sender, "fingerprint": parcels.fingerprint(bytes.fromhex(key)), "reason": row.note},
    )
    return row
