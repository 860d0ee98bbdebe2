"""Everything that writes about signed versions."""

from nhipcau.office.signing.actions.chain import (
    present,
    seal_of_draft,
    send_back,
    sign_and_issue,
    sign_now,
    sign_with_certificate,
    take_step,
)
from nhipcau.office.signing.actions.issuing import issue, sign_on_paper
from nhipcau.office.signing.actions.recalling import recall

__all__ = [
    "issue",
    "present",
    "recall",
    "seal_of_draft",
    "send_back",
    "sign_and_issue",
    "sign_now",
    "sign_on_paper",
    "sign_with_certificate",
    "take_step",
]
