"""What an agency that got a paper sees of it: the paper, its files, its receipt; nothing of how it came about."""

from __future__ import annotations

import pytest
from tests.laid import laid

from nhipcau.documents.tests.test_letters import _today, house, issued, letter  # noqa: F401
from nhipcau.kernel.models import Notice
from nhipcau.office.deliveries.models import Delivery
from nhipcau.office.signing import actions as signing
from nhipcau.office.tests.conftest import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
@laid
def version(letter, house):  # noqa: F811
    """A letter that has gone out to the officer's agency."""
    return issued(letter, house)


@pytest.fixture
def makers(house):  # noqa: F811
    return house


def _confirm(client, version):
    delivery = Delivery.objects.get(version=version, channel="inside")
    return client.post(f"/gui-den/{delivery.pk}/da-nhan/", {"next": "paper"})


def test_the_receiver_confirms_on_the_paper_s_own_page(version, makers, officer, client_of):
    client, address = client_of(officer), f"/ban-ky/{version.pk}/"
    page = client.get(address).text
    assert version.issue.symbol in page
    assert str(makers["clerk"]) in page
    assert "Xác nhận đã nhận" in page
    assert f"{address}tep/pdf/" in page
    assert 'href="/gui-den/"' in page
    answer = _confirm(client, version)
    assert answer["Location"] == address
    page = client.get(address).text
    assert "da-nhan/" not in page
    assert str(officer) in page


def test_nothing_of_the_signing_is_on_the_receiver_s_page(version, makers, officer, client_of):
    page = client_of(officer).get(f"/ban-ky/{version.pk}/").text
    for word in ("Thu hồi", "Trả lại", "Các bản đã trình", "Soát xét", str(makers["checker"])):
        assert word not in page
    whoever_made_it = client_of(makers["clerk"]).get(f"/ban-ky/{version.pk}/").text
    assert "Các bản đã trình" in whoever_made_it


def test_a_recalled_paper_says_so_in_the_list_and_on_its_page(version, makers, officer, client_of):
    client = client_of(officer)
    assert version.issue.symbol in client.get("/gui-den/").text
    signing.recall(version=version, reason="Sai thời hạn báo cáo", by=makers["director"], now=NOW)
    assert "Đã thu hồi" in client.get("/gui-den/").text
    page = client.get(f"/ban-ky/{version.pk}/").text
    assert "Sai thời hạn báo cáo" in page
    assert "da-nhan/" not in page


def test_a_recall_is_told_to_the_officers_of_the_agencies_that_got_the_paper(version, makers, officer):
    signing.recall(version=version, reason="Sai thời hạn báo cáo", by=makers["director"], now=NOW)
    told = Notice.objects.to(officer).first()
    assert (told.title, told.text) == (f"Thu hồi: {version.title}", "Sai thời hạn báo cáo")
    assert told.said["title"]["key"] == "office.recalled"


def test_a_correction_says_what_it_corrects_and_the_corrected_paper_leads_to_it(version, makers, client_of):
    client, address = client_of(makers["drafter"]), f"/van-ban/soan/{version.subject_id}/"
    assert "Bản đã phát hành" in client.get(address).text
    made = client.post(f"{address}dinh-chinh/")["Location"].replace("sua/", "")
    page = client.get(made).text
    assert "Văn bản này đính chính, thay:" in page
    assert version.issue.symbol in page
    assert f'href="{made}"' in client.get(address).text


def test_whoever_may_read_but_was_not_sent_it_has_nothing_to_confirm(version, makers, coordinator, client_of):
    assert "da-nhan/" not in client_of(coordinator).get(f"/ban-ky/{version.pk}/").text
