"""Numbers and days that no database and no calendar holds find nothing; they break nothing."""

from __future__ import annotations

import pytest

LARGE = 10**20


@pytest.mark.parametrize("page", ["", "ban-giay/"])
@pytest.mark.parametrize("way", ["ban-ky", "thong-tin"])
def test_a_number_beyond_the_database_finds_nothing(coordinator, client_of, way, page):
    assert client_of(coordinator).get(f"/gui-di/{way}/{LARGE}/{page}").status_code == 404


@pytest.mark.parametrize("span", ["ngay", "3-ngay", "tuan"])
def test_the_first_day_of_the_calendar_is_shown(coordinator, client_of, span):
    assert client_of(coordinator).get(f"/bao-chi/?ngay=0001-01-01&khoang={span}").status_code == 200
