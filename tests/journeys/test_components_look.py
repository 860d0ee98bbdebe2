"""The gallery of components in a real browser: accessible in the light and in the dark, fits a phone, fingers can hit."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.journeys.conftest import DESKTOP, PHONE
from tests.journeys.screens import LOOKS, turn, wrong_on

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


FAULTS = {
    "words under the label of a card": """<table class="nc-stack"><tbody><tr><td data-label="Tiến độ">
        <b data-look="grid-column: 2">40%</b> <p data-look="grid-column: 1; grid-row: 2">còn chậm</p></td></tr></tbody></table>""",
    "a short button broken in two": '<button class="btn" data-look="width: 4rem; white-space: normal">Hoàn thành</button>',
    "a picture glued to its word": '<p><span><svg width="16" height="16"></svg>Chỉ đạo</span></p>',
    "not on one line": """<nav class="nc-crumbs" data-look="align-items: start">
        <a href="/" data-look="padding-top: 10px">Kế hoạch</a><span>tệp.docx</span></nav>""",
}


@pytest.mark.parametrize("fault", FAULTS)
def test_the_eye_that_looks_at_every_screen_sees(open_as, installation, gallery, fault):
    page = open_as(size=PHONE)
    page.goto(gallery)
    page.evaluate(
        """(html) => {
            document.querySelector("main").insertAdjacentHTML("afterbegin", html);
            document.querySelectorAll("[data-look]").forEach((one) => { one.style.cssText = one.dataset.look; });
        }""",
        FAULTS[fault],
    )
    assert [said.split(":")[0] for said in page.evaluate(LOOKS)] == [fault]
