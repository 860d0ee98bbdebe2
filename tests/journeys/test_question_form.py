"""A question of a data call: its form shows what the chosen kind asks for, with scripts and without, on a phone and on a desk."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from nhipcau.kernel import clock
from nhipcau.reports.calls.actions import preparing
from nhipcau.reports.datacalls import DataCall
from nhipcau.reports.tests.call_cast import head
from tests.journeys.conftest import DESKTOP, PHONE, _signed_in

pytestmark = [pytest.mark.browser, pytest.mark.long, pytest.mark.django_db(transaction=True)]
FIELDS = {"text", "unit", "may_add", "columns", "indicator", "hint"}
SHOWN = {
    "text": {"text", "hint"},
    "number": {"text", "unit", "may_add", "hint"},
    "table": {"text", "columns", "hint"},
    "indicator": {"indicator", "hint"},
}


@pytest.fixture
def call(installation, coordinator) -> DataCall:
    return preparing.make_call(head=head(due=clock.today() + timedelta(days=30)), by=coordinator)


def look_and_ask(page, call: DataCall) -> None:
    page.goto(reverse("reports:call_question", args=[call.pk]))
    for kind, wanted in SHOWN.items():
        page.locator("[name=kind]").select_option(kind)
        shown = {name for name in FIELDS if page.locator(f"[name={name}]").is_visible()}
        assert shown == wanted, kind
    page.locator("[name=kind]").select_option("number")
    page.locator("[name=text]").fill("Số đoàn phóng viên nước ngoài")
    page.locator("[name=unit]").fill("đoàn")
    page.locator("[name=kind]").select_option("text")
    page.get_by_role("button", name="Lưu câu hỏi").click()
    page.wait_for_url(f"**{reverse('reports:call', args=[call.pk])}**")
    asked = call.questions.get()
    assert (asked.kind, asked.text, asked.unit) == ("text", "Số đoàn phóng viên nước ngoài", "")


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_only_the_fields_of_the_chosen_kind_are_shown(size, call, coordinator, open_as):
    look_and_ask(open_as(coordinator, size), call)


def test_and_without_scripts(call, coordinator, browser, live_server, underway):
    context = browser.new_context(viewport=PHONE, base_url=live_server.url, java_script_enabled=False)
    context.add_cookies(_signed_in(coordinator, live_server.url))
    look_and_ask(context.new_page(), call)
    context.close()
