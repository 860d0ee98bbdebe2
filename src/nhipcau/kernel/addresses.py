"""Addresses of pages, reckoned once: a desk gives dozens, and each takes as long as a short statement.

And whether an address is one of this house."""

from __future__ import annotations

import re
from functools import lru_cache

from django.conf import settings
from django.urls import get_script_prefix, get_urlconf, reverse


def address(name: str, *args: int | str) -> str:
    """As Django's ``reverse``; for rows of a list.  Raises NoReverseMatch."""
    return _address(name, args, get_urlconf() or settings.ROOT_URLCONF, get_script_prefix())


@lru_cache(maxsize=10_000)
def _address(name: str, args: tuple[int | str, ...], urlconf: str, prefix: str) -> str:
    """prefix: what stands before each address; it changes behind a proxy."""
    return reverse(name, urlconf, args=args)


def own(given: str) -> str:
    """An address of this house as it is, "" for any other: a page or a button may lead there, whoever wrote it."""
    return given if re.match(r"/(?![/\\])", given) and given.isprintable() else ""
