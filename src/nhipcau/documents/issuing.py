"""What becomes of an official paper once it is issued, whatever kind it is: entered in the register, sent to its receivers."""

from __future__ import annotations

from datetime import timedelta

from nhipcau.agencies.models import Officer
from nhipcau.documents.actions import register_issued
from nhipcau.documents.models import RegisteredDocument
from nhipcau.office.deliveries.addressing import Addressed
from nhipcau.office.deliveries.handing_out import hand_out
from nhipcau.office.signing.models import Version

ACKNOWLEDGED_WITHIN = timedelta(days=3)


def enter_and_send(
    version: Version,
    *,
    kind: str,
    title: str,
    to: Addressed,
    by: Officer,
    within: timedelta = ACKNOWLEDGED_WITHIN,
) -> RegisteredDocument:
    """In the transaction of the issue, for a kind's ``after_issue``; returns the paper as it stands in the register.

    kind: as the register names it ("báo cáo"); title: what the paper is about; within: how long receivers have to acknowledge it.  Issuer and place stand in the sealed content as
    "agency" and "place".
    """
    issue, content = version.issue, version.content
    document = register_issued(
        head={
            "number": issue.symbol,
            "kind": kind,
            "issuer": content["agency"],
            "place": content["place"],
            "date": issue.issued_on,
            "title": title,
            "signer": issue.signer_name,
            "signer_position": issue.signer_post,
        },
        file=issue.pdf or issue.scan,
        by=by,
    )
    hand_out(version=version, to=to, acknowledge_by=issue.issued_on + within, by=by)
    return document
