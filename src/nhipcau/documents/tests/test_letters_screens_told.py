"""The drafter is told on the draft's page what became of it, and that an edit drew it back."""

from __future__ import annotations

from datetime import date

import pytest

from nhipcau.agencies.models import Agency
from nhipcau.documents.tests.test_letters import NOW, _today, house, letter  # noqa: F401
from nhipcau.office.signing import actions as signing

pytestmark = pytest.mark.django_db


@pytest.fixture
def presented(letter, house):  # noqa: F811
    return signing.present(subject=letter, by=house["drafter"])


@pytest.fixture
def draft(letter):  # noqa: F811
    return letter


@pytest.fixture
def makers(house):  # noqa: F811
    return house


def _address(version) -> str:
    return f"/van-ban/soan/{version.subject_id}/"


def test_the_reason_of_a_return_stands_on_the_draft_s_page_until_it_is_presented_again(
    presented, makers, client_of
):
    signing.send_back(version=presented, reason="Thiếu thời hạn báo cáo", by=makers["checker"])
    client = client_of(makers["drafter"])
    page = client.get(_address(presented)).text
    assert f"{makers['checker']} trả lại lúc" in page
    assert page.count("Thiếu thời hạn báo cáo") == 2  # the note, and the list of versions
    client.post(f"{_address(presented)}trinh/")
    assert "trả lại lúc" not in client.get(_address(presented)).text


def test_an_edit_says_that_it_drew_the_presented_version_back(presented, makers, client_of):
    client, address = client_of(makers["drafter"]), f"{_address(presented)}sua/"
    form = client.get(address).context["form"]
    typed = {name: form[name].value() for name in form.fields if form[name].value() is not None}
    typed |= {"closing": "Đề nghị phối hợp"}
    page = client.post(address, typed, follow=True).text
    assert "Bản đã trình được rút về" in page
    assert "trả lại lúc" not in page, "nobody else sent it back"


def test_what_is_on_its_way_names_the_step_that_it_waits_for(presented, makers, client_of):
    client = client_of(makers["checker"])
    assert "Chờ soát xét" in client.get("/cho-ky/").text
    client.post(f"/ban-ky/{presented.pk}/buoc/", {"seen_seal": presented.seal})
    assert "Chờ ký" in client_of(makers["drafter"]).get("/van-ban/soan/").text


def test_the_form_for_a_paper_signed_by_pen_knows_the_signer_of_the_draft(presented, makers, client_of):
    signing.take_step(
        version=presented, step="checked", seen_seal=presented.seal, by=makers["checker"], now=NOW
    )
    form = client_of(makers["clerk"]).get(f"/ban-ky/{presented.pk}/ky-giay/").context["form"]
    director = makers["director"]
    assert (form["signer_name"].value(), form["signer_post"].value()) == (str(director), director.position)


@pytest.mark.parametrize("addressed", [True, False])
def test_agencies_are_picked_from_the_list_besides_what_is_typed(
    draft,
    makers,
    agency,
    client_of,
    addressed,
):
    if not addressed:
        draft.kind = "quyet-dinh"
        draft.save(update_fields=["kind"])
    third = Agency.objects.create(code="so-xay-dung", name="Sở Xây dựng", valid_from=date(2020, 1, 1))
    client, address = client_of(makers["drafter"]), f"/van-ban/soan/{draft.pk}/sua/"
    form = client.get(address).context["form"]
    typed = {name: form[name].value() for name in form.fields if form[name].value() is not None}
    place, role = ("addressees", "addressed") if addressed else ("copies", "copy")
    typed |= {place: agency.name, "agencies": [third.pk, agency.pk]}
    assert client.post(address, typed).status_code == 302
    found = list(draft.recipients.filter(role=role).values_list("name", "agency"))
    assert found == [(agency.name, agency.pk), ("Sở Xây dựng", third.pk)]


def test_the_draft_s_page_says_what_is_missing_who_is_waited_for_and_who_has_checked(
    letter,  # noqa: F811
    makers,
    client_of,
):
    address, client = f"/van-ban/soan/{letter.pk}/", client_of(makers["drafter"])
    body = letter.body
    type(letter).objects.filter(pk=letter.pk).update(body="")
    page = client.get(address).text
    assert "Còn phải làm trước khi ký" in page
    assert f'<a href="{address}sua/">' in page
    type(letter).objects.filter(pk=letter.pk).update(body=body)
    version = signing.present(subject=type(letter).objects.get(pk=letter.pk), by=makers["drafter"])
    page = client.get(address).text
    assert "Còn phải làm" not in page
    assert f"Soát xét: {makers['checker']}" in page
    signing.take_step(version=version, step="checked", seen_seal=version.seal, by=makers["checker"], now=NOW)
    page = client.get(address).text
    assert f"Ký: {makers['director']}" in page
    assert version.seal in page
    assert "Đọc và xử lý" not in page
    assert "Đọc và xử lý" in client_of(makers["director"]).get(address).text
