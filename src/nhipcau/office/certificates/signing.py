"""Signing a PDF with a kept file, and reading what the signatures of any PDF say; outside every transaction."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.utils import timezone

from nhipcau.engines.pdfsign import work
from nhipcau.engines.pdfsign.errors import PdfSignError
from nhipcau.engines.pdfsign.model import Asked, Fill, Signature
from nhipcau.kernel import reading, sentences
from nhipcau.kernel.refusal import N_, Refused
from nhipcau.office.certificates import queries, rules, vault
from nhipcau.office.certificates.models import KeyFile

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Unlocked:
    """A kept file with the passphrase that somebody has just typed; lives as long as the request."""

    key: KeyFile
    passphrase: str = field(repr=False)


def check(unlocked: Unlocked) -> None:
    """Raise Refused for a file that could not sign now: removed, out of its days, wrong passphrase, gone."""
    held = _held(unlocked.key)
    _said(reading.keys, work.key_facts, held, unlocked.passphrase, name=unlocked.key.name)


def _held(key: KeyFile) -> bytes:
    if not KeyFile.objects.standing().filter(pk=key.pk).exists():
        raise Refused(N_("Chứng thư số này vừa được gỡ. Hãy chọn chứng thư khác."))
    rules.check_days(name=key.name, valid_from=key.valid_from, valid_to=key.valid_to, now=timezone.now())
    return vault.take(key.file, key.sha256)


def sign(pdf: bytes, unlocked: Unlocked, asked: Asked) -> bytes:
    """The PDF with one signature more.  Raises Refused as ``check`` does."""
    held = _held(unlocked.key)
    return _said(reading.keys, work.sign, pdf, held, unlocked.passphrase, asked, name=unlocked.key.name)


def fill(pdf: bytes, fills: tuple[Fill, ...]) -> bytes:
    """The PDF with open places filled and no signature more.  Raises Refused."""
    return _said(reading.signatures, work.fill, pdf, fills, name="PDF")


def read(pdf: bytes, *, name: str) -> tuple[Signature, ...]:
    """Every signature of a PDF from anywhere.  Raises Refused for what is no PDF or does not come to an end."""
    return _said(reading.signatures, work.read, pdf, queries.trusted(), name=name)


def _said(call: Callable[..., Any], function: Callable[..., _T], *args: Any, name: str) -> _T:
    try:
        found: _T = call(function, *args, name=name)
    except PdfSignError as refused:
        raise sentences.refusal(refused) from None
    return found
