"""Addresses that are reckoned once are those that Django reckons."""

import pytest
from django.urls import NoReverseMatch, reverse, set_script_prefix

from nhipcau.kernel.addresses import address


def test_an_address_is_django_s_each_time():
    for _again in range(2):
        for key in (7, 12):
            assert address("plans:task", key) == reverse("plans:task", args=[key])
        assert address("kernel:notices") == reverse("kernel:notices")


def test_behind_a_proxy_it_begins_with_what_stands_before_it():
    without = address("plans:task", 7)
    set_script_prefix("/nhip-cau/")
    try:
        assert address("plans:task", 7) == f"/nhip-cau{without}"
    finally:
        set_script_prefix("/")
    assert address("plans:task", 7) == without


def test_a_page_that_does_not_exist_is_refused_each_time():
    for _again in range(2):
        with pytest.raises(NoReverseMatch):
            address("plans:no_such_page")
