"""What was typed and not sent comes back to whoever typed it, and to nobody else."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django import forms
from django.conf import settings
from django.test import Client
from django.urls import get_resolver
from django.utils import timezone

from nhipcau.kernel import clock, retention, unsent
from nhipcau.kernel.models import Notice, Unsent
from nhipcau.plans.models import Comment

pytestmark = pytest.mark.django_db
HERE = {"HTTP_SEC_FETCH_SITE": "same-origin"}
PASSWORD = "mat-khau-thu-1"


def signed_in(account) -> Client:
    client = Client(enforce_csrf_checks=True)
    client.cookies["csrftoken"] = "a" * 32
    answer = client.post(
        "/tai-khoan/login/",
        {"login": account.username, "password": PASSWORD, "csrfmiddlewaretoken": "a" * 32},
    )
    assert answer.status_code == 302
    return client


def send(client, address, more=None, token=None, **headers):
    given = {"csrfmiddlewaretoken": token or client.cookies["csrftoken"].value, **(more or {})}
    return client.post(address, given, **{**HERE, **headers})


@pytest.fixture
def task(duty):
    return duty.task


@pytest.fixture
def talk(task):
    return f"/nhiem-vu/{task.pk}/trao-doi/"


def typed(officer, task, text="Lời dài"):
    return {
        "text": text,
        "_ai": unsent.mark_of(officer),
        "_trang": f"/nhiem-vu/{task.pk}/",
        "_nut": "Gửi trao đổi",
        "_viet": "1",
        "_nhap": "1",
    }


def words_for(client, **query):
    return client.get("/viet-do/noi-dung/", query).json()["kept"]


def test_a_form_sent_after_the_session_ended_is_given_back_on_a_page_that_answers_get(officer, task, talk):
    client = signed_in(officer)
    del client.cookies["sessionid"]
    answer = send(client, talk, typed(officer, task))
    assert answer.url == f"/tai-khoan/login/?next=/nhiem-vu/{task.pk}/"
    assert not Comment.objects.exists()
    number = client.cookies[unsent.BACK].value
    client.force_login(officer)
    (kept,) = words_for(client, so=number)
    assert kept["words"] == {"text": ["Lời dài"]}
    assert "Gửi trao đổi" in kept["line"]
    assert client.get(f"/nhiem-vu/{task.pk}/").status_code == 200


def test_another_account_never_gets_it(officer, coordinator, task, talk):
    client = signed_in(officer)
    del client.cookies["sessionid"]
    send(client, talk, typed(officer, task))
    number = client.cookies[unsent.BACK].value
    client.force_login(coordinator)
    assert words_for(client, so=number) == []
    assert words_for(client, form=f"{talk}#1") == []
    assert "Lời dài" not in client.get("/viet-do/").content.decode()
    send(client, f"/viet-do/{number}/bo/")
    assert Unsent.objects.count() == 1


def test_a_token_of_an_older_session_keeps_the_words_and_does_nothing(officer, task, talk):
    client = signed_in(officer)
    answer = send(client, talk, typed(officer, task), token="b" * 64)
    assert answer.url == f"/nhiem-vu/{task.pk}/"
    assert not Comment.objects.exists()
    (kept,) = words_for(client, so=client.cookies[unsent.BACK].value)
    assert kept["words"]["text"] == ["Lời dài"]


def told_on(client, page) -> list[str]:
    """Every sentence about the form that the next page shows: its messages, and the line above the form."""
    number = client.cookies[unsent.BACK].value if unsent.BACK in client.cookies else ""
    lines = [kept["line"] for kept in words_for(client, so=number)] if number else []
    shown = client.get(page).context["messages"]
    return [*map(str, shown), *lines]


@pytest.mark.parametrize("button", ["Gửi trao đổi", ""])
def test_an_old_token_is_told_once_and_not_as_a_session_that_has_ended(officer, task, talk, button):
    client = signed_in(officer)
    answer = send(client, talk, {**typed(officer, task), "_nut": button}, token="b" * 64)
    (said,) = told_on(client, answer.url)
    assert said.startswith("Trang đã cũ nên ")
    assert "phiên" not in said.lower()
    assert button in said


def test_a_button_alone_with_an_old_token_is_told_once(officer, task):
    client = signed_in(officer)
    given = {"_ai": unsent.mark_of(officer), "_trang": f"/nhiem-vu/{task.pk}/", "_nut": "Theo dõi"}
    answer = send(client, "/tai-khoan/logout/", given, token="b" * 64)
    (said,) = told_on(client, answer.url)
    assert "đã cũ" in said
    assert "phiên" not in said.lower()


def test_a_session_that_has_ended_is_told_as_such(officer, task, talk):
    client = signed_in(officer)
    del client.cookies["sessionid"]
    send(client, talk, typed(officer, task), token="b" * 64)
    number = client.cookies[unsent.BACK].value
    client.force_login(officer)
    (kept,) = words_for(client, so=number)
    assert kept["line"].startswith("Phiên làm việc đã hết nên ")


def test_words_of_another_account_in_an_old_tab_are_not_given_to_whoever_signed_in_since(
    officer, coordinator, task, talk
):
    client = signed_in(coordinator)
    send(client, talk, typed(officer, task), token="b" * 64)
    assert not Unsent.objects.exists()


def test_another_site_cannot_put_words_into_an_account(officer, task, talk):
    client = signed_in(officer)
    answer = send(client, talk, typed(officer, task), token="b" * 64, HTTP_SEC_FETCH_SITE="cross-site")
    assert answer.status_code == 403
    assert "Trang này đã cũ" in answer.content.decode()
    del client.cookies["sessionid"]
    send(client, talk, typed(officer, task), HTTP_SEC_FETCH_SITE="cross-site")
    assert not Unsent.objects.exists()


def test_a_browser_that_nobody_signed_in_with_keeps_nothing(officer, task, talk):
    client = Client(enforce_csrf_checks=True)
    client.cookies["csrftoken"] = "a" * 32
    answer = send(client, talk, typed(officer, task))
    assert answer.url.startswith("/tai-khoan/login/")
    assert not Unsent.objects.exists()


def test_sign_out_makes_the_browser_forget_whose_it_was(officer):
    client = signed_in(officer)
    assert client.cookies[unsent.COOKIE].value
    send(client, "/tai-khoan/logout/")
    assert not client.cookies[unsent.COOKIE].value


def test_a_part_is_told_that_the_session_ended_instead_of_getting_a_sign_in_page(officer, task):
    client = signed_in(officer)
    del client.cookies["sessionid"]
    answer = client.get(f"/nhiem-vu/{task.pk}/", HTTP_HX_REQUEST="true")
    assert (answer.status_code, answer.content) == (401, b"")


def test_a_refused_form_keeps_its_words_on_its_page_until_it_went_through(officer, task, talk):
    client = signed_in(officer)
    answer = send(client, talk, typed(officer, task, "x" * 5001))
    assert answer.status_code == 422
    assert "x" * 5001 in answer.content.decode()
    send(client, talk, typed(officer, task, "vừa đủ"))
    assert Comment.objects.get().text == "vừa đủ"
    assert not Unsent.objects.exists()


def test_a_form_saves_itself_while_it_is_written_and_can_be_let_go(officer, talk):
    client = signed_in(officer)
    head = {"HTTP_X_CSRFTOKEN": client.cookies["csrftoken"].value}
    body = {
        "who": unsent.mark_of(officer),
        "form": f"{talk}#1",
        "page": "/x/",
        "words": {"text": ["Nửa chừng"]},
    }

    def save(given):
        return client.post("/viet-do/giu/", json.dumps(given), content_type="application/json", **head)

    assert save(body).json() == {"kept": True}
    assert save(body | {"words": {"text": ["Nửa chừng nữa"]}}).json() == {"kept": True}
    (kept,) = words_for(client, form=f"{talk}#1")
    assert kept["words"] == {"text": ["Nửa chừng nữa"]}
    assert kept["line"].startswith("Đã khôi phục nội dung đang viết dở lúc ")
    assert save(body | {"who": "nguoi-khac"}).status_code == 409
    assert save(body | {"words": "không phải bảng"}).status_code == 400
    client.post(f"/viet-do/{kept['pk']}/bo/", **head)
    assert not Unsent.objects.exists()


def test_too_much_is_not_kept_and_old_rows_make_room(officer):
    told = {"page": "/", "why": unsent.Why.TYPED}
    assert unsent.keep(officer, form="/a/", words={"text": ["x" * 400_001]}, **told) is None
    for number in range(unsent.MOST_FORMS + 3):
        unsent.keep(officer, form=f"/{number}/", words={"text": ["x"]}, **told)
    assert Unsent.objects.count() == unsent.MOST_FORMS
    assert not Unsent.objects.filter(form="/0/").exists()


def test_they_go_on_their_day(officer):
    unsent.keep(officer, form="/a/", page="/", words={"text": ["x"]}, why=unsent.Why.TYPED)
    rule = retention.PERSONAL.get("kernel.Unsent")
    now = timezone.now() + timedelta(days=settings.KEEP_DAYS["unsent"] + 1)
    assert rule.shred(rule.due(now - timedelta(days=settings.KEEP_DAYS["unsent"])), now) == 1


def password_fields():
    from django.apps import apps

    for app in apps.get_app_configs():
        if app.name.startswith("nhipcau"):
            __import__(f"{app.name}.urls") if app.name not in ("nhipcau.demo",) else None
    assert get_resolver().url_patterns
    waiting = [forms.BaseForm]
    while waiting:
        kind = waiting.pop()
        waiting += kind.__subclasses__()
        for name, field in getattr(kind, "base_fields", {}).items():
            if isinstance(field.widget, forms.PasswordInput):
                yield kind.__module__, name


def test_no_form_of_the_product_has_a_secret_that_would_be_kept():
    found = {(module, name) for module, name in password_fields() if module.startswith("nhipcau")}
    assert len(found) >= 3
    assert {(module, name) for module, name in found if not unsent.SECRET.search(name)} == set()


def test_addresses_of_elsewhere_are_no_page(rf, officer):
    for page in ("//ngoai.example/", "/\\ngoai.example", "https://ngoai.example/", "javascript:1"):
        assert unsent.page_of(rf.post("/x/", {"_trang": page})) == ""
    assert unsent.page_of(rf.post("/x/", HTTP_REFERER="http://testserver/a/?b=1#c")) == "/a/?b=1"
    assert unsent.page_of(rf.post("/x/", HTTP_REFERER="http://testserver.ngoai.example/a/")) == ""
    assert Notice.objects.count() == 0


SAYS = "Phiên làm việc đã hết"


def test_the_sign_in_page_says_that_the_session_has_ended(officer, task):
    client = signed_in(officer)
    client.get(f"/nhiem-vu/{task.pk}/")  # the browser learns who was here
    del client.cookies["sessionid"]
    led = client.get(f"/nhiem-vu/{task.pk}/", follow=True)
    assert SAYS in led.content.decode()
    assert SAYS not in client.get("/tai-khoan/login/").content.decode()


def test_a_first_visitor_and_whoever_signed_out_are_told_nothing_of_a_session(officer, task):
    assert SAYS not in Client().get(f"/nhiem-vu/{task.pk}/", follow=True).content.decode()
    client = signed_in(officer)
    send(client, "/tai-khoan/logout/")
    assert SAYS not in client.get(f"/nhiem-vu/{task.pk}/", follow=True).content.decode()


def test_a_page_drawn_by_a_form_is_found_again_where_the_form_stood(officer, duty, client_of):
    """Its own address takes only what is sent to it: neither the sign-in nor the other language may lead there."""
    address, stood = f"/phan-viec/{duty.pk}/tien-do/", f"/nhiem-vu/{duty.task_id}/?phan_viec={duty.pk}"
    client = client_of(officer)
    client.post(address, {"percent": "75"})
    page = client.post(address, {"percent": "25", "_trang": stood})
    assert "Ghi mức 25%" in page.text
    assert f'data-page="{stood}"' in page.text
    assert f'name="next" value="{stood}"' in page.text
    assert client.get(address).status_code == 405


@pytest.mark.parametrize("said", ["https://xau.example/", "//xau.example/", "/\\xau.example"])
def test_a_page_drawn_by_a_form_is_never_found_again_elsewhere(officer, duty, client_of, said):
    client = client_of(officer)
    client.post(f"/phan-viec/{duty.pk}/tien-do/", {"percent": "75"})
    page = client.post(f"/phan-viec/{duty.pk}/tien-do/", {"percent": "25", "_trang": said})
    assert "xau.example" not in page.text


def test_a_record_that_is_gone_when_the_form_comes_keeps_the_words(client_of, officer, task):
    client = client_of(officer)
    page = client.post("/nhiem-vu/987654321/trao-doi/", {"text": "Lời viết lâu", unsent.WRITTEN: "1"})
    assert page.status_code == 404
    assert "vẫn được giữ" in page.content.decode()
    assert "Lời viết lâu" in client.get("/viet-do/").content.decode()


def test_a_role_that_ended_while_the_form_was_written_keeps_the_words_until_there_is_one_again(
    client_of, officer, task
):
    client, held = client_of(officer), officer.role_holdings.get()
    held.since, held.until = held.since - timedelta(days=9), clock.today() - timedelta(days=1)
    held.save()
    page = client.post(f"/nhiem-vu/{task.pk}/trao-doi/", {"text": "Lời viết lâu", unsent.WRITTEN: "1"})
    assert page.status_code == 403
    assert "vẫn được giữ" not in page.content.decode()
    held.until = None
    held.save()
    assert "Lời viết lâu" in client.get("/viet-do/").content.decode()


def test_a_button_that_meets_nothing_keeps_nothing(client_of, officer):
    client_of(officer).post("/nhiem-vu/987654321/trao-doi/", {"text": "Lời"})
    assert not Unsent.objects.exists()


def left_over(client, account, form, **changes):
    """What a browser hands over that nobody is signed in with."""
    given = {
        "who": unsent.mark_of(account),
        "form": form,
        "page": "/x/",
        "words": {"text": ["Chưa tới máy chủ"]},
        "age": 60,
    } | changes
    head = {"HTTP_X_CSRFTOKEN": client.cookies["csrftoken"].value, "HTTP_SEC_FETCH_SITE": "same-origin"}
    return client.post("/viet-do/giu-lai/", json.dumps(given), content_type="application/json", **head)


def test_what_a_browser_holds_when_the_session_has_ended_is_kept_for_its_writer_alone(
    officer, coordinator, talk
):
    client = signed_in(officer)
    del client.cookies["sessionid"]
    assert left_over(client, coordinator, f"{talk}#1").status_code == 409
    answer = left_over(client, officer, f"{talk}#1")
    assert answer.json() == {"kept": True} and "Chưa tới" not in answer.content.decode()
    (kept,) = Unsent.objects.all()
    assert (kept.account, kept.words, kept.why) == (officer, {"text": ["Chưa tới máy chủ"]}, unsent.Why.TYPED)


def test_what_was_saved_later_elsewhere_is_not_written_over(officer, talk):
    client = signed_in(officer)
    unsent.keep(officer, form=f"{talk}#1", page="/", words={"text": ["Viết sau"]}, why=unsent.Why.TYPED)
    assert left_over(client, officer, f"{talk}#1", age=60).json() == {"kept": True}
    assert Unsent.objects.get().words == {"text": ["Viết sau"]}
    Unsent.objects.update(at=timezone.now() - timedelta(hours=1))
    left_over(client, officer, f"{talk}#1", age=60)
    assert Unsent.objects.get().words == {"text": ["Chưa tới máy chủ"]}


def test_a_browser_that_is_nobodys_or_another_sites_page_leaves_nothing(officer, talk):
    client = signed_in(officer)
    send(client, "/tai-khoan/logout/")
    client.get("/tai-khoan/login/")
    assert left_over(client, officer, f"{talk}#1").status_code == 409
    client = signed_in(officer)
    given = json.dumps(
        {"who": unsent.mark_of(officer), "form": "/a/", "page": "/", "words": {"text": ["x y"]}}
    )
    head = {"HTTP_X_CSRFTOKEN": client.cookies["csrftoken"].value, "HTTP_SEC_FETCH_SITE": "cross-site"}
    assert client.post("/viet-do/giu-lai/", given, content_type="application/json", **head).status_code == 400
    head["HTTP_SEC_FETCH_SITE"] = "same-origin"
    for age in ("x", None, [], 1e400):
        body = json.dumps(json.loads(given) | {"age": age})
        assert (
            client.post("/viet-do/giu-lai/", body, content_type="application/json", **head).status_code == 400
        )
    assert not Unsent.objects.exists()
