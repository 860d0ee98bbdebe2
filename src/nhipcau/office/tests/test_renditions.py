"""What goes out besides the paper: a picture for screens, a text for the radio, a table, another language."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.urls import reverse
from PIL import Image

from nhipcau.kernel import atomic, files, sheets
from nhipcau.kernel.frozen import Frozen
from nhipcau.kernel.models import LogEntry
from nhipcau.kernel.proofs import all_doubts
from nhipcau.office.signing import actions, checking
from nhipcau.office.signing.kinds import Rendition, kinds
from nhipcau.office.signing.models import Issue, IssueFile, Numbering
from nhipcau.office.tests.conftest import DAY

pytestmark = pytest.mark.django_db


def screen(content, mark) -> bytes:
    """A picture for the screens of a hall."""
    out = io.BytesIO()
    Image.new("RGB", (16, 9), "white").save(out, "PNG")
    return out.getvalue()


def radio(content, mark) -> bytes:
    """A text to be read aloud, which says number and day."""
    return f"{mark.symbol} {mark.issued_on}: {content['title']}".encode()


def table(content, mark) -> bytes:
    return sheets.workbook(
        name="Báo cáo", columns=[sheets.Column("Dòng")], rows=[[line] for line in content["lines"]]
    )


def abroad(content) -> list[Rendition]:
    """One form in each language that the words are written in."""
    return [
        Rendition(f"loi-{language}", f"Lời đọc ({language})", "text/plain", "txt", radio, language)
        for language in content.get("languages", ["vi", "en", "ko"])
    ]


FORMS = (
    Rendition("man-hinh", "Ảnh màn hình", "image/png", "png", screen),
    Rendition("phat-thanh", "Lời đọc phát thanh", "text/plain; charset=utf-8", "txt", radio, "vi"),
)


@pytest.fixture
def with_forms(paper_kind, monkeypatch):
    """The small kind of paper, going out in four further forms."""
    kind = replace(paper_kind, renditions=lambda content: [*FORMS, *abroad({"languages": ["en", "ko"]})])
    monkeypatch.setitem(kinds._items, kind.name, kind)
    return kind


@pytest.fixture
def gone(with_forms, issued) -> Issue:
    return Issue.objects.get(version=issued)


def doubts_of(*names: str) -> list[str]:
    return [doubt.words for _, found in all_doubts(names) for doubt in found]


def test_every_form_that_the_kind_declares_is_made_once_with_number_and_day_and_hashed(gone):
    made = {one.name: one for one in gone.renditions.all()}
    assert set(made) == {"man-hinh", "phat-thanh", "loi-en", "loi-ko"}
    assert (made["loi-ko"].language, made["man-hinh"].media_type) == ("ko", "image/png")
    with made["phat-thanh"].file.content.open("rb") as kept:
        said = kept.read().decode()
    assert gone.symbol in said and str(DAY) in said and "Lịch tiếp đoàn báo chí" in said
    for one in made.values():
        with one.file.content.open("rb") as kept:
            assert files.sha256_of(kept) == one.sha256
    entry = LogEntry.objects.get(action="office.issued")
    assert entry.data["renditions"] == {name: one.sha256 for name, one in made.items()}
    assert doubts_of("office.versions", "office.deeds", "kernel.files") == []


def test_forms_are_read_and_downloaded_on_the_same_page_as_the_papers(gone, officer, client_of):
    page = client_of(officer).get(reverse("office:version", args=[gone.version_id])).text
    for one in gone.renditions.all():
        address = reverse("office:version_file", args=[gone.version_id, one.name])
        assert address in page
        got = client_of(officer).get(address)
        assert got.headers["Content-Type"] == one.media_type
        assert "attachment" in got.headers["Content-Disposition"]
        assert b"".join(got.streaming_content)
    for other in ("khong-co", "scan", "..", "MAN-HINH"):
        assert client_of(officer).get(f"/ban-ky/{gone.version_id}/tep/{other}/").status_code == 404


def test_who_may_not_read_the_paper_gets_no_form_of_it(gone, stranger, client_of, monkeypatch, with_forms):
    monkeypatch.setitem(
        kinds._items, with_forms.name, replace(with_forms, reads=lambda officer, draft: False)
    )
    for one in gone.renditions.all():
        answer = client_of(stranger).get(reverse("office:version_file", args=[gone.version_id, one.name]))
        assert answer.status_code in (403, 404)


def test_a_kind_without_further_forms_issues_its_papers_as_before(issued):
    issue = Issue.objects.get(version=issued)
    assert issue.pdf and issue.docx and not issue.renditions.exists()
    assert "renditions" not in LogEntry.objects.get(action="office.issued").data
    assert doubts_of("office.versions", "office.deeds") == []


def test_an_altered_form_is_seen_on_the_page_and_by_verify(gone, officer, client_of):
    one = gone.renditions.get(name="man-hinh")
    Path(one.file.content.path).write_bytes(b"other")
    parts = {part.which: part.integrity for part in checking.check(gone.version)}
    assert (
        parts["man-hinh"] == checking.Integrity.ALTERED and parts["phat-thanh"] == checking.Integrity.INTACT
    )
    assert doubts_of("kernel.files")


def test_a_form_slipped_in_or_turned_to_another_file_afterwards_is_refused_or_found(gone, officer):
    one = gone.renditions.get(name="man-hinh")
    other = files.store(ContentFile(b"forged"), name="man-hinh.png", by=officer)
    with pytest.raises(Frozen):
        IssueFile.objects.filter(pk=one.pk).update(file=other)
    with pytest.raises(Exception, match="frozen"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE office_issuefile SET file_id = %s WHERE id = %s", [other.pk, one.pk])
    with pytest.raises(Exception, match="frozen"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM office_issuefile WHERE id = %s", [one.pk])
    IssueFile.objects.create(
        issue=gone, name="them", label="Thêm", media_type="image/png", file=other, sha256=other.sha256
    )
    assert doubts_of("office.deeds")  # the log tells of no such form


def test_forms_are_made_outside_transactions_and_a_failing_maker_leaves_the_number_kept(
    with_forms, signed, clerk, monkeypatch
):
    seen: list[str] = []

    def failing(content, mark):
        atomic.refuse_inside("making a form")
        seen.append("made")
        raise OSError("no font")

    kind = replace(
        with_forms, renditions=lambda content: [Rendition("man-hinh", "x", "image/png", "png", failing)]
    )
    monkeypatch.setitem(kinds._items, kind.name, kind)
    with pytest.raises(OSError, match="no font"):
        actions.issue(version=signed, by=clerk, day=DAY)
    assert seen == ["made"] and not Issue.objects.exists() and Numbering.objects.count() == 1
    monkeypatch.setitem(kinds._items, kind.name, with_forms)
    done = actions.issue(version=signed, by=clerk, day=DAY)
    assert done.renditions.count() == 4 and Numbering.objects.count() == 1


def test_two_forms_of_one_name_issue_nothing(with_forms, signed, clerk, monkeypatch):
    kind = replace(with_forms, renditions=lambda content: [FORMS[0], FORMS[0]])
    monkeypatch.setitem(kinds._items, kind.name, kind)
    with pytest.raises(ValueError, match="one name"):
        actions.issue(version=signed, by=clerk, day=DAY)
    assert not Issue.objects.exists()


@pytest.mark.parametrize("name", ["pdf", "docx", "scan", "", "Ảnh", "a/b", "../x", "x" * 41, "-a"])
def test_a_name_that_is_another_file_s_or_no_address_is_no_name(name):
    with pytest.raises(ValueError, match="called"):
        Rendition(name, "x", "image/png", "png", screen)


def test_a_table_is_a_form_as_any_other(paper_kind, signed, clerk, monkeypatch):
    form = Rendition("bang-so-lieu", "Bảng số liệu", sheets.MEDIA_TYPE, "xlsx", table)
    monkeypatch.setitem(kinds._items, paper_kind.name, replace(paper_kind, renditions=lambda content: [form]))
    issue = actions.issue(version=signed, by=clerk, day=DAY)
    one = issue.renditions.get()
    assert one.file.name.endswith(".xlsx") and one.file.size > 1000


def test_a_file_is_known_again_by_its_bytes(gone, capsys):
    one = gone.renditions.get(name="phat-thanh")
    with one.file.content.open("rb") as kept:
        assert checking.issues_with(kept) and checking.issues_with(kept)[0][1] in {
            "phat-thanh",
            "loi-en",
            "loi-ko",
        }
    try:
        call_command("seal", "check", one.file.content.path)
    except (CommandError, SystemExit):
        pytest.fail(capsys.readouterr().err)
