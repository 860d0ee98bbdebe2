"""Every main screen of the demonstration but the press's: no violation of WCAG 2.2 AA, no sideways scrolling on a phone."""

from __future__ import annotations

import re

import pytest

from nhipcau.agencies.models import Officer
from nhipcau.office.directions.models import Direction
from nhipcau.plans.actions import imports
from nhipcau.plans.models import PlanImport, Task, UnitPlan
from nhipcau.plans.states import ImportState
from nhipcau.plans.unit_states import UnitPlanState
from nhipcau.reports.models import ReportRound
from tests.journeys.conftest import PHONE
from tests.journeys.screens import CONTRAST, look_at, turn, violations, violations_asked_of_all

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


def _reports() -> list[str]:
    half, quarter = ReportRound.objects.order_by("due_on")
    province, writing = half.reports.get(agency=None), quarter.reports.get(agency=None)
    returned = half.reports.exclude(corrects=None).get()
    task = quarter.plan.tasks.get(number="1.3")
    return [
        "/bao-cao/", "/bao-cao/tong-quan/", "/bao-cao/lanh-dao/", "/bao-cao/mo/", "/bao-cao/de-cuong/", f"/bao-cao/dot/{half.pk}/", f"/bao-cao/dot/{half.pk}/sap-xep/",
        f"/bao-cao/{province.pk}/", f"/bao-cao/{province.pk}/phan/V.2/", f"/bao-cao/{writing.pk}/",
        f"/bao-cao/{returned.pk}/", f"/bao-cao/{returned.pk}/phan/task:{task.pk}/", f"/bao-cao/{returned.pk}/ban-giay/",
    ]  # fmt: skip


def _leader() -> list[str]:
    return ["/", *reversed(_task_and_plan())]


def _officer() -> list[str]:
    return ["/", _task_and_plan()[1], "/co-quan/so-cong-thuong/"]


def _unit_plans() -> list[str]:
    """The board, and plans that were issued, handed in and sent back, as the coordinator sees them."""
    board = f"{_task_and_plan()[1]}ke-hoach-don-vi/"
    own = UnitPlan.objects.order_by("pk")
    handed_in = f"/ke-hoach-don-vi/{own.get(state=UnitPlanState.SUBMITTED).pk}/"
    return [board, f"{board}thoi-han/", f"/ke-hoach-don-vi/{own[0].pk}/", handed_in, f"{handed_in}tra-lai/"]


def _own_unit_plan() -> list[str]:
    sent_back = UnitPlan.objects.get(state=UnitPlanState.RETURNED)
    line = sent_back.lines.exclude(returned_reason="").get()
    return [
        f"/ke-hoach-don-vi/{sent_back.pk}/",
        f"/ke-hoach-don-vi/dong/{line.pk}/",
        f"/ke-hoach-don-vi/{sent_back.pk}/phan-chung/",
    ]


def _administrator() -> list[str]:
    return ["/can-bo/", "/can-bo/them/", "/can-bo/vai-tro/", "/tai-khoan/2fa/", "/tai-khoan/password/change/"]


def _task_and_plan() -> tuple[str, str]:
    with_talk = Direction.objects.filter(about_type__model="task").first()
    return f"/nhiem-vu/{with_talk.about_id}/", f"/ke-hoach/{Task.objects.first().plan_id}/"


AREAS = {
    "plan": ("dieuphoi", _plan),
    "office": ("dieuphoi", _office),
    "reports": ("dieuphoi", _reports),
    "leader": ("lanhdao", _leader),
    "officer": ("canbo", _officer),
    "unit_plans": ("dieuphoi", _unit_plans),
    "own_unit_plan": ("canbo", _own_unit_plan),
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
    for page, address, found in look_at(open_as, username, addresses()):
        wrong += found
        if pictures:
            _keep(page, pictures, username, address)
    if pictures and username == ENGLISH[0]:
        _keep_entrance_and_english(open_as, pictures)
    assert wrong == []


def _keep(page, pictures, username, address):
    names = [name for account, shape, name in SHOTS if account == username and re.fullmatch(shape, address)]
    for name in names:
        pictures.mkdir(parents=True, exist_ok=True)
        page.reload()  # as an officer finds it: what was looked at had every fold opened
        turn(page, "light")
        # The calendar's rows stand below the fold.
        page.screenshot(path=pictures / f"{name}.png", full_page=name == "lich")
        if name in ON_PHONES:
            page.set_viewport_size(PHONE)
            page.screenshot(path=pictures / f"{name}-dien-thoai.png")


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


FAULTS = """
<p class="d-lg-none"><img id="small" src="/none.png"></p>
<p class="d-none d-lg-block"><img id="large" src="/none.png"></p>
<p class="text-white" id="pale">Chữ nhạt</p>
<p class="text-dark" id="dark">Chữ tối</p>
<details><summary>Thêm</summary><button type="button" id="folded"></button></details>
<p class="text-nowrap">{wide}</p>
<p>{{{{ tên }}}}</p>
<p><span id="glued"><svg width="16" height="16"></svg>Chỉ đạo</span></p>
""".format(wide="rộng " * 20)
SEEN = {
    "360": {
        "light image-alt: small", "light color-contrast: pale", "light button-name: folded", "scrolls sideways",
        "shows the template's own marks", "a picture glued to its word: glued",
    },
    "1440": {
        "light image-alt: large", "light color-contrast: pale", "light button-name: folded", "dark color-contrast: dark",
        "shows the template's own marks", "a picture glued to its word: glued",
    },
}  # fmt: skip


def test_the_walk_sees_faults_where_they_are(open_as, officer):
    """Laid into a page on its way to the browser, seen at the widths and in the colours that show them, and nowhere else."""

    def lay(route):
        answer = route.fetch()
        route.fulfill(response=answer, body=answer.text().replace("</main>", f"{FAULTS}</main>"))

    def opened(user, size):
        page = open_as(user, size=size)
        page.route("**/thong-bao/", lay)
        return page

    addresses = ["/thong-bao/", "/thong-bao/tuy-chon/"]
    (_page, address, found), (_page, _address, none) = look_at(opened, officer.username, addresses)
    assert none == []
    for width, expected in SEEN.items():
        lines = [line for line in found if f" {width} " in line]
        assert {_told(line, address) for line in lines} == expected


def _told(line: str, address: str) -> str:
    """officer width [theme] address fault: element → [theme] fault: its id"""
    said = re.sub(rf"^\S+ \d+ (light |dark )?\S*{address} ", r"\1", line)
    named = re.search(r'id="(\w+)"', said)
    return said.split(": <")[0] + (f": {named[1]}" if named else "")


ALIKE = {
    "none": "",
    "one of three pale": "<p>Một hai</p><p id=it data-look='color: #bbb'>Ba bốn</p><p>Năm sáu</p>",
    "the pale one after a letter as pale": "<p data-look='color: #bbb'>M</p><p id=it data-look='color: #bbb'>Ba bốn</p>",
    "the pale one after a picture as pale": "<p data-look='color: #bbb'>→</p><p id=it data-look='color: #bbb'>Ba bốn</p>",
    "the pale one after one that cannot be pressed": """<button data-look='color: #bbb; opacity: 1' disabled>Một hai</button>
        <button id=it data-look='color: #bbb'>Ba bốn</button>""",
    "the pale one after one that nobody sees": """<p data-look='color: #bbb; height: 0; overflow: hidden'>Một hai</p>
        <p data-look='color: #bbb; visibility: hidden'>Một hai</p><p id=it data-look='color: #bbb'>Ba bốn</p>""",
    "a box under one of three": """<div data-look='position: relative; z-index: 0'>
        <p>Một hai</p><p id=it>Ba bốn</p><p>Năm sáu</p><div id=under data-look='position: absolute; background: #333; z-index: -1'></div></div>""",
    "one of three out of its box": """<div data-look='width: 300px; height: 40px; background: #333; color: #fff; white-space: nowrap'>
        <p data-look='width: 100px; height: 30px; position: relative; left: 0'>Một hai</p></div>
        <div data-look='width: 300px; height: 40px; background: #333; color: #fff; white-space: nowrap'>
        <p id=it data-look='width: 100px; height: 30px; position: relative; left: 400px'>Ba bốn</p></div>""",
    "a pale field after a dark one": "<input aria-label=a value=Một><input aria-label=b id=it value=Hai data-look='color: #bbb; background: #fff'>",
    "a pale label of a field after one of a dead field": """<label data-look='color: #bbb'>Một hai <input disabled></label>
        <label id=it data-look='color: #bbb'>Ba bốn <input></label>""",
}
_LAY = """(html) => {
  document.getElementById("laid")?.remove();
  document.querySelector("main, body").insertAdjacentHTML("beforeend", `<div id="laid">${html}</div>`);
  document.querySelectorAll("[data-look]").forEach((one) => { one.style.cssText = one.dataset.look; });
  const [under, it] = [document.getElementById("under"), document.getElementById("it")];
  if (under) Object.assign(under.style, { top: `${it.offsetTop}px`, left: 0, width: "100%", height: `${it.offsetHeight}px` });
}"""


def test_of_words_drawn_alike_none_is_passed_over(open_as, installation):
    """Asked about the first of them, axe finds what it finds when asked about each."""
    page = open_as()
    page.goto("/tai-khoan/login/")
    for name, html in ALIKE.items():
        page.evaluate(_LAY, html)
        of_first = {line.split(" ", 2)[1] for line in violations(page, only=CONTRAST)}
        of_all = violations_asked_of_all(page, only=CONTRAST)
        assert of_first == {f"{rule}:" for rule, _element in of_all}, name
        assert [rule for rule, element in of_all if 'id="it"' in element] == ["color-contrast"] * bool(
            html
        ), name
