"""Links as pages write them, which may be no addresses at all."""

from __future__ import annotations

from urllib.parse import urljoin, urlsplit


def host_of(address: str) -> str:
    """The host, without port and without www."""
    try:
        return (urlsplit(address).hostname or "").lower().removeprefix("www.").removeprefix("m.")
    except ValueError:
        return ""


def joined(base: str, link: str) -> str:
    """The address that a link on the page ``base`` leads to; "" for what is none ("//[x", "http://[::1")."""
    try:
        whole = urljoin(base, link)
        urlsplit(whole)  # urljoin without a base looks at nothing
    except ValueError:
        return ""
    return whole
