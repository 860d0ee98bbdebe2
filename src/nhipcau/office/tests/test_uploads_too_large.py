"""A file over the limit is told where it was chosen; nothing goes on without it, and nothing typed is lost."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from nhipcau.kernel.models import StoredFile
from nhipcau.office.asks.models import Answer
from nhipcau.office.signing.models import Issue
from nhipcau.office.tests.test_asks import _of_agencies, _today, asked  # noqa: F401

pytestmark = pytest.mark.django_db
SAID = "lớn hơn 1 MB"


@pytest.fixture(autouse=True)
def _small_limit(settings):
    settings.MAX_UPLOAD_BYTES = 1024 * 1024


def big(name: str = "qua-lon.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, b"%PDF-1.7" + bytes(1_500_000), content_type="application/pdf")


def test_an_answer_is_not_sent_without_the_paper_that_was_too_large(asked, officer, client_of):  # noqa: F811
    address = reverse("office:ask", args=[asked.pk])
    page = client_of(officer).post(
        address, {"verdict": "agree", "text": "Nhất trí, kèm văn bản.", "file": big()}
    )
    assert page.status_code == 200
    assert SAID in page.text and "qua-lon.pdf" in page.text
    assert "Nhất trí, kèm văn bản." in page.text
    assert not Answer.objects.exists() and not StoredFile.objects.exists()


def test_what_stands_behind_the_file_in_the_form_is_not_lost(asked, officer, client_of):  # noqa: F811
    typed = {"file": big(), "verdict": "agree", "text": "Viết sau tệp"}  # sent in this order
    page = client_of(officer).post(reverse("office:ask", args=[asked.pk]), typed)
    assert SAID in page.text and "Viết sau tệp" in page.text


def test_a_scan_that_is_too_large_issues_nothing(presented, checker, clerk, client_of):
    from nhipcau.office.signing import actions
    from nhipcau.office.tests.conftest import NOW

    actions.take_step(version=presented, step="check", seen_seal=presented.seal, by=checker, now=NOW)
    page = client_of(clerk).post(
        reverse("office:version_on_paper", args=[presented.pk]),
        {"day": "2026-06-18", "number_text": "7", "signer_name": "Đỗ Giám Đốc", "scan": big()},
    )
    assert SAID in page.text and "Đỗ Giám Đốc" in page.text
    assert not Issue.objects.exists()


@pytest.mark.parametrize(
    ("name", "arguments", "who"),
    [
        ("office:pdf_check", [], "officer"),
        ("office:certificate_add", [], "officer"),
        ("office:issuer_add", [], "administrator"),
        ("agencies:table", ["co-quan"], "coordinator"),
        ("plans:import_new", [], "coordinator"),
    ],
)
def test_every_form_says_it(name, arguments, who, request, client_of, installation):
    page = client_of(request.getfixturevalue(who)).post(
        reverse(name, args=arguments), {"file": big(), "passphrase": "x"}
    )
    assert page.status_code in (200, 422)
    assert SAID in page.text


def test_several_files_are_too_large_together(asked, officer, client_of):  # noqa: F811
    small = SimpleUploadedFile("nho.pdf", b"%PDF-1.7" + bytes(700_000))
    again = SimpleUploadedFile("nua.pdf", b"%PDF-1.7" + bytes(700_000))
    page = client_of(officer).post(
        reverse("office:ask", args=[asked.pk]),
        {"verdict": "agree", "text": "x", "other": small, "file": again},
    )
    assert SAID in page.text
    assert not Answer.objects.exists()


@pytest.fixture
def full_after(monkeypatch):
    """full_after(n): the disk takes n more writes of files that arrive."""
    import errno

    from django.core.files.uploadedfile import TemporaryUploadedFile

    def limit(writes: int) -> None:
        class Full(TemporaryUploadedFile):
            left = writes

            def write(self, data):
                Full.left -= 1
                if Full.left < 0:
                    raise OSError(errno.ENOSPC, "No space left on device")
                return self.file.write(data)

        monkeypatch.setattr("django.core.files.uploadhandler.TemporaryUploadedFile", Full)

    return limit


@pytest.mark.parametrize("writes", [0, 3])
def test_a_disk_that_fills_up_while_a_file_arrives_is_told_in_the_form(
    asked,  # noqa: F811
    officer,
    client_of,
    full_after,
    writes,
):
    full_after(writes)
    paper = SimpleUploadedFile("van-ban.pdf", b"%PDF-1.7" + bytes(400_000))
    page = client_of(officer).post(
        reverse("office:ask", args=[asked.pk]), {"file": paper, "verdict": "agree", "text": "Còn đây"}
    )
    assert page.status_code == 200
    assert "hết chỗ" in page.text and "van-ban.pdf" in page.text and "Còn đây" in page.text
    assert not Answer.objects.exists()


@pytest.mark.parametrize("writes", [1])
def test_another_fault_of_the_disk_is_not_called_full(asked, officer, client_of, monkeypatch, writes):  # noqa: F811
    import errno

    def broken(*_: object) -> None:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr("django.core.files.uploadedfile.TemporaryUploadedFile.write", broken, raising=False)
    with pytest.raises(OSError):
        client_of(officer).post(
            reverse("office:ask", args=[asked.pk]), {"file": big(), "verdict": "agree", "text": "x"}
        )


@pytest.mark.parametrize("kind", ["sqlite", "postgresql", "files", "other"])
def test_a_full_database_is_said_by_its_name(officer, client_of, monkeypatch, kind):
    import errno
    import sqlite3

    from django.db import OperationalError

    from nhipcau.office.signing import pages

    def fail(*_: object, **__: object) -> None:
        cause: Exception = OSError(errno.ENOSPC, "No space left on device")
        if kind == "sqlite":
            cause = sqlite3.OperationalError("database or disk is full")
            cause.sqlite_errorcode = sqlite3.SQLITE_FULL
        elif kind != "files":
            cause = RuntimeError("server said")
            cause.sqlstate = "53100" if kind == "postgresql" else "40001"
        raise OperationalError("said by the database") from cause

    monkeypatch.setattr(pages, "waiting_rows", fail)
    client = client_of(officer)
    client.raise_request_exception = False
    page = client.get(reverse("office:waiting"))
    assert (page.status_code, "hết chỗ" in page.text) == ((500, False) if kind == "other" else (507, True))
