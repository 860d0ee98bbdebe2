"""Looking for anything from one box: what an officer types, what comes first, and that no role finds more than its
own pages show."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse
from tests.cast import hold
from tests.examples import lay_examples

from nhipcau.agencies.models import Agency, FocalOfficer, Officer
from nhipcau.agencies.rules import AgencyKind, FocalDuty, Role
from nhipcau.documents.actions import register_document
from nhipcau.engines.vntext import fold
from nhipcau.kernel import finding
from nhipcau.plans.models import Task
from nhipcau.press.permissions import READ_PRESS
from nhipcau.press.tests import examples as article_example

pytestmark = pytest.mark.django_db
EVERYBODY = [*(role.value for role in Role), "stranger"]


def register(number: str, title: str, by, day: date = date(2026, 3, 1)) -> None:
    register_document(head={"number": number, "title": title, "date": day}, cites=(), file=None, by=by)


def groups(who, words: str, **more) -> dict[str, list[str]]:
    found = finding.look(who, words, most=more.pop("most", 8), **more)
    return {group.name: [hit.title for hit in group.hits] for group in found}


@pytest.mark.parametrize(
    "typed", ["kế hoạch xúc", "ke hoach xuc", "KE HOACH XÚC TIẾN", "xuc tien ke", "  kế   hoạch ", "ke hoa"]
)
def test_a_document_is_found_while_its_name_is_typed_with_or_without_marks(coordinator, typed):
    register("12/KH-SCT", "Kế hoạch xúc tiến", coordinator)
    assert groups(coordinator, typed)["document"] == ["12/KH-SCT: Kế hoạch xúc tiến"]


@pytest.mark.parametrize("typed", ["Đắk Đoa", "dak doa", "ĐẮK", "đăk đ"])
def test_the_letter_dd_is_a_d(coordinator, typed):
    Agency.objects.create(
        code="xa-dak-doa", name="Xã Đắk Đoa", kind=AgencyKind.COMMUNE, valid_from=date(2025, 7, 1)
    )
    finding.rebuild("agency")
    assert "Xã Đắk Đoa" in groups(coordinator, typed)["agency"]


def test_among_equals_ones_own_agency_comes_first(officer, coordinator):
    made = [
        Agency.objects.create(code=f"tram-{place}", name=f"Trạm thử {place}", kind=AgencyKind.DEPARTMENT)
        for place in ("mot", "hai", "ba")
    ]
    finding.rebuild("agency")
    assert groups(coordinator, "trạm thử")["agency"] == ["Trạm thử ba", "Trạm thử hai", "Trạm thử mot"]
    hold(officer, Role.OFFICER, made[0])
    own = Officer.objects.get(pk=officer.pk)
    assert groups(own, "trạm thử")["agency"] == ["Trạm thử mot", "Trạm thử ba", "Trạm thử hai"]


def test_the_paper_of_the_very_symbol_comes_first_however_old_it_is(coordinator):
    register("23/KH-UBND", "Kế hoạch năm 2016", coordinator, date(2016, 1, 5))
    for year in range(2017, 2026):
        register(f"1{year % 10}23/KH-UBND", f"Kế hoạch năm {year}", coordinator, date(year, 1, 5))
    assert groups(coordinator, "23/KH-UBND", most=3)["document"][0] == "23/KH-UBND: Kế hoạch năm 2016"
    assert groups(coordinator, "23/kh", most=3)["document"][0] == "23/KH-UBND: Kế hoạch năm 2016"
    assert len(groups(coordinator, "kh-ubnd", most=20)["document"]) == 10


def test_the_kind_with_the_best_find_comes_first(coordinator, other_agency):
    register("12/KH-SCT", "Kế hoạch của Sở Văn hóa", coordinator)
    finding.rebuild()
    assert next(iter(groups(coordinator, "Sở Văn hóa, Thể thao và Du lịch"))) == "agency"
    assert next(iter(groups(coordinator, "12/KH-SCT"))) == "document"


def test_more_of_a_kind_than_fits_is_told_and_can_be_seen(coordinator, client_of):
    for number in range(12):
        register(f"{number}/BC-SCT", f"Báo cáo tuần {number}", coordinator)
    client = client_of(coordinator)
    page = client.get(reverse("desk:search"), {"q": "bao cao tuan"}).content.decode()
    assert "?q=bao%20cao%20tuan&amp;loai=document" in page
    every = client.get(reverse("desk:search"), {"q": "bao cao tuan", "loai": "document"}).content.decode()
    assert every.count("/BC-SCT: Báo cáo tuần") == 12


@pytest.mark.parametrize(
    "typed", ["", " ", "%", "_", "\x00", "'\"*", "-", "*", "((", "AND OR NOT", "a" * 5000, "🙂"]
)
def test_signs_of_a_query_language_are_letters(coordinator, client_of, typed):
    article_example.lay(coordinator)
    client = client_of(coordinator)
    for name in ("desk:search", "desk:quick"):
        assert client.get(reverse(name), {"q": typed, "loai": typed}).status_code == 200


def test_what_was_typed_comes_back_as_words_never_as_a_page(coordinator, client_of):
    page = client_of(coordinator).get(reverse("desk:quick"), {"q": "<script>alert(1)</script>"})
    assert "<script" not in page.content.decode()
    register("1/KH", "<img src=x onerror=alert(1)> hội nghị", coordinator)
    page = client_of(coordinator).get(reverse("desk:quick"), {"q": "hoi nghi"}).content.decode()
    assert "<img" not in page and "&lt;img src=x" in page


def test_options_have_names_of_their_own_and_say_what_they_are(coordinator, client_of):
    lay_examples(coordinator)
    finding.rebuild()
    page = client_of(coordinator).get(reverse("desk:quick"), {"q": "th"}).content.decode()
    ids = [part.split('"')[0] for part in page.split(' id="')[1:]]
    assert len(ids) == len(set(ids)) > 2
    assert page.count('role="option"') == page.count('aria-selected="false"')


# ---- words near each other ------------------------------------------------------------------------------------------


def tasks_with(plan, *contents):
    """Tasks of one name that are told apart by their contents alone."""
    made = [
        Task.objects.create(
            plan=plan, position=900 + at, number=f"9.{at}", title="Việc khác", content=content
        )
        for at, content in enumerate(contents)
    ]
    finding.keep("task", *made)
    return made


FAR_APART = "Bộ phận tổng hợp trình bày. " + "Nội dung này rất dài. " * 20 + "Nhận hồ sơ, sửa lại."
NEAR = "Mỗi cơ quan bố trí đủ nhân sự."


def test_words_that_stand_together_come_before_words_that_are_scattered(plan, coordinator):
    tasks_with(plan, FAR_APART, NEAR, FAR_APART)
    titles = groups(coordinator, "bo tri nhan su")["task"]
    assert titles[0].startswith("9.1") and len(titles) == 3


def test_the_words_are_shown_where_the_title_does_not_hold_them(plan, coordinator, client_of):
    tasks_with(plan, NEAR)
    for name in ("desk:search", "desk:quick"):
        page = client_of(coordinator).get(reverse(name), {"q": "bo tri nhan su"}).text
        assert "<mark>bố</mark> <mark>trí</mark> đủ <mark>nhân</mark> <mark>sự</mark>." in page
    page = client_of(coordinator).get(reverse("desk:search"), {"q": "viec khac", "loai": "task"}).text
    assert "9.0 Việc khác" in page and "<mark>" not in page


def test_a_kind_whose_words_stand_together_comes_before_one_in_which_they_are_scattered(plan, coordinator):
    tasks_with(plan, FAR_APART)
    register("5/BC", "Về việc cơ quan bố trí nhân sự và các đơn vị", coordinator)
    assert list(groups(coordinator, "bo tri nhan su"))[:1] == ["document"]
    assert list(groups(coordinator, "nhan su bo tri"))[:1] == ["document"]


def test_the_handbook_puts_the_section_that_says_it_first_and_shows_the_place(coordinator):
    (found,) = (
        group for group in finding.look(coordinator, "tra lai yeu cau bo sung", most=8, only="handbook")
    )
    assert found.hits[0].title == "Trả lại một kết quả" and any(hit for _text, hit in found.hits[0].excerpt)


def test_the_box_says_as_many_as_the_page_has(coordinator, client_of):
    for number in range(7):
        register(f"{number}/BC-SCT", f"Báo cáo tuần {number}", coordinator)
    client = client_of(coordinator)
    box, page = (client.get(reverse(name), {"q": "bao cao tuan"}) for name in ("desk:quick", "desk:search"))
    assert box.context["total"] == page.context["total"]
    assert (
        f'data-count="{page.context["total"]}"' in box.text
        and f"Tìm thấy {page.context['total']} kết quả" in page.text
    )
    assert box.text.count("/BC-SCT: Báo cáo tuần") == 5 and "Xem thêm" in box.text  # of seven
    for number in range(7, 12):
        register(f"{number}/BC-SCT", f"Báo cáo tuần {number}", coordinator)
    assert client.get(reverse("desk:quick"), {"q": "bao cao tuan"}).context["total"].endswith("+")


# ---- people --------------------------------------------------------------------------------------------------------


@pytest.fixture
def focal(other_agency) -> FocalOfficer:
    return FocalOfficer.objects.create(
        agency=other_agency,
        duty=FocalDuty.OFFICER,
        name="Đinh Thị Hằng",
        position="Trưởng phòng",
        since=date(2026, 1, 1),
    )


def test_people_are_found_by_name_and_post_by_whoever_may_know_them(
    focal, coordinator, leader, administrator, officer, clerk, stranger
):
    for who in (coordinator, leader, administrator):
        assert "Đinh Thị Hằng" in groups(who, "dinh hang")["person"]
        assert groups(who, "truong phong hang")["person"] == ["Đinh Thị Hằng"]
    for who in (officer, clerk, stranger):
        assert "Đinh Thị Hằng" not in groups(who, "dinh hang").get("person", [])


def test_an_officer_finds_the_colleagues_of_the_own_agency(officer, clerk, coordinator):
    assert groups(officer, "vu van")["person"] == ["Vũ Văn Thư"]
    assert "person" not in groups(officer, "tran dieu phoi")


def test_a_focal_officer_with_an_account_is_one_person(focal, other_agency, coordinator):
    account = Officer.objects.create_user(
        username="hang", password="mat-khau-thu-1", full_name="Đinh Thị Hằng", agency=other_agency
    )
    hold(account, Role.OFFICER)
    focal.officer = account
    focal.save()
    assert groups(coordinator, "dinh thi hang")["person"] == ["Đinh Thị Hằng"]


def test_whoever_left_is_found_only_by_those_who_keep_accounts(other_agency, coordinator, administrator):
    left = Officer.objects.create_user(
        username="cu", password="mat-khau-thu-1", full_name="Bùi Văn Cũ", agency=other_agency, is_active=False
    )
    hold(left, Role.OFFICER)
    assert "person" not in groups(coordinator, "bui van cu")
    assert groups(administrator, "bui van cu")["person"] == ["Bùi Văn Cũ"]


# ---- nobody finds more than the own pages show -----------------------------------------------------------------------


@pytest.mark.parametrize("role", EVERYBODY)
def test_whatever_a_role_finds_opens_for_it(role, plan, focal, coordinator, request, client_of):
    """Every kind, words that hold in many records: each find leads to a page that this person may read."""
    lay_examples(coordinator)
    finding.rebuild()
    who = request.getfixturevalue(role)
    everything = {
        hit.url
        for words in ("thong tin", "van", "ke hoach", "so", "tin", "h")
        for group in finding.look(coordinator, words, most=500)
        for hit in group.hits
    }
    client = client_of(who)
    client.raise_request_exception = False
    opened = set()  # the handbook's sections are places of few pages
    for words in ("thong tin", "van", "ke hoach", "so", "tin", "h"):
        for group in finding.look(who, words, most=30):
            for hit in group.hits:
                page = hit.url.partition("#")[0]
                if page not in opened:
                    assert client.get(page).status_code == 200, (role, group.name, hit)
                    opened.add(page)
    if role == "stranger":
        assert client.get(reverse("desk:search"), {"q": "ke hoach"}).status_code == 403
    else:
        assert opened
    assert everything


@pytest.mark.parametrize("role", EVERYBODY)
def test_no_role_finds_tasks_or_news_that_its_lists_do_not_show(role, plan, coordinator, request):
    article_example.lay(coordinator)
    who = request.getfixturevalue(role)
    news = groups(who, "khai truong cum").get("article", [])
    assert bool(news) == who.may(READ_PRESS)
    from nhipcau.plans.permissions import part_read_by, tasks_of

    listed = (
        {str(task) for task in tasks_of(plan, part_read_by(who, plan))} if who.may("signed_in") else set()
    )
    for task in Task.objects.filter(plan=plan):
        assert set(groups(who, task.title[:60], only="task", most=200).get("task", [])) <= listed


def test_news_are_found_while_a_word_is_being_typed(coordinator):
    article_example.lay(coordinator)
    for typed in ("khai truong", "khai truo", "Bu Prăng", "khai trương cụm thông t"):
        assert groups(coordinator, typed)["article"] == ["Khai trương cụm thông tin ở cửa khẩu Bu Prăng"], (
            typed
        )


def test_pages_of_the_handbook_are_found_and_lead_to_the_section(officer):
    found = finding.look(officer, "sap nhap", only="handbook", most=5)[0].hits[0]
    assert (found.title, found.url) == ("Sáp nhập", "/so-tay/5-co-quan/#sap-nhap")


@pytest.mark.parametrize("many", [3, 60])
def test_looking_asks_the_database_a_fixed_number_of_times(many, coordinator, django_assert_max_num_queries):
    for number in range(many):
        register(f"{number}/BC-SCT", f"Báo cáo tuần {number}", coordinator)
    coordinator.forget_roles()
    with django_assert_max_num_queries(20):
        finding.look(coordinator, "bao cao", most=5)


def test_a_plan_is_found_by_its_number_before_the_document_that_it_came_with(
    plan, duty, coordinator, officer, stranger
):
    number = plan.document.number
    found = finding.look(coordinator, number, most=5)
    assert (found[0].name, [hit.url for hit in found[0].hits]) == ("plan", [f"/ke-hoach/{plan.pk}/"])
    assert groups(officer, f"{fold(plan.title)[:12]} {plan.year}")["plan"]
    assert "plan" not in groups(stranger, number)
    assert "plan" not in groups(coordinator, "khong co ke hoach nao nhu vay")
