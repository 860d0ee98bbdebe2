"""Everything that writes about certificates."""

from __future__ import annotations

import base64
import hashlib
from datetime import datetime

from django.core.files import File
from django.db import transaction

from nhipcau.agencies.models import Agency, Officer
from nhipcau.engines.pdfsign import work
from nhipcau.engines.pdfsign.errors import PdfSignError
from nhipcau.engines.pdfsign.model import LARGEST_KEY, Certificate
from nhipcau.kernel import audit, reading, rows, sentences
from nhipcau.kernel.access import demand, must
from nhipcau.kernel.atomic import refuse_inside
from nhipcau.kernel.refusal import N_, Refused
from nhipcau.office.certificates import queries, rules, vault
from nhipcau.office.certificates.models import IssuerRemoved, KeyFile, KeyRemoved, TrustedIssuer
from nhipcau.office.permissions import KEEP_CERTIFICATES


def add_key(
    *,
    content: File,
    passphrase: str,
    by: Officer,
    now: datetime,
    officer: Officer | None = None,
    agency: Agency | None = None,
) -> KeyFile:
    """Keep a PKCS#12 file of a person or of an agency.

    passphrase: opens it once, to see whose it is; kept nowhere.  Raises Refused for a file that does not open,
    is out of its days, or is somebody else's.  Not to be called within a transaction.
    """
    refuse_inside("adding a key")
    must(queries.keeps(by, of=officer, agency=agency), queries.NOT_TO_KEEP)
    held = _bytes_of(content)
    facts = _facts(held, passphrase, name=content.name or "tep.p12")
    rules.check_days(name=facts.name, valid_from=facts.valid_from, valid_to=facts.valid_to, now=now)
    if officer is not None:
        rules.check_person(name=facts.name, person=str(officer))
    if agency is not None:
        names = [agency.name, *agency.names.values_list("name", flat=True)]
        rules.check_agency(name=facts.name, agency=agency.name, names=names)
    vault.clear(set(KeyFile.objects.standing().values_list("file", flat=True)))
    kept = vault.put(held)
    try:
        return _write_key(kept, hashlib.sha256(held).hexdigest(), facts, officer, agency, by, now)
    except BaseException:
        vault.drop(kept)
        raise


def _bytes_of(content: File) -> bytes:
    """What was uploaded, but no more than tells that it is too much."""
    content.seek(0)
    return bytes(content.read(LARGEST_KEY + 1))


def _facts(held: bytes, passphrase: str, *, name: str) -> Certificate:
    try:
        return reading.keys(work.key_facts, held, passphrase, name=name)
    except PdfSignError as refused:
        raise sentences.refusal(refused) from None


@transaction.atomic
def _write_key(
    kept: str,
    sha256: str,
    facts: Certificate,
    officer: Officer | None,
    agency: Agency | None,
    by: Officer,
    now: datetime,
) -> KeyFile:
    owner: Officer | Agency = officer or agency  # type: ignore[assignment]  # keeps() has refused neither
    rows.held(owner)  # one at a time for each
    standing = KeyFile.objects.standing().filter(officer=officer, agency=agency)
    if standing.filter(fingerprint=facts.fingerprint).exists():
        raise Refused(N_("Chứng thư này đã có trong hệ thống, không cần thêm lại."))
    key = KeyFile.objects.create(
        officer=officer,
        agency=agency,
        file=kept,
        sha256=sha256,
        name=facts.name,
        organisation=", ".join(facts.organisations)[:200],
        issuer=facts.issuer,
        serial=facts.serial,
        fingerprint=facts.fingerprint,
        valid_from=facts.valid_from,
        valid_to=facts.valid_to,
        added_by=by,
        added_at=now,
    )
    audit.record("office.key_added", target=owner, by=by, data=_said(key))
    return key


def _said(key: KeyFile) -> dict[str, object]:
    return {
        "name": key.name,
        "issuer": key.issuer,
        "serial": key.serial,
        "valid_to": key.valid_to,
        "fingerprint": key.fingerprint,
    }


def remove_key(*, key: KeyFile, by: Officer, now: datetime) -> None:
    """Take a file out: its row stays as history, its bytes go.  Not to be called within a transaction."""
    refuse_inside("removing a key")
    must(queries.keeps(by, of=key.officer, agency=key.agency), queries.NOT_TO_KEEP)
    with transaction.atomic():
        owner = key.officer or key.agency
        if not KeyRemoved.objects.filter(key=key).exists():
            KeyRemoved.objects.create(key=key, by=by, at=now)
            audit.record("office.key_removed", target=owner, by=by, data=_said(key))
    vault.drop(key.file)


def add_issuers(*, content: File, by: Officer, now: datetime) -> list[TrustedIssuer]:
    """Trust the issuers in a file (PEM or DER); those already trusted are left as they are.  Raises Refused."""
    refuse_inside("adding an issuer")
    demand(by, KEEP_CERTIFICATES)
    try:
        found = reading.signatures(work.issuers_in, _bytes_of(content), name=content.name or "tep.crt")
    except PdfSignError as refused:
        raise sentences.refusal(refused) from None
    return _write_issuers(found, by, now)


@transaction.atomic
def _write_issuers(found: tuple[Certificate, ...], by: Officer, now: datetime) -> list[TrustedIssuer]:
    known = set(TrustedIssuer.objects.standing().values_list("fingerprint", flat=True))
    made = []
    for facts in {one.fingerprint: one for one in found if one.fingerprint not in known}.values():
        issuer = TrustedIssuer.objects.create(
            name=facts.name or facts.issuer,
            fingerprint=facts.fingerprint,
            certificate=base64.b64encode(facts.der).decode("ascii"),
            valid_from=facts.valid_from,
            valid_to=facts.valid_to,
            added_by=by,
            added_at=now,
        )
        audit.record(
            "office.issuer_added", by=by, data={"name": issuer.name, "fingerprint": issuer.fingerprint}
        )
        made.append(issuer)
    if not made:
        raise Refused(N_("Nơi cấp này đã được tin từ trước."))
    return made


@transaction.atomic
def remove_issuer(*, issuer: TrustedIssuer, by: Officer, now: datetime) -> None:
    """Trust an issuer no more."""
    demand(by, KEEP_CERTIFICATES)
    if not IssuerRemoved.objects.filter(issuer=issuer).exists():
        IssuerRemoved.objects.create(issuer=issuer, by=by, at=now)
        audit.record(
            "office.issuer_removed", by=by, data={"name": issuer.name, "fingerprint": issuer.fingerprint}
        )
