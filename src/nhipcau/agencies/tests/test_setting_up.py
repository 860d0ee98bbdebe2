"""The first visit: behind the machine's link, any of the provinces, once."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from nhipcau.agencies.actions.installing import entrance, set_up
from nhipcau.agencies.actions.loading import load_agencies
from nhipcau.agencies.models import Agency, AgencyGroup, Officer
from nhipcau.agencies.rules import AgencyKind, Level, Role
from nhipcau.agencies.standard import PREFIX, province_of, provinces, standard_list
from nhipcau.agencies.tests.test_agency_screens import text_of
from nhipcau.kernel.models import Installation, LogEntry
from nhipcau.kernel.refusal import Refused

SETUP = {
    "province": "tỉnh Lâm Đồng",
    "office": "Sở Văn hóa, Thể thao và Du lịch",
    "agency_list": "chuan",
    "full_name": "Ngô Quản Trị",
    "username": "quantri",
    "email": "",
    "password1": "mot-cau-dai-de-nho",
    "password2": "mot-cau-dai-de-nho",
}
WISH = {key: SETUP[key] for key in ("province", "office", "full_name", "email")} | {"agency_list": ""}
DAY = date(2026, 3, 2)


@pytest.fixture
def page(db) -> str:
    return reverse("agencies:setup_behind", args=[entrance(now=timezone.now())])


def test_the_first_visit_makes_the_administrator_once(page, client):
    assert client.get("/").url == reverse("agencies:setup")
    assert "Thiết lập Nhịp Cầu" in text_of(client.get(page))
    client.post(page, SETUP)
    installation = Installation.objects.get()
    assert (installation.province, installation.is_demo) == ("Lâm Đồng", False)
    administrator = Officer.objects.get()
    assert [held.role for held in administrator.roles_today()] == [Role.ADMINISTRATOR]
    assert administrator.agency.name == SETUP["office"]
    assert administrator.agency.verified  # the province's own list is shipped, and taken
    assert client.get(reverse("agencies:officers")).status_code == 200
    assert client.post(page, SETUP | {"username": "ke-gian"}).url == "/"
    assert Officer.objects.count() == 1
    assert LogEntry.objects.get(action="installation.set_up").by == administrator


def test_who_only_knows_the_address_cannot_set_up(db, client):
    shown = client.get(reverse("agencies:setup"))
    assert shown.status_code == 403
    assert "nhipcau setup_link" in text_of(shown)
    assert client.post(reverse("agencies:setup"), SETUP).status_code == 403
    late = entrance(now=datetime(2026, 1, 1, tzinfo=UTC))
    for token in ("abc", "installation:1:abc", late):
        assert client.post(reverse("agencies:setup_behind", args=[token]), SETUP).status_code == 410
    assert not Officer.objects.exists()


def test_the_link_is_printed_on_the_machine_while_nothing_is_set_up(db, client, capsys):
    call_command("setup_link")
    link = capsys.readouterr().out.strip()
    client.post("/" + link.split("/", 3)[3], SETUP)
    assert Officer.objects.get().username == "quantri"
    with pytest.raises(CommandError, match="đã được thiết lập"):
        call_command("setup_link")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"password2": "khac-hoan-toan"}, "không giống nhau"),
        ({"password1": "1234567890", "password2": "1234567890"}, "mật khẩu"),
        ({"province": ""}, "bắt buộc"),
        ({"agency_list": "../etc"}, "hợp lệ"),
    ],
)
def test_a_first_visit_with_a_mistake_makes_nothing(page, client, change, said):
    answer = text_of(client.post(page, SETUP | change))
    assert said in answer.lower() or said in answer
    assert not Installation.objects.exists()
    assert not Officer.objects.exists()
    assert not Agency.objects.exists()


def test_two_who_set_up_at_the_same_time_make_one_installation(db):
    now = timezone.now()
    token = entrance(now=now)
    set_up(**WISH, token=token, now=now, username="mot", password="x", today=DAY)
    for again in (token, "x"):
        with pytest.raises(Refused, match="đã được thiết lập"):
            set_up(**WISH, token=again, now=now, username="hai", password="x", today=DAY)
    assert Officer.objects.get().username == "mot"


def test_a_link_is_good_for_a_week(db):
    now = timezone.now()
    token = entrance(now=now - timedelta(days=7, minutes=1))
    with pytest.raises(Refused, match="hết hạn"):
        set_up(**WISH, token=token, now=now, username="mot", password="x", today=DAY)
    assert not Installation.objects.exists()


# --- any province ---


def test_a_province_of_no_list_begins_with_its_office_and_the_usual_groups(page, client):
    client.post(page, SETUP | {"province": "Bình An", "office": "SỞ NGOẠI VỤ", "agency_list": ""})
    office = Agency.objects.get()
    assert (office.name, office.kind, office.level) == ("SỞ NGOẠI VỤ", AgencyKind.DEPARTMENT, Level.PROVINCE)
    assert not office.verified
    assert Officer.objects.get().agency == office
    assert AgencyGroup.objects.get(code="cac-so-ban-nganh").members(DAY).get() == office
    assert AgencyGroup.objects.filter(is_open=True).exists()


def test_a_province_of_no_list_gets_the_usual_agencies_in_its_own_name(page, client):
    client.post(page, SETUP | {"province": "tỉnh Bình An", "office": "Sở Ngoại vụ"})
    names = set(Agency.objects.values_list("name", flat=True))
    assert {"Ủy ban nhân dân tỉnh Bình An", "Tỉnh ủy Bình An", "Sở Y tế", "Sở Ngoại vụ"} <= names
    assert not Agency.objects.filter(level=Level.COMMUNE).exists()
    assert not Agency.objects.filter(verified=True).exists()


@pytest.mark.parametrize(
    ("asked", "is_told"),
    [
        ({"province": "Bình An", "office": "Sở Ngoại vụ"}, True),
        ({"province": "Bình An", "office": "Sở Ngoại vụ", "agency_list": ""}, False),
        ({"province": "Tây Ninh", "office": "Sở Ngoại vụ"}, False),
    ],
)
def test_who_gets_a_list_without_communes_is_told(page, client, asked, is_told):
    answer = client.post(page, SETUP | asked, follow=True)
    words = answer.content.decode()
    assert "Đã thiết lập xong" in words
    assert ("chưa có xã, phường" in words) is is_told
    assert ("của Bình An" in words) is is_told


@pytest.mark.parametrize(
    ("written", "bodies"), [("tây ninh", 96), ("Tỉnh An Giang", 102), ("TP. Cần Thơ", 103)]
)
def test_a_province_of_today_gets_its_communes(db, written, bodies):
    load_agencies(wanted=f"{PREFIX}{written}", today=DAY, by=None)
    assert Agency.objects.filter(level=Level.COMMUNE).count() == bodies
    council = Agency.objects.get(code="uy-ban-nhan-dan-tinh")
    assert council.name.endswith(province_of(written).name)
    assert not Agency.objects.filter(level=Level.COMMUNE).exclude(parent=council).exists()
    assert AgencyGroup.objects.get(code="ubnd-xa").members(DAY).count() == bodies
    before = set(Agency.objects.values_list("pk", "name"))
    load_agencies(wanted=f"{PREFIX}{written}", today=DAY, by=None)
    assert set(Agency.objects.values_list("pk", "name")) == before


def test_every_province_has_a_whole_list_of_its_own():
    assert len(provinces()) == 34
    communes = 0
    for province in provinces():
        listed = standard_list(province.name).agencies
        codes = {agency.code for agency in listed}
        assert len(codes) == len(listed)
        assert {agency.parent for agency in listed} - {""} <= codes
        assert all(agency.source and not agency.verified and "{" not in agency.name for agency in listed)
        assert ("thành phố" in listed[0].name) == province.is_city
        communes += sum(agency.level == Level.COMMUNE for agency in listed)
    assert communes == 3321


def test_what_is_no_province_of_today_is_none():
    assert province_of("Bình An") is None
    assert province_of("") is None
    assert province_of("Đắk Nông") is None
    assert province_of("THÀNH PHỐ HUẾ").name == "Huế"
