"""A plan that the system cannot look into is taken only on its officer's word, which stays beside it."""

from __future__ import annotations

import io
import zipfile
from datetime import date

import docx
import pypdfium2 as pdfium
import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.writer import copy_into_new_writer

from nhipcau.kernel import stamps
from nhipcau.kernel.models import StoredFile
from nhipcau.kernel.refusal import Refused
from nhipcau.plans.actions import confirm, imports
from nhipcau.plans.models import PlanImport

FILM = b"\x00\x00\x00\x18ftypmp42" + bytes(range(256)) * 8


def docx_of(text: str, **embedded: bytes) -> bytes:
    """A Word file of some lines; embedded: files within it, by name."""
    made, out = docx.Document(), io.BytesIO()
    for line in text.splitlines():
        made.add_paragraph(line)
    made.save(out)
    with zipfile.ZipFile(out, "a") as package:
        for name, content in embedded.items():
            package.writestr(f"word/embeddings/{name.replace('__', '.')}", content)
    return out.getvalue()


def zipped(**members: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, content in members.items():
            package.writestr(name.replace("__", "."), content)
    return out.getvalue()


def blank_pdf() -> bytes:
    document, out = pdfium.PdfDocument.new(), io.BytesIO()
    document.new_page(595, 842)
    document.save(out)
    document.close()
    return out.getvalue()


def locked_pdf() -> bytes:
    writer, out = copy_into_new_writer(PdfFileReader(io.BytesIO(blank_pdf()))), io.BytesIO()
    writer.encrypt("mat-khau", "mat-khau")
    writer.write(out)
    return out.getvalue()


def start(content: bytes, name: str, by, **more) -> PlanImport:
    return imports.start_import(upload=ContentFile(content, name=name), name=name, by=by, **more)


@pytest.fixture
def no_ocr(monkeypatch):
    """A machine that recognises no letters: whatever is looked into comes back as a scan."""
    usual = stamps.reading.look
    monkeypatch.setattr(
        stamps.reading,
        "look",
        lambda function, upload, *, name: (
            "no-ocr" if function is stamps.first_look.stamps else usual(function, upload, name=name)
        ),
    )


def test_a_scan_that_nobody_could_look_into_asks_for_its_officer_s_word_on_the_page(
    no_ocr, client_of, coordinator, plan_text
):
    client, address = client_of(coordinator), reverse("plans:import_new")

    def sent(**more):
        return client.post(
            address, {"file": SimpleUploadedFile("kh.txt", plan_text.encode()), **more}, follow=True
        )

    refused = sent()
    assert "không xem được bên trong" in refused.text and "cam đoan" in refused.text
    assert not StoredFile.objects.exists() and not PlanImport.objects.exists()
    sent(declared="on")
    stored = PlanImport.objects.get().file
    assert (stored.unseen, stored.declared_by, stored.declared_at is None) == (
        "no-ocr",
        str(coordinator),
        False,
    )


def test_the_word_stands_beside_the_plan_s_file_wherever_it_is_shown(
    no_ocr, client_of, coordinator, departments, plan_text
):
    started, client = (
        start(plan_text.encode(), "kh.txt", coordinator, is_declared=True),
        client_of(coordinator),
    )
    word = started.file.declaration
    assert str(coordinator) in word
    page = reverse("plans:import", args=[started.pk])
    assert word in client.get(page).text  # while it is read
    imports.read_import.call(started.pk)
    started.refresh_from_db()
    assert word in client.get(page).text
    plan = confirm.confirm_import(plan_import=started, by=coordinator, today=date(2026, 1, 5))
    assert word in client.get(reverse("documents:document", args=[plan.document_id])).text


@pytest.mark.parametrize("inside", ["film__mp4", "more__zip"])
def test_what_a_plan_carries_in_its_inside_counts_too(inside, coordinator, plan_text):
    """A film, and an archive within an archive: the words of the plan itself are read well."""
    carried = {"film__mp4": FILM, "more__zip": zipped(a__zip=zipped(b__txt=b"x"))}[inside]
    content = docx_of(plan_text, **{inside: carried})
    with pytest.raises(Refused, match="không xem được bên trong"):
        start(content, "kh.docx", coordinator)
    assert not StoredFile.objects.exists()
    kept = start(content, "kh.docx", coordinator, is_declared=True).file
    assert (kept.unseen, kept.declared_by) == (
        {"film__mp4": "unknown", "more__zip": "nested"}[inside],
        str(coordinator),
    )


def test_a_plan_that_was_looked_into_bears_nobody_s_word(coordinator, plan_text):
    kept = start(docx_of(plan_text), "kh.docx", coordinator, is_declared=True).file
    assert (kept.unseen, kept.declared_by, kept.declared_at) == ("", "", None)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("khoa.pdf", locked_pdf()),
        ("nen.zip", zipped(a__txt=b"thu")),
        ("phim.mp4", FILM),
        ("mat.txt", "TỐI MẬT\nSố: 1/KH-UBND\nKẾ HOẠCH\n".encode()),
        ("giau.docx", docx_of("Kế hoạch", a__txt="TUYỆT MẬT".encode())),
    ],
)
@pytest.mark.parametrize("is_declared", [True, False])
def test_no_word_lets_in_what_is_no_plan_or_a_secret(name, content, is_declared, coordinator):
    with pytest.raises(Refused) as refused:
        start(content, name, coordinator, is_declared=is_declared)
    assert "cam đoan" not in str(refused.value)  # nobody is asked to vouch for what is refused anyway
    assert not StoredFile.objects.exists() and not PlanImport.objects.exists()


def test_a_plan_counts_among_the_uploads_of_a_day(coordinator, plan_text, settings):
    settings.MAX_DAILY_BYTES = len(plan_text.encode()) + 10
    start(plan_text.encode(), "kh.txt", coordinator)
    with pytest.raises(Refused, match="24 giờ"):
        start((plan_text + "\n").encode(), "kh2.txt", coordinator)
