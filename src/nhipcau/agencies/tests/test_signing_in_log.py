"""Who came in, tried to, left, or took something out stands in the log."""

from __future__ import annotations

import io

import openpyxl
import pytest

from nhipcau.kernel.models import LogEntry

pytestmark = pytest.mark.django_db
LOGIN = "/tai-khoan/login/"


@pytest.fixture(autouse=True)
def _no_limits():
    from django.core.cache import cache

    cache.clear()
    yield
    cache.clear()


def entries(*actions):
    return LogEntry.objects.filter(action__in=actions).order_by("pk")


def test_signing_in_and_out(client, officer):
    client.post(LOGIN, {"login": officer.username, "password": "mat-khau-thu-1"})
    client.post("/tai-khoan/logout/")
    came, left = entries("account.signed_in", "account.signed_out")
    assert (came.action, came.by, came.record_id) == ("account.signed_in", officer, str(officer.pk))
    assert (left.action, left.by) == ("account.signed_out", officer)
    assert came.private_words == {"address_of_machine": "127.0.0.1"}


@pytest.mark.parametrize("name", ["canbo", "CANBO", "canbo@example.org"])
def test_a_failed_sign_in_names_the_account_that_was_meant(client, officer, name):
    client.post(LOGIN, {"login": name, "password": "khong-phai-mat-khau"})
    (failed,) = entries("account.sign_in_failed")
    assert (failed.by, failed.record_id) == (None, str(officer.pk))
    assert not entries("account.signed_in").exists()


def test_a_name_that_nobody_has_is_not_written_down(client, officer):
    client.post(LOGIN, {"login": "mat-khau-go-nham-o-1", "password": "x"})
    (failed,) = entries("account.sign_in_failed")
    assert failed.record_id == ""
    assert "mat-khau-go-nham" not in str(vars(failed)) + str(failed.private_words)


def test_the_second_factor_turned_on_and_off(client, officer, rf):
    from allauth.mfa.signals import authentication_failed, authenticator_added, authenticator_removed

    class Made:
        type = "totp"

    request = rf.post("/")
    for signal in (authenticator_added, authentication_failed, authenticator_removed):
        signal.send(sender=None, request=request, user=officer, authenticator=Made())
    assert [(one.action, one.by) for one in LogEntry.objects.order_by("pk")] == [
        ("account.second_factor_added", officer),
        ("account.second_factor_failed", None),
        ("account.second_factor_removed", officer),
    ]


def test_a_list_that_is_taken_out_is_written_down_once(client_of, officer):
    client = client_of(officer)
    answer = client.get("/co-quan/xuat/")
    assert answer.status_code == 200, answer
    (taken,) = entries("kernel.exported")
    assert (taken.by, taken.data["file"]) == (officer, "co-quan.xlsx")
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    assert taken.label == sheet["A1"].value and "Danh mục cơ quan" in taken.label
    head = next(row for row in range(1, 9) if sheet.cell(row, 2).value)
    assert taken.after == {"file": "co-quan.xlsx", "rows": sheet.max_row - head}
    assert taken.after["rows"] > 0
    client.head("/co-quan/xuat/")
    assert entries("kernel.exported").count() == 1
