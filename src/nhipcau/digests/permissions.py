"""Who may see and write what of the digests: load and authorise in one call."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import Http404

from nhipcau.agencies.models import Officer
from nhipcau.agencies.rules import Permission
from nhipcau.digests.models import Digest, DigestItem, DigestSetting


def get_digest_for(officer: Officer, pk: int, permission: Permission = Permission.READ_ALL) -> Digest:
    """A digest to read, or with RUN to write.  A draft is known to those who make or sign it only."""
    if not officer.may(permission):
        raise PermissionDenied
    found = Digest.objects.select_related("corrects", "signed_by", "docx", "pdf")
    digest = found.filter(pk=pk).first()
    if digest is None or not (digest.is_signed or sees_drafts(officer)):
        raise Http404
    return digest


def get_item_for(officer: Officer, pk: int, permission: Permission) -> DigestItem:
    """An item to edit (RUN) or to answer (DIRECT); to answer, its digest must be signed."""
    if not officer.may(permission):
        raise PermissionDenied
    item = DigestItem.objects.select_related("digest", "story").filter(pk=pk).first()
    if item is None or not (item.digest.is_signed or sees_drafts(officer)):
        raise Http404
    return item


def sees_drafts(officer: Officer) -> bool:
    """Whoever makes the digests, and whoever is named to sign them."""
    return officer.may(Permission.RUN) or may_sign(officer)


def may_sign(officer: Officer) -> bool:
    """Where signers are named, they alone; else a coordinator, or a leader of the issuing agency."""
    setting = DigestSetting.objects.filter(pk=1).first()
    runs, directs = officer.may(Permission.RUN), officer.may(Permission.DIRECT)
    named = set(setting.signers.values_list("pk", flat=True)) if setting else set()
    if named:  # a leader of the province may be named, whose agency is not the one that issues
        return officer.pk in named and (runs or directs)
    issuing = setting.agency_id if setting else None
    return runs or (directs and issuing is not None and issuing in officer.own_agencies())
