from __future__ import annotations

import re
from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from tests.laid import apart, laid

from nhipcau.digests.actions import editing, signing
from nhipcau.digests.models import Digest, DigestItem
from nhipcau.digests.queries import page_of
from nhipcau.digests.rules import DigestPart
from nhipcau.office.directions.models import Direction
from nhipcau.press.models import Story

pytestmark = pytest.mark.django_db
DAY = date(2026, 6, 18)


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    monkeypatch.setenv("NHIPCAU_TODAY", DAY.isoformat())


def at(hour, day=DAY):
    return timezone.make_aware(datetime(day.year, day.month, day.day, hour))


@pytest.fixture
@apart
def write(db):
    """write(items) → a draft with so many items, some sensitive."""

    def make(count=3, day=DAY, kind="day"):
        digest = Digest.objects.create(
            kind=kind,
            first_day=day,
            last_day=day,
            from_at=at(6, day - timedelta(days=1)),
            until_at=at(6, day),
        )
        for number in range(count):
            DigestItem.objects.create(
                digest=digest,
                key=f"{day:%j}{number}",
                position=number,
                title=f"Tin số {number}",
                summary="Tóm tắt ngắn.",
                part=[DigestPart.SENSITIVE, DigestPart.POSITIVE, DigestPart.OTHER][number % 3],
                proposal="Theo dõi." if number % 3 == 0 else "",
                pages=[
                    {
                        "outlet": f"Báo {place}", "language": "vi", "country": "VN", "reach": 2, "title": "Bài",
                        "url": f"https://bao.vi.du/{number}/{place}", "at": at(5, day).isoformat(),
                    }
                    for place in range(5)
                ],
            )  # fmt: skip
        return digest

    return make


@pytest.fixture
@laid
def signed(write, coordinator):
    return signing.sign(digest=write(), now=at(7), by=coordinator)


def test_a_leader_reads_a_signed_digest_and_never_a_draft(client_of, leader, write, signed):
    client = client_of(leader)
    page = client.get(reverse("digests:digest", args=[signed.pk])).content.decode()
    assert "Tin số 0" in page
    assert "Cho ý kiến chỉ đạo" in page
    draft = write(day=DAY - timedelta(days=1))
    assert client.get(reverse("digests:digest", args=[draft.pk])).status_code == 404
    assert "Dự thảo" not in client.get(reverse("digests:digests")).content.decode()


@pytest.mark.parametrize("name", ["digests:edit", "digests:correct", "digests:add"])
def test_a_leader_does_not_edit(client_of, leader, signed, name):
    assert client_of(leader).get(reverse(name, args=[signed.pk])).status_code == 403


def test_a_focal_officer_has_no_digests(client_of, officer, signed):
    assert client_of(officer).get(reverse("digests:digest", args=[signed.pk])).status_code == 403


def test_a_coordinator_does_not_answer_in_a_leaders_place(client_of, coordinator, signed):
    item = signed.items.first()
    answer = client_of(coordinator).post(
        reverse("office:direct", args=["digest-item", item.pk]), {"text": "Làm."}
    )
    assert answer.status_code == 403


def test_a_leader_answers_on_an_item(client_of, leader, signed):
    item = signed.items.first()
    answer = client_of(leader).post(
        reverse("office:direct", args=["digest-item", item.pk]),
        {"text": "Trả lời báo chí ngay."},
        follow=True,
    )
    assert "Trả lời báo chí ngay." in answer.content.decode()
    assert Direction.objects.get().about == item


def test_an_unknown_agency_is_told_and_nothing_is_kept(client_of, leader, signed):
    item = signed.items.first()
    answer = client_of(leader).post(
        reverse("office:direct", args=["digest-item", item.pk]),
        {"text": "Làm.", "agency": "Sở Không Có", "due": "2026-07-01"},
        follow=True,
    )
    assert "Sở Không Có" in answer.content.decode()
    assert not Direction.objects.exists()


def test_the_editor_moves_an_item_without_reloading(client_of, coordinator, write):
    draft = write(6)
    second = draft.items.filter(part=DigestPart.POSITIVE).order_by("position")[1]
    answer = client_of(coordinator).post(
        reverse("digests:move", args=[second.pk, "len"]), headers={"HX-Request": "true"}
    )
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "<html" not in page
    assert page.index(second.title) < page.index("Tin số 1<")


def test_the_editor_works_without_scripts(client_of, coordinator, write):
    item = write().items.first()
    client = client_of(coordinator)
    answer = client.post(reverse("digests:drop", args=[item.pk]), follow=True)
    assert "1 tin đã loại" in answer.content.decode()
    assert "<html" in client.get(reverse("digests:item", args=[item.pk])).content.decode()


def form_of(item, **changed):
    fields = {
        "title": item.title,
        "part": item.part,
        "summary": item.summary,
        "note": "",
        "proposal": item.proposal,
    }
    return {f"m{item.pk}-{name}": value for name, value in (fields | changed).items()}


def test_an_items_words_are_kept_and_a_long_summary_is_told_in_place(client_of, coordinator, write):
    item = write().items.first()
    client = client_of(coordinator)
    address = reverse("digests:item", args=[item.pk])
    bad = client.post(address, form_of(item, summary="dài " * 200), headers={"HX-Request": "true"})
    assert (bad.status_code, "200 từ" in bad.content.decode()) == (422, True)
    good = client.post(address, form_of(item, proposal="Mời báo làm việc."), headers={"HX-Request": "true"})
    assert "Mời báo làm việc." in good.content.decode()
    assert good["HX-Retarget"] == "#digest-items"


def test_signing_asks_for_a_look_and_a_yes(client_of, coordinator, write):
    draft = write()
    client = client_of(coordinator)
    address = reverse("digests:sign", args=[draft.pk])
    page = client.get(address)
    seen = page.context["form"].initial["seen"]
    assert client.post(address, {"seen": seen}).status_code == 422
    editing.write_note(digest=draft, note="Thêm", by=coordinator)
    assert (
        "khác với bản bạn vừa đọc"
        in client.post(address, {"seen": seen, "sure": "on"}, follow=True).content.decode()
    )
    seen = client.get(address).context["form"].initial["seen"]
    answer = client.post(address, {"seen": seen, "sure": "on"}, follow=True)
    assert "Đã ký và gửi" in answer.content.decode()


@pytest.mark.parametrize(("form", "begins"), [("docx", b"PK"), ("pdf", b"%PDF")])
def test_files_come_as_they_were_signed(client_of, leader, signed, form, begins):
    answer = client_of(leader).get(reverse("digests:file", args=[signed.pk, form]))
    assert b"".join(answer.streaming_content).startswith(begins)
    assert client_of(leader).get(reverse("digests:file", args=[signed.pk, "exe"])).status_code == 404


def test_a_correction_and_its_first_issue_point_to_each_other(client_of, coordinator, signed):
    client = client_of(coordinator)
    client.post(reverse("digests:correct", args=[signed.pk]), {"reason": "Nhầm tên xã."})
    made = Digest.objects.get(corrects=signed)
    signing.sign(digest=made, now=at(9), by=coordinator)
    first = client.get(reverse("digests:digest", args=[signed.pk])).content.decode()
    second = client.get(reverse("digests:digest", args=[made.pk])).content.decode()
    assert reverse("digests:digest", args=[made.pk]) in first
    assert "Nhầm tên xã." in second
    assert reverse("digests:digest", args=[signed.pk]) in second


def test_a_signed_digest_opens_as_read_where_one_would_edit(client_of, coordinator, signed):
    answer = client_of(coordinator).get(reverse("digests:edit", args=[signed.pk]))
    assert (answer.status_code, answer.url) == (302, reverse("digests:digest", args=[signed.pk]))


def test_the_office_sets_its_hour_and_signers(client_of, coordinator, administrator):
    client = client_of(coordinator)
    answer = client.post(
        reverse("digests:setting"),
        {
            "is_on": "on",
            "draft_at": "05:15",
            "days": "working",
            "symbol": "BC-SVHTTDL",
            "signers": [coordinator.pk],
        },
        follow=True,
    )
    assert "Đã lưu" in answer.content.decode()
    assert 'value="05:15"' in answer.content.decode()


def test_a_draft_is_made_on_demand_and_thrown_away(client_of, coordinator):
    client = client_of(coordinator)
    client.post(reverse("digests:draft"), {"kind": "day"})
    made = Digest.objects.get()
    client.post(reverse("digests:discard", args=[made.pk]))
    assert not Digest.objects.exists()


def test_a_story_is_offered_and_added(client_of, coordinator, write):
    draft = write(1)
    story = Story.objects.create(key="them", title="Tin thêm vào", first_at=at(4), last_at=at(4))
    client = client_of(coordinator)
    offered = client.get(reverse("digests:add", args=[draft.pk]), {"q": "tin them"}).content.decode()
    assert "Tin thêm vào" in offered
    answer = client.post(
        reverse("digests:add", args=[draft.pk]), {"story": story.pk}, headers={"HX-Request": "true"}
    )
    # It has no article left, which the editor is told.
    assert answer.status_code == 422


def _count(client, address):
    client.get(address)  # warm
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def test_pages_ask_the_same_number_of_questions_at_3_and_30_items(client_of, coordinator, leader, write):
    small, large = write(3, DAY), write(30, DAY - timedelta(days=1))
    client = client_of(coordinator)
    for name in ("digests:edit", "digests:sign", "digests:digest"):
        assert _count(client, reverse(name, args=[small.pk])) == _count(
            client, reverse(name, args=[large.pk])
        )
    for digest in (small, large):
        signing.sign(digest=digest, now=at(7), by=coordinator)
    client = client_of(leader)
    few, many = (_count(client, reverse("digests:digest", args=[digest.pk])) for digest in (small, large))
    assert few == many
    assert many <= 16  # three for the part that every kind shows of its signing, one for its plain words


def test_the_list_asks_the_same_number_of_questions_at_3_and_18_issues(client_of, leader, coordinator, write):
    for back in range(3):
        signing.sign(digest=write(2, DAY - timedelta(days=back)), now=at(7), by=coordinator)
    client = client_of(leader)
    few = _count(client, reverse("digests:digests"))
    for back in range(4, 19):
        day = DAY - timedelta(days=back)
        made = Digest.objects.create(
            kind="day", first_day=day, last_day=day, from_at=at(6), until_at=at(6), note="Không có tin."
        )
        signing.sign(digest=made, now=at(7), by=coordinator, tell=False)
    assert _count(client, reverse("digests:digests")) == few


def test_what_is_unfinished_is_listed_with_links_before_signing(client_of, coordinator, write):
    digest = write()
    item = digest.items.get(position=2)
    DigestItem.objects.filter(pk=item.pk).update(summary="")
    client, link = client_of(coordinator), reverse("digests:item", args=[item.pk])
    for name in ("digests:edit", "digests:sign"):
        page = client.get(reverse(name, args=[digest.pk])).text
        assert f'href="{link}"' in page
        assert "cần viết tóm tắt" in page
    assert "Ký và gửi" not in page
    editing.edit_item(item=item, summary="Tỉnh đón đoàn khách.", by=coordinator)
    page = client.get(reverse("digests:sign", args=[digest.pk])).text
    assert "Ký và gửi" in page
    assert "Còn phải làm" not in page


def test_an_item_s_form_stands_beside_the_kept_texts_and_asks_for_what_is_signed(
    client_of, coordinator, tell, draft
):
    item = draft.items.get(title="Hộ dân phản ánh bụi mỏ")
    other = tell(
        "Báo khác cũng viết", outlet="Báo Hai", story=item.story, body="Đoạn một.\n\nĐoạn <b>hai</b>."
    )
    item.pages = [*item.pages, page_of(other)]
    item.save()
    link = reverse("digests:item", args=[item.pk])
    for more in ({}, {"HX-Request": "true"}):
        page = client_of(coordinator).get(link, headers=more).text
        assert "Chiều qua, tỉnh khai trương tuyến xe buýt" in page
        assert "<p>Đoạn một.</p>" in page and "<p>Đoạn &lt;b&gt;hai&lt;/b&gt;.</p>" in page
        fields = {
            words.partition("(")[0].strip(): words
            for words in re.findall(r"<label[^>]*>(.*?)</label>", page, re.S)
        }
        assert all("không bắt buộc" not in fields[name] for name in ("Tóm tắt", "Đề xuất xử lý"))


def test_an_item_without_a_kept_text_says_so(client_of, coordinator, write):
    item = write().items.first()
    page = client_of(coordinator).get(reverse("digests:item", args=[item.pk])).text
    assert "không giữ toàn văn" in page


def test_a_signed_digest_s_page_says_who_signed_and_leads_to_the_signed_version(
    client_of, leader, coordinator, write
):
    digest = signing.sign(digest=write(), now=at(7), by=coordinator)
    page = client_of(leader).get(reverse("digests:digest", args=[digest.pk])).text
    assert digest.seal in page
    assert reverse("office:version", args=[digest.version.pk]) in page
    assert f"{digest.signed_at.astimezone():%H:%M %d/%m/%Y}" in page


@pytest.mark.parametrize("sent", ["abc", "\x00", "9999-12-31", "9" * 40, "9" * 5000, ""])
def test_what_is_no_story_adds_nothing(write, client_of, coordinator, sent):
    draft = write()
    answer = client_of(coordinator).post(
        reverse("digests:add", args=[draft.pk]), {"story": sent, "hit": sent}
    )
    assert answer.status_code in (400, 404)
    assert draft.items.count() == 3
