"""Turning a refusal into the reader's language."""

from __future__ import annotations

from django.utils.translation import gettext

from nhipcau.kernel.refusal import Refused


def say(refused: Refused) -> str:
    """The refusal's sentence in the language of the request."""
    sentence = gettext(refused.reason)
    return sentence % refused.details if refused.details else sentence
