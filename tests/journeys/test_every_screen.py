"""Every main screen of the demonstration: no violation of WCAG 2.2 AA, no sideways scrolling on a phone."""

from __future__ import annotations

import re

import pytest
from axe_playwright_python.sync_playwright import Axe

from nhipcau.agencies.models import Officer
from nhipcau.agencies.rules import DEMO_PASSWORD
from nhipcau.desk.demo.build import build
from nhipcau.plans.actions import imports
from nhipcau.plans.models import PlanImport, Task
from tests.journeys import conftest
from tests.journeys.conftest import DESKTOP, PHONE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}
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


def _screens() -> dict[str, list[str]]:
    """Addresses by account."""
    plan = Task.objects.first().plan
    with_talk = Task.objects.filter(comments__is_direction=True).first()
    waiting = PlanImport.objects.filter(state=PlanImport.State.READ).first()
    task, here = f"/nhiem-vu/{with_talk.pk}/", f"/ke-hoach/{plan.pk}/"
    return {
        "dieuphoi": [
            "/", "/ke-hoach/", "/ke-hoach/nhap/", f"/ke-hoach/nhap/{waiting.pk}/", here, f"{here}?xem=cot", f"{here}?xem=lich&thang=2026-06",
            f"{here}?xem=tien-do", f"{here}ghep-ten/", task, f"{task}sua/", "/co-quan/", "/co-quan/dau-moi/", "/co-quan/nhom/", "/co-quan/ghep-ten/",
            "/co-quan/so-cong-thuong/", "/van-ban/", f"/van-ban/{plan.document_id}/", "/nhat-ky/", "/thong-bao/", "/thong-bao/tuy-chon/", "/lich/",
        ],
        "lanhdao": ["/", here, task],
        "canbo": ["/", here, "/co-quan/so-cong-thuong/"],
        "quantri": ["/can-bo/", "/can-bo/them/", "/tai-khoan/2fa/", "/tai-khoan/password/change/"],
    }  # fmt: skip


@pytest.fixture
def demo(db, monkeypatch):
    """The demonstration, with one more import that waits to be checked."""
    build(lambda _line: None)
    first = PlanImport.objects.get()
    again = PlanImport.objects.create(file=first.file, uploaded_by=first.uploaded_by)
    imports.read_import.call(again.pk)
    monkeypatch.setattr(conftest, "PASSWORD", DEMO_PASSWORD)


def _violations(page) -> list[str]:
    found = Axe().run(page, options=RULES).response["violations"]
    return [f"{page.url} {item['id']}: {item['nodes'][0]['html'][:160]}" for item in found]


@pytest.mark.timeout(900)
def test_every_screen_is_accessible_and_fits_a_phone(open_as, demo, pictures):
    wrong = []
    for username, addresses in _screens().items():
        account = Officer.objects.get(username=username)
        desk, phone = open_as(account, size=DESKTOP), open_as(account, size=PHONE)
        for address in addresses:
            desk.goto(address)
            desk.wait_for_load_state("networkidle")
            wrong += _violations(desk)
            desk.evaluate("document.documentElement.setAttribute('data-bs-theme', 'dark')")
            wrong += [f"dark {line}" for line in _violations(desk)]
            phone.goto(address)
            if phone.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
                wrong.append(f"{address} scrolls sideways at 360 px")
            if pictures:
                _keep(desk, phone, pictures, username, address)
    if pictures:
        _keep_entrance_and_english(open_as, pictures)
    assert wrong == []


def _keep(desk, phone, pictures, username, address):
    names = [name for account, shape, name in SHOTS if account == username and re.fullmatch(shape, address)]
    for name in names:
        pictures.mkdir(parents=True, exist_ok=True)
        desk.evaluate("document.documentElement.setAttribute('data-bs-theme', 'light')")
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
    page.click("button[name=language]")
    page.wait_for_selector("html[lang=en]")
    page.screenshot(path=pictures / f"{name}.png")


def test_the_sign_in_page_is_accessible_to_everyone(open_as, installation):
    page = open_as()
    page.goto("/tai-khoan/login/")
    assert _violations(page) == []
