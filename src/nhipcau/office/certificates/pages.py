"""What the pages of certificates show, as values made once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext

from nhipcau.engines.pdfsign.model import Signature
from nhipcau.office.certificates import queries, rules
from nhipcau.office.certificates.models import KeyFile, TrustedIssuer


@dataclass(frozen=True, slots=True)
class _Lasting:
    """Something with days, at a moment."""

    held: KeyFile | TrustedIssuer
    now: datetime

    @property
    def _validity(self) -> rules.Validity:
        return rules.validity_of(valid_from=self.held.valid_from, valid_to=self.held.valid_to, now=self.now)

    @property
    def label(self) -> str:
        return gettext(rules.VALIDITY_LABELS[self._validity])

    @property
    def tone(self) -> str:
        return rules.VALIDITY_TONES[self._validity]


@dataclass(frozen=True, slots=True)
class KeyRow(_Lasting):
    """A file that signs: whose, from whom, until when."""

    held: KeyFile

    @property
    def whose(self) -> str:
        return str(self.held.officer or self.held.agency)

    @property
    def is_seal(self) -> bool:
        return self.held.agency_id is not None


@dataclass(frozen=True, slots=True)
class SignatureRow:
    """What one signature in a PDF says, in words."""

    signature: Signature

    @property
    def who(self) -> str:
        return self.signature.name or gettext("không đọc được tên người ký")

    @property
    def organisations(self) -> str:
        return ", ".join(self.signature.organisations)

    @property
    def integrity(self) -> str:
        return gettext(rules.INTEGRITY_LABELS[self.signature.integrity])

    @property
    def tone(self) -> str:
        return rules.INTEGRITY_TONES[self.signature.integrity]

    @property
    def issuer(self) -> str:
        known = (
            gettext("nơi cấp được tin") if self.signature.issuer_known else gettext("nơi cấp chưa được tin")
        )
        return f"{known}: {self.signature.issuer}" if self.signature.issuer else known

    @property
    def issuer_tone(self) -> str:
        return "good" if self.signature.issuer_known else "warn"

    @property
    def days(self) -> str:
        """Whether the certificate was within its days at the moment of signing; "" where it was."""
        return "" if self.signature.in_force else gettext("chứng thư không còn hạn vào lúc ký")

    @property
    def revocation(self) -> str:
        return gettext("chưa kiểm tra chứng thư có bị thu hồi hay không")

    @property
    def lines(self) -> list[str]:
        """All of it for a command line."""
        moment = self.signature.at.astimezone() if self.signature.at else None
        when = moment.strftime("%H:%M:%S %d/%m/%Y %z") if moment else gettext("không ghi giờ ký")
        who = f"{self.who} ({self.organisations})" if self.organisations else self.who
        said = [f"{who}, {when}: {self.integrity}", self.issuer, self.days, self.revocation]
        return [line for line in said if line]


def key_rows(keys: Iterable[KeyFile], now: datetime) -> list[KeyRow]:
    """Files as the list shows them."""
    return [KeyRow(key, now) for key in keys]


def issuer_rows(now: datetime) -> list[_Lasting]:
    """The issuers that are trusted."""
    return [_Lasting(issuer, now) for issuer in queries.issuers()]


def signature_rows(signatures: tuple[Signature, ...]) -> list[SignatureRow]:
    """The signatures of a PDF in the order of signing."""
    return [SignatureRow(signature) for signature in signatures]
