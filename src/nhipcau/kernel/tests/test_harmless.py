"""What every answer says to the browser, and names that would read as other names."""

from __future__ import annotations

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, RequestFactory
from django.urls import reverse

from nhipcau.kernel import answers, files, sheets
from nhipcau.kernel.middleware import SoundWords
from nhipcau.kernel.sound import UNSOUND

TURNED = "báo cáo\u202efdp.exe"
TURNERS = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/", "/he-thong/", "/nhat-ky/", "/can-bo/", "/thong-bao/", "/khong-co/"])
def test_private_pages_stay_in_no_cache_and_open_no_sensor(administrator, client_of, path):
    for client in (client_of(administrator), Client()):
        headers = client.get(path).headers
        assert "no-store" in headers["Cache-Control"]
        assert (
            "camera=()" in headers["Permissions-Policy"]
            and "publickey-credentials-get=(self)" in headers["Permissions-Policy"]
        )
        assert headers["X-Content-Type-Options"] == "nosniff" and headers["Referrer-Policy"] == "same-origin"
        assert (
            headers["Cross-Origin-Opener-Policy"] == headers["Cross-Origin-Resource-Policy"] == "same-origin"
        )
        assert headers["X-Frame-Options"] == "SAMEORIGIN"
        assert (
            "script-src 'self'" in headers["Content-Security-Policy"]
            and "unsafe" not in headers["Content-Security-Policy"]
        )


@pytest.mark.django_db
def test_the_sign_in_page_is_not_kept_either(installation):
    assert "no-store" in Client().get("/tai-khoan/login/").headers["Cache-Control"]


@pytest.mark.parametrize("letter", [*TURNERS, "\x1b", "\x7f", "\x9b", "\x07"])
def test_a_name_that_reads_as_another_is_kept_without_what_turns_it(letter):
    assert files.harmless(f"báo{letter} cáo.pdf") == "báo cáo.pdf"
    assert UNSOUND.search(letter)


def test_names_of_neighbours_stay_whole():
    for name in ("របាយការណ៍\u200cទី១.pdf", "báo cáo ƀ ĕ.docx", "报告.pdf", "رسالة.pdf"):
        assert files.harmless(name) == name and not UNSOUND.search(name)


@pytest.mark.django_db
def test_a_turned_name_reaches_neither_store_nor_header_nor_sheet(officer):
    stored = files.store(ContentFile(b"x"), name=TURNED, by=officer)
    assert stored.name == "báo cáofdp.exe"
    stored.name = TURNED  # as a row of long ago may have it
    answer = answers.kept(stored)
    answer.close()
    assert "E2%80%AE" not in answer.headers["Content-Disposition"]
    assert "E2%80%AE" not in answers.workbook(b"", TURNED).headers["Content-Disposition"]
    assert sheets.safe_text(TURNED) == "báo cáofdp.exe" and sheets.safe_text("báo cáo") == "báo cáo"


def test_words_of_a_form_lose_what_turns_them():
    request = RequestFactory().post("/?q=a%E2%80%AEb", {"title": TURNED, "ten": ["a\u2066b", "c"]})
    SoundWords(lambda request: None).process_view(request, None, (), {})
    assert request.POST["title"] == "báo cáofdp.exe" and request.POST.getlist("ten") == ["ab", "c"]
    assert request.GET["q"] == "ab"


def test_a_name_of_an_upload_is_already_harmless():
    assert "\u202e" not in files.harmless(SimpleUploadedFile(TURNED, b"x").name)


def test_a_turned_name_of_an_upload_is_mended_before_any_page_or_refusal_says_it():
    request = RequestFactory().post(
        "/", {"file": SimpleUploadedFile(TURNED, b"x"), "two": SimpleUploadedFile("\u202e.txt", b"y")}
    )
    SoundWords(lambda request: None).process_view(request, None, (), {})
    assert [upload.name for upload in request.FILES.values()] == ["báo cáofdp.exe", ".txt"]
    for upload in request.FILES.values():
        upload.close()


def test_a_refusal_on_screen_says_a_turned_name_harmlessly(officer, duty, client_of, settings):
    settings.MAX_DAILY_BYTES = 1
    page = client_of(officer).post(
        reverse("plans:duty_evidence", args=[duty.pk]),
        {"title": "x", "file": SimpleUploadedFile("báo cáo\u202efdp.txt", b"xx")},
        follow=True,
    )
    assert "\u202e" not in page.text


def test_two_officers_evidence_of_the_same_bytes_is_shown_and_downloaded_under_each_one_s_name(
    officer, coordinator, duty, client_of
):
    from nhipcau.plans.actions import work

    kept = [
        work.add_evidence(duty=duty, title="", upload=ContentFile(b"same", name=name), by=by)
        for name, by in (("cua-so.txt", officer), ("cua-dieu-phoi.txt", coordinator))
    ]
    assert [one.title for one in kept] == ["cua-so.txt", "cua-dieu-phoi.txt"]
    for one in kept:
        got = client_of(officer).get(reverse("plans:evidence_file", args=[one.pk]))
        assert one.title in got.headers["Content-Disposition"] and b"".join(got.streaming_content) == b"same"
