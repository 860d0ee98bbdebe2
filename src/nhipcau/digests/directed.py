"""What a leader's word on an item of a digest needs to know of it."""

from __future__ import annotations

from collections.abc import Iterable

from nhipcau.agencies.models import Officer
from nhipcau.digests.models import DigestItem
from nhipcau.kernel.refusal import N_, Refused


def not_signed(item: DigestItem) -> Refused | None:
    """Why nothing may be directed on an item yet."""
    if item.digest.is_signed:
        return None
    return Refused(N_("Bản tin chưa ký nên chưa cho ý kiến chỉ đạo được."))


def signers(item: DigestItem) -> Iterable[Officer]:
    """Whoever signed the issue is told of what leaders say to it."""
    return [item.digest.signed_by] if item.digest.signed_by is not None else []
