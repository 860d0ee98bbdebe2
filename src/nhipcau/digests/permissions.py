"""Who may see and write what of the digests: load and authorise in one call."""

from __future__ import annotations

from django.http import Http404

from nhipcau.agencies.models import Officer
from nhipcau.digests.models import Digest, DigestItem, DigestSetting
from nhipcau.kernel.access import declare, demand
from nhipcau.kernel.refusal import N_

READ_DIGESTS = declare("digests.read", N_("Đọc bản tin điểm báo đã ký."))
EDIT_DIGESTS = declare(
    "digests.edit", N_("Soạn, biên tập, đính chính bản tin điểm báo; đặt giờ soạn và người ký.")
)
SIGN_DIGESTS = declare(
    "digests.sign", N_("Ký bản tin điểm báo khi được chỉ định hoặc thay cơ quan phát hành.")
)


def get_digest_for(officer: Officer, pk: int, permission: str = READ_DIGESTS) -> Digest:
    """A digest to read, or with EDIT_DIGESTS to write.  A draft is known to those who make or sign it only."""
    demand(officer, permission)
    found = Digest.objects.select_related("corrects")
    digest = found.filter(pk=pk).first()
    if digest is None or not (digest.is_signed or sees_drafts(officer)):
        raise Http404
    return digest


def get_item_for(officer: Officer, pk: int, permission: str) -> DigestItem:
    """An item to edit (EDIT_DIGESTS) or to answer (DIRECT); to answer, its digest must be signed."""
    demand(officer, permission)
    item = DigestItem.objects.select_related("digest", "story").filter(pk=pk).first()
    if item is None or not (item.digest.is_signed or sees_drafts(officer)):
        raise Http404
    return item


def sees_drafts(officer: Officer) -> bool:
    """Whoever makes the digests, and whoever is named to sign them."""
    return officer.may(EDIT_DIGESTS) or may_sign(officer)


def may_sign(officer: Officer) -> bool:
    """Where signers are named, they alone; else an editor, or a leader of the issuing agency."""
    if not officer.may(SIGN_DIGESTS):
        return False
    setting = DigestSetting.objects.filter(pk=1).first()
    named = set(setting.signers.values_list("pk", flat=True)) if setting else set()
    if named:  # a leader of the province may be named, whose agency is not the one that issues
        return officer.pk in named
    issuing = setting.agency_id if setting else None
    return officer.may(EDIT_DIGESTS) or issuing in officer.own_agencies()
