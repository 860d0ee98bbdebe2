"""Accounts are given by the administrator, never taken; the last administrator stays."""

from __future__ import annotations

import re
from datetime import date
from urllib.parse import urlsplit

import pytest
from allauth.mfa.models import Authenticator
from django.urls import reverse
from django.utils import timezone
from tests.cast import hold

from nhipcau.agencies.actions import accounts, passwords
from nhipcau.agencies.models import Officer
from nhipcau.agencies.rules import Role
from nhipcau.kernel.models import LogEntry
from nhipcau.kernel.qr import qr_svg
from nhipcau.kernel.refusal import Refused

TODAY = date(2026, 6, 20)
NOW = timezone.now()


def test_a_new_account_has_no_password_until_its_owner_chooses_one(agency, administrator):
    officer = accounts.create_account(
        username="moi",
        full_name="Người Mới",
        role=Role.OFFICER,
        since=TODAY,
        agency=agency,
        by=administrator,
    )
    assert not officer.has_usable_password()
    assert officer.password_is_temporary
    given = LogEntry.objects.get(action="account.role_given")
    assert given.after == {
        "role": "officer",
        "agency": {"id": agency.pk, "name": "Sở Công Thương"},
        "since": "2026-06-20",
    }


@pytest.mark.parametrize(
    ("wish", "said"),
    [
        ({"agency": None}, "phải gắn với một cơ quan"),
        ({"username": "QuanTri"}, "đã có người dùng"),
        ({"email": "QUANTRI@example.org"}, "đã thuộc một tài khoản"),
    ],
)
def test_an_account_that_cannot_be_is_refused(agency, administrator, wish, said):
    fields = {"username": "moi", "full_name": "Mới", "role": Role.OFFICER, "since": TODAY, "agency": agency}
    fields |= wish
    with pytest.raises(Refused, match=said):
        accounts.create_account(**fields, by=administrator)
    assert Officer.objects.count() == 1


def test_the_last_administrator_cannot_go(administrator):
    with pytest.raises(Refused, match="cuối cùng"):
        accounts.set_active(officer=administrator, active=False, by=administrator, today=TODAY)


def test_with_another_administrator_one_may_go(administrator):
    other = accounts.create_account(
        username="hai", full_name="Hai", role=Role.ADMINISTRATOR, since=TODAY, by=administrator
    )
    accounts.set_active(officer=administrator, active=False, by=other, today=TODAY)
    with pytest.raises(Refused, match="cuối cùng"):
        accounts.set_active(officer=other, active=False, by=other, today=TODAY)
    assert LogEntry.objects.get(action="account.closed").after == {"is_active": False}


def test_a_lost_telephone_is_taken_off_the_account(officer, administrator):
    Authenticator.objects.create(user=officer, type=Authenticator.Type.TOTP, data={})
    assert accounts.reset_second_factor(officer=officer, by=administrator) == 1
    assert not Authenticator.objects.exists()
    assert LogEntry.objects.get(action="account.second_factor_reset").data == {"taken": ["totp"]}


def test_the_owner_chooses_the_password_behind_the_link_and_signs_in(
    client, client_of, officer, administrator
):
    page = client_of(administrator).post(reverse("agencies:officer_password", args=[officer.pk]))
    assert "no-store" in page.headers["Cache-Control"]
    link = re.search(r'<code[^>]* id="link">(.*?)</code>', page.text).group(1)
    assert 'data-copy="#link"' in page.text and str(qr_svg(link)) in page.text
    address = urlsplit(re.search(r"http\S+/mat-khau/[^<\s]+", page.content.decode()).group()).path
    client.logout()
    for _ in range(2):  # opening it changes nothing
        assert "Lê Cán Bộ" in client.get(address).content.decode()
    officer.refresh_from_db()
    assert not officer.has_usable_password()
    own = "mot-cau-dai-de-nho"
    easy = client.post(address, {"new_password1": "12345", "new_password2": "12345"})
    assert easy.status_code == 200
    assert "nc-field" in easy.content.decode() or "error" in easy.content.decode()
    done = client.post(address, {"new_password1": own, "new_password2": own})
    assert done.url == reverse("account_login")
    officer.refresh_from_db()
    assert officer.check_password(own)
    assert not officer.password_is_temporary
    assert LogEntry.objects.filter(action="account.password_chosen", by=officer).exists()
    client.post(reverse("account_login"), {"login": "canbo", "password": own})
    assert client.get(reverse("agencies:agencies")).status_code == 200
    for again in (client.get(address), client.post(address, {"new_password1": own, "new_password2": own})):
        assert (again.status_code, "đã được dùng" in again.content.decode()) == (410, True)


def test_a_link_dies_with_a_closed_account_and_when_another_link_was_used(officer, administrator):
    accounts.reset_password(officer=officer, by=administrator)
    first, second = (passwords.link_for(officer=officer, now=NOW) for _ in range(2))
    passwords.choose(token=second, password="mot-cau-dai-de-nho", now=NOW)
    with pytest.raises(Refused, match="không dùng được nữa"):
        passwords.choose(token=first, password="mot-cau-dai-khac", now=NOW)
    accounts.reset_password(officer=officer, by=administrator)
    third = passwords.link_for(officer=officer, now=NOW)
    accounts.set_active(officer=officer, active=False, by=administrator, today=TODAY)
    with pytest.raises(Refused, match="không dùng được nữa"):
        passwords.officer_of(token=third, now=NOW)


def test_an_administrator_makes_changes_and_closes_accounts(client_of, administrator, agency):
    client = client_of(administrator)
    wish = {"username": "moi", "full_name": "Người Mới", "role": "officer", "agency": agency.pk, "email": ""}
    assert "chỉ hiện một lần" in client.post(reverse("agencies:officer_create"), wish).content.decode()
    made = Officer.objects.get(username="moi")
    client.post(reverse("agencies:officer", args=[made.pk]), wish | {"full_name": "Đổi Tên"})
    client.post(reverse("agencies:officer_active", args=[made.pk]), {"mo": "0"})
    made.refresh_from_db()
    assert (made.full_name, made.is_active) == ("Đổi Tên", False)
    page = client.get(reverse("agencies:officers"), {"tim": "doi ten", "xem": "khoa"}).content.decode()
    assert "Đổi Tên" in page
    refused = client.post(
        reverse("agencies:officer_active", args=[administrator.pk]), {"mo": "0"}, follow=True
    )
    assert "quản trị viên cuối cùng" in refused.content.decode()


def test_the_list_costs_the_same_at_3_and_30_accounts(
    client_of, administrator, agency, django_assert_num_queries
):
    client = client_of(administrator)
    client.get(reverse("agencies:officers"))
    for number in range(30):
        hold(Officer.objects.create_user(username=f"u{number}", agency=agency), Role.OFFICER)
        if number in (2, 29):
            # Session, officer and roles, installation, page's count, rows and their roles with agencies,
            # second factors, unread notices, what came to be acknowledged.
            with django_assert_num_queries(10):
                client.get(reverse("agencies:officers"))


@pytest.mark.parametrize(
    "address", ["signup/", "email/", "password/reset/", "3rdparty/", "3rdparty/signup/", "confirm-email/"]
)
def test_what_is_not_offered_is_not_there(client, installation, address):
    assert client.get(f"/tai-khoan/{address}").status_code == 404


def test_the_sign_in_page_shows_the_cast_only_in_a_demonstration(client, installation, coordinator):
    page = client.get(reverse("account_login")).content.decode()
    assert "Đăng nhập" in page
    assert "trình diễn" not in page
    installation.is_demo = True
    installation.save()
    page = client.get(reverse("account_login")).content.decode()
    assert "trình diễn" in page
    assert 'value="dieuphoi"' in page


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("account_change_password", "Mật khẩu hiện tại"),
        ("mfa_index", "Ứng dụng xác thực"),
        ("account_logout", "Bạn muốn đăng xuất?"),
        ("account_reauthenticate", "Xác nhận lại"),
    ],
)
def test_own_pages_speak_vietnamese(client, officer, name, said):
    client.post(reverse("account_login"), {"login": "canbo", "password": "mat-khau-thu-1"})
    page = client.get(reverse(name)).content.decode()
    assert said in page
    assert "Forgot" not in page


def test_a_wrong_password_is_refused_in_vietnamese(client, officer):
    page = client.post(reverse("account_login"), {"login": "canbo", "password": "sai"})
    assert "chưa đúng" in page.content.decode()


def test_passkeys_are_offered_only_where_browsers_allow_them(client, installation, settings):
    settings.ALLOWED_HOSTS = ["*"]
    for host, offered in (("nhipcau.tinh.gov.vn", True), ("127.0.0.1:8000", False), ("[::1]:8000", False)):
        page = client.get(reverse("account_login"), HTTP_HOST=host).content.decode()
        assert ("passkey_login" in page) is offered


def test_own_keys_are_listed_in_vietnamese(client, officer):
    client.post(reverse("account_login"), {"login": "canbo", "password": "mat-khau-thu-1"})
    client.post(reverse("account_reauthenticate"), {"password": "mat-khau-thu-1"})
    assert "Thêm khóa" in client.get(reverse("mfa_list_webauthn")).content.decode()
    assert "Tên" in client.get(reverse("mfa_add_webauthn")).content.decode()


@pytest.mark.parametrize("name", ["kernel:notices", "kernel:notice_choices", "plans:plans", "desk:home"])
def test_a_password_from_the_administrator_opens_no_page_before_an_own_one(client_of, officer, name):
    Officer.objects.filter(pk=officer.pk).update(password_is_temporary=True)
    assert client_of(officer).get(reverse(name)).url == reverse("account_change_password")
