"""Lists of sources: the shipped one by one click, OPML in and out; nothing is taken before it was seen, nothing half."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from nhipcau.engines.presswire import opml
from nhipcau.engines.presswire.find.discover import FeedCandidate
from nhipcau.engines.presswire.model import Unreadable
from nhipcau.kernel.models import LogEntry
from nhipcau.kernel.refusal import Refused
from nhipcau.press.actions import listing, sources
from nhipcau.press.models import Outlet, Source
from nhipcau.press.rules import SourceKind, SourceState

TWO = """<?xml version="1.0"?><opml version="2.0"><head><title>x</title></head><body><outline text="Báo">
<outline text="Báo A" title="Báo A &amp; bạn" xmlUrl="https://a.example/rss" htmlUrl="https://a.example/" language="vi"/>
<outline text="Trang B" htmlUrl="https://b.example/tin"/></outline></body></opml>"""


def file_of(text: str | bytes, name: str = "nguon.opml") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, text.encode() if isinstance(text, str) else text)


def read(tmp_path: Path, text: str | bytes) -> list[opml.Outline]:
    path = tmp_path / "x.opml"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return opml.read(path)


def test_nested_outlines_with_feeds_or_pages_are_read(tmp_path):
    first, second = read(tmp_path, TWO)
    assert (first.name, first.address, first.is_feed) == ("Báo A & bạn", "https://a.example/rss", True)
    assert (second.name, second.address, second.is_feed) == ("Trang B", "https://b.example/tin", False)


BOMB = """<?xml version="1.0"?><!DOCTYPE opml [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;">]><opml><body><outline text="&c;" xmlUrl="https://x.example/"/></body></opml>"""
OUTSIDE = """<?xml version="1.0"?><!DOCTYPE opml [<!ENTITY e SYSTEM "file:///etc/passwd">]>
<opml><body><outline text="x" xmlUrl="https://x.example/">&e;</outline></body></opml>"""
ROW = '<outline text="x" xmlUrl="https://x.example/{}"/>'


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (BOMB, "opml_broken"),
        (OUTSIDE, "opml_broken"),
        ("", "opml_broken"),
        ("không phải XML", "opml_broken"),
        (b"\x00\xff\xfe<opml>", "opml_broken"),
        (TWO[:200], "opml_broken"),
        ("<html><body/></html>", "opml_broken"),
        ("<opml><body/></opml>", "opml_empty"),
        ('<opml><body><outline xmlUrl="javascript:alert(1)"/></body></opml>', "opml_empty"),
        ('<opml><body><outline xmlUrl="file:///etc/passwd"/></body></opml>', "opml_empty"),
        ("<opml>" + "<outline>" * 200 + "</outline>" * 200 + "</opml>", "opml_too_deep"),
        ("<opml>" + "<outline>" * 100_000, "opml_broken"),
        ("<opml>" + "".join(ROW.format(n) for n in range(501)) + "</opml>", "opml_too_many"),
        ("<opml><!--" + "x" * (opml.MOST_BYTES + 1) + "--></opml>", "opml_too_large"),
    ],
    ids=range(14),
)
def test_a_hostile_or_broken_list_is_refused_by_name(tmp_path, text, code):
    with pytest.raises(Unreadable) as refused:
        read(tmp_path, text)
    assert refused.value.code == code


def test_what_is_written_is_read_back(tmp_path):
    rows = [
        opml.Outline('Báo "A" <&>', "https://a.example/?x=1&y=2", True, "vi"),
        opml.Outline("B", "https://b.example/", False),
    ]
    assert (
        read(tmp_path, opml.write(rows, title="Nguồn", at=timezone.make_aware(datetime(2026, 6, 1)))) == rows
    )


@pytest.mark.parametrize(
    ("row", "address"),
    [
        ('<outline text="a" xmlurl="https://a.example/rss"/>', "https://a.example/rss"),
        ('<OUTLINE TEXT="a" XMLURL="https://a.example/rss"/>', "https://a.example/rss"),
        ('<outline text="a" xmlUrl="feed://a.example/rss"/>', "https://a.example/rss"),
        ('<outline text="a" xmlUrl="feed:http://a.example/rss"/>', "http://a.example/rss"),
        ('<outline text="a" type="link" url="https://a.example/"/>', "https://a.example/"),
    ],
)
def test_the_ways_in_which_programs_write_their_lists_are_read(tmp_path, row, address):
    (one,) = read(tmp_path, f'<opml xmlns="urn:x"><body>{row}</body></opml>')
    assert (one.name, one.address) == ("a", address)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_lists_in_other_encodings_are_read(tmp_path, encoding):
    text = '<?xml version="1.0" encoding="%s"?><opml><outline text="Báo Đắk" xmlUrl="https://a.example/"/></opml>'
    (one,) = read(tmp_path, (text % encoding.removesuffix("-sig")).encode(encoding))
    assert one.name == "Báo Đắk"


def test_ten_thousand_outlines_are_refused_by_their_number(tmp_path):
    with pytest.raises(Unreadable) as refused:
        read(tmp_path, "<opml>" + "".join(ROW.format(n) for n in range(10_000)) + "</opml>")
    assert refused.value.code == "opml_too_many"


# ---- the screens -----------------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_an_empty_desk_offers_the_shipped_list_and_takes_all_of_it_by_one_click(client_of, coordinator):
    client = client_of(coordinator)
    empty = client.get(reverse("press:sources")).content.decode()
    assert reverse("press:source_list") in empty
    assert "nhipcau press" not in empty
    seen = client.get(reverse("press:source_list"))
    assert not Source.objects.exists()
    client.post(reverse("press:source_list_take"), {"rows": seen.context["rows"], "het": "1"})
    assert Source.objects.count() == len(listing.shipped())
    assert set(Source.objects.values_list("state", flat=True)) == {SourceState.PAUSED}
    again = client.get(reverse("press:source_list"))
    assert again.context["new"] == 0
    assert LogEntry.objects.filter(action="press.sources_listed").count() == 1


@pytest.mark.django_db
def test_only_what_was_chosen_is_taken(client_of, coordinator):
    client = client_of(coordinator)
    seen = client.post(reverse("press:source_list_bring"), {"file": file_of(TWO)})
    assert [offer.name for offer in seen.context["offers"]] == ["Báo A & bạn", "Trang B"]
    assert not Source.objects.exists()
    client.post(
        reverse("press:source_list_take"), {"rows": seen.context["rows"], "chon": ["1", "99", "²", "-1"]}
    )
    taken = Source.objects.get()
    assert (taken.address, taken.kind) == ("https://b.example/tin", SourceKind.SECTION)
    nothing = client.post(reverse("press:source_list_take"), {"rows": seen.context["rows"]}, follow=True)
    assert "Chưa chọn nguồn mới nào" in nothing.content.decode()
    twice = client.post(
        reverse("press:source_list_take"), {"rows": seen.context["rows"], "het": "1"}, follow=True
    )
    assert twice.status_code == 200
    assert Source.objects.count() == 2


@pytest.mark.django_db
def test_choosing_none_stays_on_the_list_with_a_word(client_of, coordinator):
    client, take = client_of(coordinator), reverse("press:source_list_take")
    seen = client.post(reverse("press:source_list_bring"), {"file": file_of(TWO, "so-ngoai-vu.opml")})
    none = client.post(take, {"rows": seen.context["rows"]})
    assert none.status_code == 422
    assert "Chưa chọn nguồn mới nào" in none.text
    assert "so-ngoai-vu.opml" in none.text
    assert [offer.name for offer in none.context["offers"]] == ["Báo A & bạn", "Trang B"]
    assert not Source.objects.exists()
    client.post(take, {"rows": none.context["rows"], "chon": ["0"]})  # and from there it goes on
    assert Source.objects.get().address == "https://a.example/rss"


@pytest.mark.django_db
def test_the_form_says_as_many_megabytes_as_the_reader_takes(client_of, coordinator, tmp_path):
    page = client_of(coordinator).get(reverse("press:source_list_bring")).text
    assert "Tối đa 2 MB." in page
    full = "<opml><!--" + "x" * (2 * 1024**2 - 100) + '--><outline xmlUrl="https://a.example/"/></opml>'
    assert len(full) <= 2 * 1024**2
    assert len(read(tmp_path, full)) == 1


@pytest.mark.django_db
def test_duplicates_and_bad_addresses_are_told(client_of, coordinator):
    text = "<opml><body>" + ROW.format(1) * 2 + ROW.format(2) + '<outline xmlUrl="https:///x"/></body></opml>'
    outlet = Outlet.objects.create(host="x.example", name="X")
    Source.objects.create(outlet=outlet, address="https://x.example/2", kind=SourceKind.FEED)
    seen = client_of(coordinator).post(reverse("press:source_list_bring"), {"file": file_of(text)})
    assert [offer.standing for offer in seen.context["offers"]] == ["new", "twice", "known", "bad"]


ODD = (
    "file:///etc/passwd",
    "/rss",
    "javascript:alert(1)",
    "https://[x",
    "https://u:p@a.example/",
    "https://x.example/" + "x" * 1100,
)


@pytest.mark.django_db
def test_what_cannot_be_read_is_told_and_never_taken(client_of, coordinator):
    odd = "".join(f'<outline text="&#x202E;Odd&#x2028;" xmlUrl="{one}"/>' for one in ODD)
    client = client_of(coordinator)
    seen = client.post(
        reverse("press:source_list_bring"), {"file": file_of(f"<opml>{odd}{ROW.format(1)}</opml>")}
    )
    offers = seen.context["offers"]
    assert [offer.standing for offer in offers] == [*["bad"] * len(ODD), "new"]
    assert "\u202e" not in seen.content.decode()
    assert 'href="javascript' not in seen.content.decode()
    client.post(reverse("press:source_list_take"), {"rows": seen.context["rows"], "het": "1"})
    assert Source.objects.get().address == "https://x.example/1"
    only = client.post(
        reverse("press:source_list_bring"),
        {"file": file_of(f'<opml>{ROW.format(1)}<outline xmlUrl="/rss"/></opml>')},
    )
    assert "đều đã có" not in only.content.decode()


@pytest.mark.django_db
def test_one_source_written_in_two_ways_is_one(client_of, coordinator):
    outlet = Outlet.objects.create(host="x.example", name="X")
    Source.objects.create(outlet=outlet, address="http://www.x.example/tin/", kind=SourceKind.FEED)
    ways = ("https://x.example/tin", "https://x.example/khac/", "http://x.example/khac")
    text = "<opml>" + "".join(f'<outline xmlUrl="{way}"/>' for way in ways) + "</opml>"
    seen = client_of(coordinator).post(reverse("press:source_list_bring"), {"file": file_of(text)})
    assert [offer.standing for offer in seen.context["offers"]] == ["known", "new", "twice"]
    with pytest.raises(Refused):
        sources.add_source(address="https://x.example/tin", kind=SourceKind.FEED, by=coordinator)


@pytest.mark.django_db
@pytest.mark.parametrize("text", [BOMB, OUTSIDE, "", "<opml><body/></opml>"])
def test_a_refused_file_says_why_and_takes_nothing(client_of, coordinator, text):
    page = client_of(coordinator).post(reverse("press:source_list_bring"), {"file": file_of(text)})
    assert page.status_code == 422
    assert page.context["form"].errors["file" if "file" in page.context["form"].errors else "__all__"]
    assert not Source.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("rows", ["", "x", "W10:1:2", "[]"])
def test_a_list_that_the_house_did_not_show_is_not_taken(client_of, coordinator, rows):
    answer = client_of(coordinator).post(
        reverse("press:source_list_take"), {"rows": rows, "het": "1"}, follow=True
    )
    assert "mở lại danh sách" in answer.content.decode()
    assert not Source.objects.exists()


@pytest.mark.django_db
def test_a_failure_in_the_middle_takes_none(client_of, coordinator, monkeypatch):
    made = listing._follow

    def fail_at_second(offer, row, by):
        if offer.number == 1:
            raise RuntimeError("power")
        return made(offer, row, by)

    monkeypatch.setattr(listing, "_follow", fail_at_second)
    with pytest.raises(RuntimeError):
        listing.take(rows=listing.shipped(), chosen={0, 1, 2}, by=coordinator)
    assert not Source.objects.exists()
    assert not Outlet.objects.exists()


@pytest.mark.django_db
def test_the_list_goes_out_and_comes_back_and_the_log_knows(client_of, coordinator, leader, tmp_path):
    listing.take(rows=listing.shipped(), chosen=set(range(500)), by=coordinator)
    answer = client_of(leader).get(reverse("press:source_list_export"))
    assert "attachment" in answer.headers["Content-Disposition"]
    back = read(tmp_path, answer.content)
    assert {one.address for one in back} == set(Source.objects.values_list("address", flat=True))
    assert LogEntry.objects.filter(action="kernel.exported", by=leader).count() == 1


@pytest.mark.django_db
def test_only_those_who_keep_sources_bring_lists(client_of, leader, officer):
    for who, sees in ((leader, True), (officer, False)):
        client = client_of(who)
        for name in ("source_list", "source_list_bring"):
            assert client.get(reverse(f"press:{name}")).status_code == 403
        assert client.post(reverse("press:source_list_take")).status_code == 403
        assert (client.get(reverse("press:source_list_export")).status_code == 200) == sees


@pytest.mark.django_db
@pytest.mark.parametrize(("length", "is_taken"), [(1000, True), (1001, False)])
def test_a_found_address_that_is_too_long_is_not_cut_to_another_one(length, is_taken):
    outlet = Outlet.objects.create(host="x.example", name="X")
    source = Source.objects.create(outlet=outlet, address="https://x.example/", kind=SourceKind.SECTION)
    url = "https://x.example/".ljust(length, "a")
    sources._note_check(source=source, best=FeedCandidate(url=url, kind="rss"), by=None)
    source.refresh_from_db()
    assert (source.address == url) is is_taken
    assert is_taken or source.address == "https://x.example/"
