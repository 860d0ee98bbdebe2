"""One article, one address: what two spellings of an address have in common; pure."""

from __future__ import annotations

import hashlib
import re
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from nhipcau.engines.presswire.model import PresswireError
from nhipcau.engines.presswire.net.fetch import normal_address
from nhipcau.engines.presswire.net.links import host_of

__all__ = ["canonical_of", "content_hash", "host_of", "key_of", "plain_address", "site_of"]
_TRACKING = re.compile(
    r"^(?:utm_.*|fbclid|gclid|zarsrc|gidzl|mc_[ce]id|igshid|ref_src|cmpid|ns_.*|_ga|zalo.*)$", re.IGNORECASE
)


def plain_address(url: str) -> str:
    """The address without fragment and without words that only count visitors.  Raises Unreadable bad_address."""
    parts = urlsplit(normal_address(url))
    kept = [
        (name, value)
        for name, value in parse_qsl(parts.query, keep_blank_values=True)
        if not _TRACKING.match(name)
    ]
    query = (
        urlencode(kept) if len(kept) != len(parse_qsl(parts.query, keep_blank_values=True)) else parts.query
    )
    return urlunsplit((parts.scheme, parts.netloc, parts.path or "/", query, ""))


def key_of(address: str) -> str:
    """32 hex digits that stand for an address; http and https, with and without www, are one."""
    parts = urlsplit(address)
    host = parts.netloc.lower().removeprefix("www.").removesuffix(":80").removesuffix(":443")
    same = f"{host}{parts.path.rstrip('/')}?{parts.query}"
    return hashlib.blake2b(same.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def canonical_of(address: str, stated: str) -> str:
    """The address an article is kept under.

    What a page says of itself counts only within its own site (a partner's reprint names the partner) and
    only when it names a page (some sites name their front page everywhere).
    """
    own = plain_address(address)
    try:
        said = plain_address(stated) if stated else own
    except PresswireError:
        return own
    path = urlsplit(said).path.strip("/")
    if site_of(said) != site_of(own) or (not path and urlsplit(own).path.strip("/")):
        return own
    return said


def site_of(address: str) -> str:
    """Host and port, without www and m."""
    try:
        parts = urlsplit(address)
        return f"{host_of(address)}:{parts.port or ''}"
    except ValueError:
        return ""


def content_hash(title: str, body: str) -> str:
    """Stands for the words themselves."""
    words = " ".join(f"{title} {body}".split())
    return hashlib.blake2b(words.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
