"""Many accounts at once: a table, seen before it is taken, and a letter for each person."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from nhipcau.agencies.actions import passwords, tables
from nhipcau.agencies.actions.table_kinds import KINDS
from nhipcau.agencies.models import FocalOfficer, Officer
from nhipcau.kernel import clock
from nhipcau.kernel.models import LogEntry
from nhipcau.kernel.tables import Verdict, in_all_languages, read_pasted

HEAD = "Họ và tên\tTên đăng nhập\tChức vụ\tCơ quan\tVai trò\tThư điện tử công vụ\n"
KIND = KINDS["tai-khoan"]


@pytest.fixture(autouse=True)
def _agencies(agency, other_agency):
    """Sở Công Thương, Sở Văn hóa, Thể thao và Du lịch."""


def draft(text: str, by: Officer):
    return tables.keep(kind=KIND, table=read_pasted(HEAD + text, in_all_languages(KIND.fields)), by=by)


def verdicts(text: str, by: Officer):
    return [row.verdict for row in tables.preview(draft(text, by), by).rows]


def take(text: str, by: Officer) -> int:
    kept = draft(text, by)
    shown = tables.preview(kept, by)
    return tables.take(draft=kept, shown=(shown.count(Verdict.NEW), shown.count(Verdict.CHANGED)), by=by)


ROWS = (
    "Nguyễn Thu Hà\t\tChuyên viên\tSở Công Thương\t\tha@tinh.vn\n"
    "Nguyễn Thị Hà\thant\tPhó Giám đốc\tSở VHTTDL\tLãnh đạo cơ quan\t\n"
    "Lê Văn Hòa\t\t\t\tĐiều phối\t\n"
    "Nguyễn Tuấn Hà\t\t\tSở Công Thương\t\t\n"
)


def test_a_table_makes_accounts_with_their_roles(administrator):
    assert verdicts(ROWS, administrator) == [Verdict.NEW] * 4
    assert take(ROWS, administrator) == 4
    made = {officer.full_name: officer for officer in Officer.objects.exclude(pk=administrator.pk)}
    # «hant» is taken by who wrote it, so the others of that name get a number.
    assert {name: officer.username for name, officer in made.items() if name in ROWS} == {
        "Nguyễn Thu Hà": "hant2",
        "Nguyễn Thị Hà": "hant",
        "Lê Văn Hòa": "hoalv",
        "Nguyễn Tuấn Hà": "hant3",
    }
    words = {name: made[name].role_words for name in ("Nguyễn Thu Hà", "Nguyễn Thị Hà", "Lê Văn Hòa")}
    assert words == {
        "Nguyễn Thu Hà": "Cán bộ đầu mối (Sở Công Thương)",
        "Nguyễn Thị Hà": "Lãnh đạo cơ quan (Sở Văn hóa, Thể thao và Du lịch)",
        "Lê Văn Hòa": "Điều phối",
    }
    assert not any(made[name].has_usable_password() for name in words)


def test_the_same_table_again_changes_nothing_and_a_new_post_is_a_change(administrator):
    take(ROWS, administrator)
    assert verdicts(ROWS, administrator) == [Verdict.SAME] * 4
    promoted = "Nguyễn Thu Hà\thant2\tTrưởng phòng\tSở Công Thương\tVăn thư\t\n"
    assert verdicts(promoted, administrator) == [Verdict.CHANGED]
    assert take(promoted, administrator) == 1
    officer = Officer.objects.get(username="hant2")
    assert officer.position == "Trưởng phòng"
    assert "Văn thư" in officer.role_words
    assert officer.email == "ha@tinh.vn"


def test_a_table_records_the_first_officer_of_an_agency_that_has_named_none(administrator):
    take(ROWS, administrator)
    found = FocalOfficer.objects.values_list("agency__name", "duty", "name")
    assert list(found) == [("Sở Công Thương", "officer", "Nguyễn Thu Hà")]


def test_the_preview_says_whom_it_will_record(administrator):
    told = [
        [change[2] for change in row.changes if change[0] == "Cán bộ thực hiện"]
        for row in tables.preview(draft(ROWS, administrator), administrator).rows
    ]
    assert told == [["Sở Công Thương"], [], [], []]


def all_of(row) -> str:
    """All that is said of a wrong row."""
    return " ".join(map(str, row.why))


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("\t\t\tSở Công Thương\t\t\n", "chưa có nội dung"),
        ("An\t\t\tSở Trên Trời\t\t\n", "Không có cơ quan"),
        ("An\t\t\tSở Công Thương\tVua\t\n", "Hãy chọn một trong"),
        ("An\t\t\t\tVăn thư\t\n", "điền cột “Cơ quan”"),
        ("An\t\t\t\tQuản trị\t\n", "từng tài khoản"),
        ("An\tcó dấu cách\t\t\t\t\n", "Tên đăng nhập"),
        ("An\t\t\t\t\tkhông-phải-thư\n", "không phải một địa chỉ thư"),
        ("An\tan\t\t\t\t\nBình\tAN\t\t\t\t\n", "nhiều dòng"),
        ("An\t\t\t\t\ta@b.vn\nBình\t\t\t\t\tA@b.vn\n", "nhiều dòng"),
        ("An\t\t\t\t\t\nAn\t\t\t\t\t\n", "nhiều dòng"),
        ("x" * 121 + "\t\t\t\t\t\n", "dài hơn"),
    ],
)
def test_a_wrong_row_is_told_and_keeps_all_out(administrator, row, why):
    rows = tables.preview(draft(row, administrator), administrator).rows
    assert rows[-1].verdict is Verdict.WRONG
    assert why in all_of(rows[-1])


def test_another_accounts_address_is_refused(administrator):
    take("An\tan\t\t\t\tan@b.vn\n", administrator)
    rows = tables.preview(draft("Bình\tbinh\t\t\t\tan@b.vn\n", administrator), administrator).rows
    assert "đã thuộc tài khoản" in all_of(rows[0])


def test_only_who_keeps_accounts_brings_them(client, coordinator, administrator):
    client.force_login(coordinator)
    for url in ("/can-bo/nhap-bang/", "/can-bo/nhap-bang/mau/", "/can-bo/thu-moi/"):
        assert client.get(url).status_code == 403
    assert client.get("/co-quan/nhap-bang/tai-khoan/").status_code == 404
    kept = draft("An\t\t\t\t\t\n", administrator)
    assert client.get(f"/co-quan/nhap-bang/tai-khoan/{kept.pk}/").status_code == 404
    assert client.post(f"/can-bo/nhap-bang/{kept.pk}/", {"new": "1", "changed": "0"}).status_code == 403


def test_from_a_paste_to_the_letters_on_screen(client, administrator):
    client.force_login(administrator)
    sent = client.post(reverse("agencies:accounts_table"), {"pasted": HEAD + ROWS})
    assert client.get(sent.url).status_code == 200
    taken = client.post(sent.url, {"new": "4", "changed": "0"}, follow=True)
    assert taken.redirect_chain[-1][0] == reverse("agencies:invitations")
    assert "Bước tiếp theo: lập thư mời đăng nhập" in taken.text
    assert 'data-all="officer"' in taken.text
    waiting = taken.context["officers"]
    assert {officer.username for officer in waiting} == {"hant", "hant2", "hant3", "hoalv"}
    answer = client.post(reverse("agencies:invitations"), {"officer": [officer.pk for officer in waiting]})
    page = answer.content.decode()
    assert page.count("<svg") >= 4
    assert answer.headers["Cache-Control"].startswith("max-age=0")
    links = re.findall(r"http://[^<\s]+/mat-khau/[^<\s]+/", page)
    assert len(links) == 4
    client.logout()
    path = "/" + links[0].split("/", 3)[3]
    fields = re.findall(r"<input type=\"password\"[^>]*>", client.get(path).text)
    assert len(fields) == 2
    assert all("form-control" in field for field in fields)
    password = {"new_password1": "cau-dai-de-nho-1", "new_password2": "cau-dai-de-nho-1"}
    assert client.post(path, password).status_code == 302
    assert client.post(path, password).status_code == 410
    assert LogEntry.objects.filter(action="account.invited").count() == 4
    assert passwords.uninvited().count() == 3


def test_the_page_of_a_table_asks_for_one_of_two_and_says_how_large_it_may_be(client, administrator):
    client.force_login(administrator)
    page = client.get(reverse("agencies:accounts_table")).text
    assert "không bắt buộc" not in page
    assert "Tối đa 10 MB" in page


def test_letters_of_a_demonstration_end_on_its_own_calendar(client, administrator, monkeypatch):
    """Its machine is months ahead of its story: nobody reads in a letter of June that it ends in December."""
    monkeypatch.setattr(clock, "_demo_shift", lambda: timedelta(days=-200))
    ends = timezone.localtime(clock.in_story(timezone.now()) + passwords.GOOD_FOR).strftime("%d/%m/%Y")
    made = Officer.objects.create_user(username="moi")
    made.set_unusable_password()
    made.save()
    client.force_login(administrator)
    letters = client.post(reverse("agencies:invitations"), {"officer": [made.pk]}).text
    link = client.post(reverse("agencies:officer_password", args=[made.pk])).text
    assert ends in letters
    assert ends in link


def test_who_has_a_password_or_is_closed_gets_no_letter(administrator, officer):
    officer.set_password("da-co-mat-khau")
    officer.save()
    closed = Officer.objects.create_user(username="nghi", is_active=False)
    made = passwords.invite(officers=[officer.pk, closed.pk], by=administrator, now=timezone.now())
    assert made == []


def test_nobody_chosen_makes_no_letter(client, administrator):
    client.force_login(administrator)
    for chosen in ([], ["x"], ["9" * 30]):
        assert client.post(reverse("agencies:invitations"), {"officer": chosen}).status_code == 302


def test_people_whose_names_differ_by_a_mark_are_two_and_namesakes_are_asked_about(administrator):
    take("Nguyễn Thu Hà\t\t\tSở Công Thương\t\t\n", administrator)
    assert verdicts("Nguyễn Thu Hạ\t\t\tSở Công Thương\t\t\n", administrator) == [Verdict.NEW]
    take("Nguyễn Thu Hà\tha2\t\tSở Công Thương\t\t\n", administrator)
    rows = tables.preview(draft("Nguyễn Thu Hà\t\t\tSở Công Thương\t\t\n", administrator), administrator).rows
    assert "Tên đăng nhập" in all_of(rows[0])


def test_a_namesake_with_an_address_of_his_own_does_not_take_an_account_over(administrator):
    take("Lê An\tan\t\tSở Công Thương\t\tan@tinh.vn\n", administrator)
    assert verdicts("Lê An\t\t\tSở Công Thương\t\tan2@tinh.vn\n", administrator) == [Verdict.NEW]


def test_who_comes_in_by_the_provinces_own_sign_in_gets_no_letter(administrator):
    take("Lê An\tan\t\tSở Công Thương\t\tan@tinh.vn\n", administrator)
    assert passwords.uninvited().count() == 1
    Officer.objects.filter(username="an").update(last_login=timezone.now())
    assert passwords.uninvited().count() == 0


def test_each_figure_of_a_preview_leads_to_just_those_rows(client, administrator):
    take(ROWS.splitlines(keepends=True)[0], administrator)
    client.force_login(administrator)
    wrong = "\t\t\tKhông có cơ quan này\tVai lạ\t\n"
    sent = client.post(reverse("agencies:accounts_table"), {"pasted": HEAD + ROWS + wrong})
    page = client.get(sent["Location"]).text
    tiles = re.findall(r'<a class="nc-figure[^"]*" href="([^"]+)"[^>]*>\s*<b>(\d+)</b>', page)
    assert sum(int(count) for _address, count in tiles) == page.count("data-row") == 5
    assert len([count for _address, count in tiles if count != "0"]) >= 2
    for address, count in tiles:
        assert client.get(f"{sent['Location']}{address}").text.count("data-row") == int(count), address
    assert client.get(f"{sent['Location']}?xem=x").text.count("data-row") == 5
