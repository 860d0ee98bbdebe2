"""The gallery of components in a real browser: accessible in the light and in the dark, fits a phone, fingers can hit."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.journeys.conftest import DESKTOP, PHONE
from tests.journeys.screens import turn, wrong_on

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
FINGER = 44


@pytest.fixture
def gallery(settings):
    """The address of the gallery, served in this test only."""
    here = Path(__file__).parents[1] / "gallery" / "templates"
    first = settings.TEMPLATES[0]
    settings.TEMPLATES = [{**first, "DIRS": [*first["DIRS"], here]}]
    settings.ROOT_URLCONF = "tests.gallery.urls"
    return "/thanh-phan/"


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desk", "phone"])
def test_every_component_is_accessible_and_fits(open_as, installation, gallery, pictures, size):
    page = open_as(size=size)
    assert wrong_on(page, gallery, "") == []
    if pictures:
        for theme in ("light", "dark"):
            turn(page, theme)
            page.screenshot(path=pictures / f"thanh-phan-{size['width']}-{theme}.png", full_page=True)


def test_on_a_phone_buttons_are_large_enough_and_filters_are_folded(open_as, installation, gallery):
    page = open_as(size=PHONE)
    page.goto(gallery)
    assert not page.is_visible("#q")
    page.click(".nc-filter-fold > summary")
    assert page.is_visible("#q")
    low = page.eval_on_selector_all(
        "main :is(button, a.btn, input:not([type=hidden], [type=checkbox]), select, .nc-tabs a)",
        """(found) => found.filter((one) => one.offsetParent).map((one) =>
            [one.outerHTML.slice(0, 80), one.getBoundingClientRect().height])""",
    )
    assert len(low) > 10
    assert [one for one in low if one[1] < FINGER] == []
