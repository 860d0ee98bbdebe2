"""Which addresses of a messenger are taken when they are typed."""

from __future__ import annotations

import pytest

from nhipcau.kernel.refusal import Refused
from nhipcau.office.outward import rules


@pytest.mark.parametrize(
    "url",
    [
        "",
        "chat.tinh.gov.vn/hooks",
        "ftp://a.vn/",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "https://",
        "https:///hooks",
        "https://a.vn:0/",
        "https://a.vn:99999/",
        "https://a.vn:x/",
        "https://ai:do@a.vn/",
        "https://a.vn@evil.vn/",
        "https://a.vn/#doan",
        "https://a.vn/x y",
        "https://a.vn\\@evil.vn/",
        "https://a.vn/\r\nX-Evil: 1",
        "https://cơ-quan.vn/",
        "http://a.vn/",
    ],
)
def test_what_is_no_https_address_is_refused_when_it_is_typed(url):
    with pytest.raises(Refused):
        rules.check_address(url, has_inside=False)


@pytest.mark.parametrize("url", ["https://chat.tinh.gov.vn/hooks/abc?x=1", "https://8.8.8.8:8443/", "https://[2001:4860::1]/"])  # fmt: skip
def test_public_https_addresses_are_taken(url):
    rules.check_address(url, has_inside=False)
