"""Every main screen of the demonstration but the press's: no violation of WCAG 2.2 AA, no sideways scrolling on a phone."""

from __future__ import annotations

import re

import pytest

from nhipcau.agencies.models import Officer
from nhipcau.office.directions.models import Direction
from nhipcau.plans.actions import imports
from nhipcau.plans.models import PlanImport, Task
from nhipcau.plans.states import ImportState
from tests.journeys.screens import CONTRAST, look_at, turn, violations

pytestmark = [pytest.mark.browser, pytest.mark.long, pytest.mark.django_db(transaction=True)]
# Pictures for the handbook and README: account, address, name.
SHOTS = (
    ("dieuphoi", r"/", "ban-dieu-phoi"), ("lanhdao", r"/", "ban-lanh-dao"), ("canbo", r"/", "ban-can-bo"),
    ("dieuphoi", r"/ke-hoach/nhap/", "nhap-ke-hoach"), ("dieuphoi", r"/ke-hoach/nhap/\d+/", "kiem-tra"),
    ("dieuphoi", r"/ke-hoach/\d+/", "bang"), ("dieuphoi", r".*xem=cot", "cot"), ("dieuphoi", r".*xem=lich.*", "lich"),
    ("dieuphoi", r".*xem=tien-do", "tien-trinh"), ("lanhdao", r"/nhiem-vu/\d+/", "nhiem-vu"),
    ("dieuphoi", r"/co-quan/dau-moi/", "dau-moi"), ("dieuphoi", r"/co-quan/so-cong-thuong/", "co-quan"), ("dieuphoi", r"/thong-bao/tuy-chon/", "tuy-chon-thong-bao"),
    ("quantri", r"/can-bo/", "tai-khoan"), ("dieuphoi", r"/nhat-ky/", "nhat-ky"),
)  # fmt: skip
ON_PHONES = {"ban-can-bo", "ban-lanh-dao"}
ENGLISH = ("lanhdao", "ban-lanh-dao-en")


def _plan() -> list[str]:
    waiting = PlanImport.objects.filter(state=ImportState.READ).first()
    task, here = _task_and_plan()
    return [
        "/", "/ke-hoach/", "/ke-hoach/nhap/", f"/ke-hoach/nhap/{waiting.pk}/", here, f"{here}?xem=cot", f"{here}?xem=lich&thang=2026-06",
        f"{here}?xem=tien-do", f"{here}ghep-ten/", task, f"{task}sua/",
    ]  # fmt: skip


def _office() -> list[str]:
    document = Task.objects.first().plan.document_id
    return [
        "/co-quan/", "/co-quan/dau-moi/", "/co-quan/nhom/", "/co-quan/ghep-ten/", "/co-quan/so-cong-thuong/", "/van-ban/",
        f"/van-ban/{document}/", "/nhat-ky/", "/thong-bao/", "/thong-bao/tuy-chon/", "/lich/",
    ]  # fmt: skip


def _leader() -> list[str]:
    return ["/", *reversed(_task_and_plan())]


def _officer() -> list[str]:
    return ["/", _task_and_plan()[1], "/co-quan/so-cong-thuong/"]


def _administrator() -> list[str]:
    return ["/can-bo/", "/can-bo/them/", "/can-bo/vai-tro/", "/tai-khoan/2fa/", "/tai-khoan/password/change/"]


def _task_and_plan() -> tuple[str, str]:
    with_talk = Direction.objects.filter(about_type__model="task").first()
    return f"/nhiem-vu/{with_talk.about_id}/", f"/ke-hoach/{Task.objects.first().plan_id}/"


AREAS = {
    "plan": ("dieuphoi", _plan),
    "office": ("dieuphoi", _office),
    "leader": ("lanhdao", _leader),
    "officer": ("canbo", _officer),
    "administrator": ("quantri", _administrator),
}


@pytest.fixture
def waiting_import(demo):
    """The demonstration, with one more import that waits to be checked."""
    first = PlanImport.objects.get()
    again = PlanImport.objects.create(file=first.file, uploaded_by=first.uploaded_by)
    imports.read_import.call(again.pk)


@pytest.mark.timeout(600)
@pytest.mark.parametrize("area", AREAS)
def test_every_screen_is_accessible_and_fits_a_phone(open_as, waiting_import, pictures, area):
    username, addresses = AREAS[area]
    wrong = []
    for desk, phone, address, found in look_at(open_as, username, addresses()):
        wrong += found
        if pictures:
            _keep(desk, phone, pictures, username, address)
    if pictures and username == ENGLISH[0]:
        _keep_entrance_and_english(open_as, pictures)
    assert wrong == []


def _keep(desk, phone, pictures, username, address):
    names = [name for account, shape, name in SHOTS if account == username and re.fullmatch(shape, address)]
    for name in names:
        pictures.mkdir(parents=True, exist_ok=True)
        turn(desk, "light")
        turn(phone, "light")
        # The calendar's rows stand below the fold.
        desk.screenshot(path=pictures / f"{name}.png", full_page=name == "lich")
        if name in ON_PHONES:
            phone.screenshot(path=pictures / f"{name}-dien-thoai.png")


def _keep_entrance_and_english(open_as, pictures):
    page = open_as()
    page.goto("/tai-khoan/login/")
    page.screenshot(path=pictures / "dang-nhap.png")
    username, name = ENGLISH
    page = open_as(Officer.objects.get(username=username))
    page.goto("/")
    page.click("button[name=language]")
    page.wait_for_selector("html[lang=en]")
    page.screenshot(path=pictures / f"{name}.png")


def test_the_sign_in_page_is_accessible_to_everyone(open_as, installation):
    page = open_as()
    page.goto("/tai-khoan/login/")
    assert violations(page) == []


def test_a_fault_on_a_screen_is_seen(open_as, installation):
    page = open_as()
    page.goto("/tai-khoan/login/")
    page.evaluate(
        """() => document.querySelector('main, body').insertAdjacentHTML('beforeend',
        '<img src="/none.png"><p id="pale">Chữ nhạt</p>')"""
    )
    page.evaluate("document.getElementById('pale').style.cssText = 'color: #eee; background: #fff'")
    light = [line for line in violations(page) if "image-alt" in line or "color-contrast" in line]
    assert len(light) == 2
    page.evaluate("document.getElementById('pale').style.cssText = 'color: #222; background: #111'")
    turn(page, "dark")
    assert [line for line in violations(page, only=CONTRAST) if "color-contrast" in line]
