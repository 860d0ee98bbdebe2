"""A report that goes up the line: made of what was issued, taken in elsewhere once its key is trusted, shown beside others."""

from __future__ import annotations

import hashlib
import io
import json
import os
import re
import stat
import zipfile
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.core.files.base import ContentFile
from django.db import Error, transaction
from django.urls import reverse
from django.utils.translation import override
from docx import Document
from tests.cast import hold
from tests.laid import laid

from nhipcau.agencies.rules import Role
from nhipcau.engines.counting import default_definitions
from nhipcau.engines.parcels import Enclosed, Parcel, Sender, opened, sealed
from nhipcau.indicators import actions as figures_actions
from nhipcau.indicators import queries as figures
from nhipcau.kernel import clock, files, house_key
from nhipcau.kernel.models import LogEntry, StoredFile
from nhipcau.kernel.refusal import Refused
from nhipcau.kernel.saying import say
from nhipcau.kernel.sentences import of_both
from nhipcau.office.signing import actions as signing
from nhipcau.reports import queries as reports
from nhipcau.reports.models import LookedParcel, ReceivedParcel, SenderTrust
from nhipcau.reports.parcels import actions, pages, queries, schema
from nhipcau.reports.parcels.rules import SENTENCES, Trust
from nhipcau.reports.tests.conftest import fill, hand_in

pytestmark = pytest.mark.django_db

KEY = Ed25519PrivateKey.from_private_bytes(hashlib.sha256(b"another office").digest())
OTHER = Ed25519PrivateKey.from_private_bytes(hashlib.sha256(b"a third office").digest())


def a_paper(words: str = "BÁO CÁO") -> bytes:
    out = io.BytesIO()
    made = Document()
    made.add_paragraph(words)
    made.save(out)
    return out.getvalue()


def a_figure(code: str, value: str | None, name: str = "Số bản tin") -> dict:
    return {
        "code": code, "part": "", "name": name, "unit": "bản", "value": value, "before": None, "to_date": value,
        "source": "Đếm",
    }  # fmt: skip


def said(number: str = "12/BC-UBND", **more) -> dict:
    return {
        "schema": "nhipcau.report", "version": 1, "number": number, "issued_on": "2026-05-19",
        "signer": {"name": "Nguyễn Văn A", "post": "Giám đốc"}, "seal": "", "agency": "Sở Ngoại vụ tỉnh Khác",
        "place": "Khác", "summary": "Kết quả 6 tháng", "plan": "1/KH-UBND",
        "period": {"code": "2026-H1", "name": "6 tháng đầu năm 2026", "first": "2025-11-15", "last": "2026-05-14"},
        "edition": 0, "corrects": "",
        "parts": [{"no": "I", "title": "Chỉ đạo", "lines": ["Đã ban hành 2 văn bản."], "nil": "", "tasks": [
            {"number": "1", "title": "Ban hành", "lines": ["Xong."], "facts": [], "nil": ""}]}],
        "figures": [a_figure("DIGESTS", "7")], "annexes": {},
    } | more  # fmt: skip


def a_parcel(
    content: dict | None = None, *, key=KEY, sender="Sở Ngoại vụ tỉnh Khác", kind="report", words="BÁO CÁO"
):
    parcel = Parcel(
        kind=kind,
        sender=Sender(sender, "so-ngoai-vu", "Khác"),
        subject="Báo cáo 6 tháng đầu năm 2026",
        made_at=datetime(2026, 5, 19, 8, 0, tzinfo=UTC),
        content=said() if content is None else content,
        files=(Enclosed("bao-cao.docx", a_paper(words)),),
    )
    return sealed(parcel, key)


def brought(data: bytes, by, name: str = "goi.zip") -> StoredFile:
    return actions.bring(upload=ContentFile(data, name=name), is_declared=False, by=by)


def taken(data: bytes, coordinator, administrator) -> ReceivedParcel:
    stored = brought(data, coordinator)
    actions.trust(stored=stored, note="Gọi điện cho ông A.", by=administrator)
    return actions.keep(stored=stored, by=coordinator)


@pytest.fixture
def other_coordinator(stranger, other_agency):
    hold(stranger, Role.COORDINATOR, other_agency)
    return stranger


@pytest.fixture
@laid
def issued(report, other_report, officer, people, house, coordinator):
    """The province's report, signed and numbered."""
    for one, by in ((report, officer), (other_report, house["officer"])):
        fill(one, by)
    hand_in(report, **people)
    hand_in(other_report, **house)
    province = reports.province_report(report.round)
    figures_actions.close(question=figures.asked("2026-H1", None), by=coordinator)
    hand_in(province, officer=coordinator, director=house["director"], clerk=house["clerk"])
    province.refresh_from_db()
    return province


def test_what_was_issued_is_packed_with_its_papers_and_figures_by_code(issued, coordinator, client_of):
    page = client_of(coordinator).get(reverse("reports:report", args=[issued.pk])).content.decode()
    assert "Gói gửi cấp trên" in page
    answer = client_of(coordinator).get(reverse("reports:parcel_send", args=[issued.pk]))
    found = opened(answer.content)
    version = queries.issued(issued)
    assert found.key == house_key.key().public_key().public_bytes_raw()
    assert {one.name.rpartition(".")[2] for one in found.parcel.files} == {"docx", "pdf"}
    told = schema.read(found.parcel.content)
    assert (told.number, told.period) == (version.issue.symbol, "2026-H1")
    assert told.figures and all(one.code for one in told.figures)
    assert [part.no for part in told.parts] == [part["no"] for part in version.content["parts"]]
    again = client_of(coordinator).get(reverse("reports:parcel_send", args=[issued.pk]))
    assert again.content == answer.content  # the same parcel, however often
    assert "goi-bao-cao-2026-h1" in str(list(LogEntry.objects.values_list("data", flat=True)))


def test_what_is_not_issued_or_was_recalled_is_not_packed(issued, other_report, house):
    with pytest.raises(Refused, match="đã phát hành"):
        actions.made(other_report)
    signing.recall(version=queries.issued(issued), reason="Sai.", by=house["director"], now=clock.now())
    with pytest.raises(Refused, match="đã phát hành"):
        actions.made(issued)


def test_the_own_parcel_can_be_taken_in_and_stands_beside_the_own_report(issued, coordinator, administrator):
    data, _name = actions.made(issued)
    kept = taken(data, coordinator, administrator)
    shown = pages.comparison("2026-H1")
    assert [side.number for side in shown.sides] == [kept.number, kept.number]
    assert shown.rows and all(one[0][1] == one[1][1] for *_names, one in shown.rows)


def test_the_key_is_made_once_and_for_this_account_alone(settings):
    first = house_key.key().private_bytes_raw()
    assert house_key.key().private_bytes_raw() == first
    assert stat.S_IMODE(house_key.place().stat().st_mode) == 0o600
    assert re.fullmatch(r"[0-9A-F]{4}( [0-9A-F]{4}){3}", house_key.shown())
    house_key.place().write_text("hỏng")
    with pytest.raises(Refused, match="khóa ký"):
        house_key.key()


def test_an_unknown_key_is_told_and_keeps_a_parcel_out_until_an_administrator_trusts_it(
    coordinator, administrator, client_of
):
    stored = brought(a_parcel(), coordinator)
    shown = pages.preview(stored)
    assert (shown.sender, shown.told.number, shown.is_trusted) == (
        "Sở Ngoại vụ tỉnh Khác",
        "12/BC-UBND",
        False,
    )
    with pytest.raises(Refused, match="chưa được xác nhận"):
        actions.keep(stored=stored, by=coordinator)
    refused = client_of(coordinator).post(reverse("reports:parcel_trust", args=[stored.pk]), {"note": "x"})
    assert refused.status_code == 403
    page = client_of(administrator).get(reverse("reports:parcel_preview", args=[stored.pk])).content.decode()
    assert shown.print in page and "Xác nhận khóa này" in page
    with pytest.raises(Refused, match="đối chiếu"):
        actions.trust(stored=stored, note=" ", by=administrator)
    client_of(administrator).post(reverse("reports:parcel_trust", args=[stored.pk]), {"note": "Gọi điện."})
    assert SenderTrust.objects.get().by == administrator
    client_of(coordinator).post(reverse("reports:parcel_preview", args=[stored.pk]))
    kept = ReceivedParcel.objects.get()
    page = client_of(coordinator).get(reverse("reports:parcel", args=[kept.pk])).content.decode()
    assert "Đã ban hành 2 văn bản." in page and "bao-cao.docx" in page
    paper = client_of(coordinator).get(reverse("reports:parcel_paper", args=[kept.pk, kept.papers.get().pk]))
    assert b"".join(paper.streaming_content) == a_paper_of(kept)


def a_paper_of(kept: ReceivedParcel) -> bytes:
    with kept.file.content.open("rb") as file:
        return opened(file.read()).parcel.files[0].data


def test_the_same_parcel_twice_is_one_and_is_never_changed(coordinator, administrator):
    data = a_parcel()
    first = taken(data, coordinator, administrator)
    assert taken(data, coordinator, administrator) == first and ReceivedParcel.objects.count() == 1
    assert LogEntry.objects.filter(action="report.parcel_taken").count() == 1
    with pytest.raises(Error), transaction.atomic():
        ReceivedParcel._base_manager.filter(pk=first.pk)._raw_delete("default")


def test_a_corrected_one_stands_in_place_of_the_one_before_with_its_chain(coordinator, administrator):
    second = said("15/BC-UBND", corrects="12/BC-UBND", edition=1, figures=[a_figure("DIGESTS", "9")])
    corrected = taken(
        a_parcel(second), coordinator, administrator
    )  # comes first: the order of the post does not count
    first = taken(a_parcel(), coordinator, administrator)
    shown = pages.comparison("2026-H1")
    assert [side.number for side in shown.sides] == ["15/BC-UBND"]
    assert [one[1] for *_names, values in shown.rows for one in values] == ["9"]
    assert queries.chain_of(first) == queries.chain_of(corrected) == [first, corrected]
    assert pages.parcel_page(first).replaced_by == corrected
    assert [row.is_replaced for row in pages.rows([first, corrected])] == [True, False]


def test_a_part_of_a_figure_says_of_which(coordinator, administrator):
    parts = [a_figure("REPORTS", "5", "Nộp đúng hạn"), a_figure("REPORTS", "6", "Phải nộp") | {"part": "all"}]
    taken(a_parcel(said(figures=parts)), coordinator, administrator)
    names = [name for name, _unit, _values in pages.comparison("2026-H1").rows]
    assert names == ["Nộp đúng hạn", "Nộp đúng hạn: phải nộp"]


def test_somebody_elses_number_replaces_nothing(coordinator, administrator):
    first = taken(a_parcel(), coordinator, administrator)
    forged = said("99/BC", corrects="12/BC-UBND")
    taken(a_parcel(forged, key=OTHER, sender="Sở Ngoại vụ tỉnh Khác"), coordinator, administrator)
    assert first in queries.standing(ReceivedParcel.objects.all())


def test_senders_stand_side_by_side_by_the_figures_codes(coordinator, administrator, client_of):
    taken(a_parcel(), coordinator, administrator)
    content = said(
        "3/BC", agency="Sở B", figures=[a_figure("DIGESTS", "1.5"), a_figure("COURSES", "4", "Lớp")]
    )
    taken(a_parcel(content, key=OTHER, sender="Sở B"), coordinator, administrator)
    shown = pages.comparison("2026-H1")
    assert [side.name for side in shown.sides] == ["Sở B", "Sở Ngoại vụ tỉnh Khác"]
    values = {name: [one for _whose, one in values] for name, _unit, values in shown.rows}
    assert values == {"Số bản tin": ["1,5", "7"], "Lớp": ["4", "–"]}
    page = client_of(coordinator).get(reverse("reports:parcels_compare", args=["2026-H1"])).content.decode()
    assert "Sở B" in page and "12/BC-UBND" in page
    assert client_of(coordinator).get(reverse("reports:parcels_compare", args=["không"])).status_code == 404


def test_many_senders_stand_side_by_side_some_at_a_time(coordinator, administrator, client_of):
    for number in range(pages.MOST_SIDES + 3):
        content = said(f"{number}/BC", figures=[a_figure("DIGESTS", str(number))])
        taken(a_parcel(content, sender=f"Sở {number:02}"), coordinator, administrator)
    first, second = pages.comparison("2026-H1"), pages.comparison("2026-H1", "2")
    assert [side.name for side in first.sides] == [f"Sở {number:02}" for number in range(pages.MOST_SIDES)]
    assert [side.name for side in second.sides] == ["Sở 12", "Sở 13", "Sở 14"]
    assert [value for _whose, value in second.rows[0][2]] == ["12", "13", "14"]
    address = reverse("reports:parcels_compare", args=["2026-H1"])
    page = client_of(coordinator).get(address).content.decode()
    assert "trang=2" in page and "Sở 11" in page and "Sở 12" not in page
    assert "Sở 14" in client_of(coordinator).get(f"{address}?trang=2").content.decode()


def test_the_list_of_parcels_goes_on_over_pages_and_names_every_period(coordinator, administrator, client_of):
    first = taken(a_parcel(said("0/BC", period={
        "code": "2025-H1", "name": "6 tháng đầu năm 2025", "first": "2024-11-15", "last": "2025-05-14"}
    )), coordinator, administrator)  # fmt: skip
    same = {
        name: getattr(first, name) for name in ("key", "sender", "content", "file", "made_at", "issued_on")
    }
    ReceivedParcel.objects.bulk_create(
        ReceivedParcel(
            sha256=f"{number:064}", subject="Báo cáo", period="2026-H1", number=f"{number}/BC", taken_by=coordinator, **same
        )
        for number in range(1, 61)
    )  # fmt: skip
    client, address = client_of(coordinator), reverse("reports:parcels")
    newest, oldest = client.get(address).content.decode(), client.get(f"{address}?trang=2").content.decode()
    assert "60/BC" in newest and "11/BC" in newest and "10/BC," not in newest
    assert "10/BC" in oldest and "0/BC" in oldest and "60/BC" not in oldest
    for page in (newest, oldest):
        assert all(reverse("reports:parcels_compare", args=[one]) in page for one in ("2025-H1", "2026-H1"))


HEADED = [
    {"no": "III", "title": "Kết quả", "lines": [], "nil": "", "tasks": []},
    {"no": "III.1", "title": "Báo chí", "lines": ["Đã đăng 40 tin."], "nil": "", "tasks": []},
    {"no": "III.2", "title": "Đối ngoại", "lines": [], "nil": "Chưa có đoàn.", "tasks": []},
]  # fmt: skip


def test_what_only_opens_the_parts_below_it_is_a_heading_and_no_empty_card(
    coordinator, administrator, client_of
):
    kept = taken(a_parcel(said(parts=HEADED)), coordinator, administrator)
    page = client_of(coordinator).get(reverse("reports:parcel", args=[kept.pk])).content.decode()
    cards = re.findall(r'<section class="nc-card.*?</section>', page, re.S)
    titles = [re.sub(r"<[^>]+>|\s+", " ", card.split("</h2>")[0]).split("  ")[-1].strip() for card in cards]
    assert [title for title in titles if title.startswith("III")] == ["III.1. Báo chí", "III.2. Đối ngoại"]
    assert re.search(r"<h2[^>]*>III\. Kết quả</h2>", page)
    assert "Đã đăng 40 tin." in page and "Chưa có đoàn." in page


@pytest.mark.parametrize(("tongue", "names"), [("vi", ("Bản tin đã phát", "bản")), ("en", None)])
def test_figures_are_called_in_the_readers_language_and_the_senders_own_as_he_called_them(
    tongue, names, coordinator, administrator
):
    known = default_definitions().get("DIGESTS_DAILY").parts[0]
    with override("en"):
        names = names or (of_both(known.name), of_both(known.unit))
    assert tongue == "vi" or names != ("Bản tin đã phát", "bản")
    figures = [
        a_figure("DIGESTS_DAILY", "7", "Bản tin đã phát"),
        a_figure("O-SO-KHAC", "3", "Chỉ tiêu của Sở Khác"),
    ]
    kept = taken(a_parcel(said(figures=figures)), coordinator, administrator)
    with override(tongue):
        shown, beside = pages.parcel_page(kept).figures, pages.comparison("2026-H1").rows
    assert [row[:2] for row in shown] == [names, ("Chỉ tiêu của Sở Khác", "bản")]
    assert [row[:2] for row in beside] == [names, ("Chỉ tiêu của Sở Khác", "bản")]


def test_a_key_that_is_trusted_no_more_brings_nothing_and_what_came_stays_marked(
    coordinator, administrator, client_of
):
    kept = taken(a_parcel(), coordinator, administrator)
    page = client_of(administrator).get(reverse("reports:parcel_keys")).content.decode()
    assert house_key.shown() in page and pages.printed(kept.key) in page
    form = {"khoa": kept.key, "note": "Máy bị lấy cắp.", "viec": "thoi"}
    client_of(administrator).post(reverse("reports:parcel_change_key"), form)
    assert queries.trust_of(kept.key) == Trust.WITHDRAWN and SenderTrust.objects.count() == 2
    stored = brought(a_parcel(said("16/BC")), coordinator)
    with pytest.raises(Refused):
        actions.keep(stored=stored, by=coordinator)
    assert pages.rows([kept])[0].trust == "khóa không còn tin"
    actions.trust_again(key=kept.key, note="Đã cấp lại.", by=administrator)
    assert queries.trust_of(kept.key) == Trust.TRUSTED


def test_a_parcel_that_was_looked_at_waits_a_week_for_whoever_runs_reports_and_its_key(
    coordinator, administrator, other_coordinator, client_of
):
    data = a_parcel()
    stored = brought(data, coordinator)
    preview = reverse("reports:parcel_preview", args=[stored.pk])
    for by in (other_coordinator, administrator):
        page = client_of(by).get(reverse("reports:parcels")).content.decode()
        assert preview in page and "khóa mới, chưa ai xác nhận" in page
    assert brought(data, other_coordinator) == stored
    assert client_of(other_coordinator).get(preview).status_code == 200
    assert client_of(coordinator).get(preview).status_code == 200
    actions.trust(stored=stored, note="Gọi điện.", by=administrator)
    assert "khóa đã tin" in client_of(coordinator).get(reverse("reports:parcels")).content.decode()
    client_of(other_coordinator).post(preview)
    page = client_of(coordinator).get(reverse("reports:parcels"))
    assert not page.context["waiting"] and len(page.context["rows"]) == 1
    assert StoredFile.objects.filter(pk=stored.pk).exists() and not LookedParcel.objects.exists()
    assert (
        client_of(coordinator).get(preview).status_code == 200
    )  # the back button: it says that it was taken


def test_a_parcel_that_nobody_took_in_goes_after_a_week_with_its_file(coordinator, administrator):
    stored = brought(a_parcel(), coordinator)
    path = Path(stored.content.path)
    with clock.told(clock.now() + timedelta(days=6)):
        assert actions.sweep() == 0
    with clock.told(clock.now() + timedelta(days=8)):
        assert actions.sweep() == 1 and actions.sweep() == 0
    assert not StoredFile.objects.exists() and not LookedParcel.objects.exists() and path.is_file()
    os.utime(path, (0, 0))
    assert files.sweep(clock.now()) == 1 and not path.exists()


def test_what_was_taken_in_or_is_kept_elsewhere_outlives_the_week(coordinator, administrator):
    data = a_parcel()  # of its papers each made anew has another hour in it
    kept = taken(data, coordinator, administrator)
    again = brought(data, coordinator, name="goi-gui-lai.zip")
    assert actions.keep(stored=again, by=coordinator) == kept
    assert not StoredFile.objects.filter(pk=again.pk).exists()
    brought(data, coordinator)  # looked at once more, and left
    with clock.told(clock.now() + timedelta(days=8)):
        assert actions.sweep() == 1
    assert StoredFile.objects.filter(pk=kept.file_id).exists()


def test_other_files_of_the_store_are_not_looked_at_as_parcels(coordinator, client_of):
    other = files.store(ContentFile(a_parcel(), name="a.zip"), name="a.zip", by=coordinator)
    assert client_of(coordinator).get(reverse("reports:parcel_preview", args=[other.pk])).status_code == 404


def test_another_key_under_a_known_name_is_told(coordinator, administrator):
    taken(a_parcel(), coordinator, administrator)
    assert pages.preview(brought(a_parcel(key=OTHER), coordinator)).other_key


def changed(data: bytes, name: str, make) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as box:
        parts = {one: box.read(one) for one in box.namelist()}
    parts[name] = make(parts[name])
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as box:
        for one, content in parts.items():
            box.writestr(one, content)
    return out.getvalue()


def told_newer(manifest: bytes) -> bytes:
    return json.dumps(json.loads(manifest) | {"format": 2}).encode()


REFUSED = [
    (lambda: b"PK not a parcel", "không phải gói báo cáo"),
    (lambda: boxed(), "không phải gói báo cáo"),
    (lambda: a_parcel()[:-200], "không còn nguyên vẹn"),
    (lambda: changed(a_parcel(), "goi.json", told_newer), "phiên bản mới hơn"),
    (lambda: changed(a_parcel(), "goi.json", lambda told: told.replace(b"Nguy", b"Ngay")), "Chữ ký của gói không đúng"),
    (lambda: changed(a_parcel(), "tep/bao-cao.docx", lambda _old: a_paper("khác")), "không phải tệp đã được ký"),
    (lambda: a_parcel(kind="other"), "kind"),
    (lambda: a_parcel(said(schema="x")), "schema"),
    (lambda: a_parcel(said(version=2)), "phiên bản mới hơn (bản 2)"),
    (lambda: a_parcel(said(period={"code": "2026-H9", "name": "", "first": "2026-01-01", "last": "2026-02-01"})), "period"),
    (lambda: a_parcel(said(figures=[a_figure("X", "NaN")])), "value"),
    (lambda: a_parcel(said(parts=[{"no": "I"}])), "title"),
    (lambda: a_parcel(said(number=" ")), "number"),
    (lambda: a_parcel(words="MẬT"), "MẬT"),
]  # fmt: skip


def boxed() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as box:
        box.writestr("a.txt", "x")
    return out.getvalue()


@pytest.mark.parametrize("number", range(len(REFUSED)))
def test_what_is_no_sound_parcel_is_refused_with_the_reason_and_nothing_is_kept(number, coordinator):
    make, words = REFUSED[number]
    with pytest.raises(Refused) as why:
        brought(make(), coordinator)
    assert words in say(why.value)
    assert not StoredFile.objects.exists() and not ReceivedParcel.objects.exists()


def test_every_code_has_words():
    from nhipcau.engines.parcels import Unfit

    codes = {"strange", "truncated", "newer", "large", "signature", "altered", "content"}
    assert {f"parcel.{code}" for code in codes} == set(SENTENCES)
    assert all(f"{code}:" in (Unfit.__doc__ or "") for code in codes)


def test_an_officer_of_an_agency_sees_nothing_of_it(officer, client_of):
    for name in ("reports:parcels", "reports:parcel_bring", "reports:parcel_keys"):
        assert client_of(officer).get(reverse(name)).status_code == 403


def test_numbers_of_a_parcel_are_plain(coordinator):
    told = schema.read(said(figures=[a_figure("X", "12.50"), a_figure("Y", None)]))
    assert [one.value for one in told.figures] == [Decimal("12.50"), None]
    assert told.issued_on == date(2026, 5, 19)
