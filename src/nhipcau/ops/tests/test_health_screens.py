"""The page, the card and the command of the system's health; the nightly backup and what is said when it fails."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone

from nhipcau.kernel import clock
from nhipcau.kernel.health import Level
from nhipcau.kernel.models import Installation, LogEntry, Notice
from nhipcau.kernel.refusal import Refused
from nhipcau.ops import archive, asking, doctor, nightly, pages
from nhipcau.ops.permissions import SEE_HEALTH

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_backups(settings, tmp_path):
    settings.BACKUP_DIR, settings.BACKUP_KEY = tmp_path / "backups", tmp_path / "backup.key"


def test_only_who_may_sees_the_page_and_it_says_what_to_do(administrator, coordinator, client_of):
    page = client_of(administrator).get("/he-thong/")
    text = page.content.decode()
    assert page.status_code == 200
    assert "Tình trạng hệ thống" in text and "Không tiến trình nào đang chạy" in text and "→" in text
    assert client_of(coordinator).get("/he-thong/").status_code == 403
    assert administrator.may(SEE_HEALTH) and not coordinator.may(SEE_HEALTH)


def test_looking_writes_nothing(administrator, client_of):
    client = client_of(administrator)
    before = LogEntry.objects.count(), Notice.objects.count()
    client.get("/he-thong/")
    assert (LogEntry.objects.count(), Notice.objects.count()) == before


def test_the_desk_of_the_administrator_shows_the_worst_first(administrator, coordinator, client_of):
    text = client_of(administrator).get("/").content.decode()
    assert "Tình trạng hệ thống" in text and "/he-thong/" in text
    assert "/he-thong/" not in client_of(coordinator).get("/").content.decode()


def test_the_command_prints_the_same_and_tells_it_to_machines(administrator, capsys):
    assert doctor.main([]) == 2
    said = capsys.readouterr().out
    assert "✗ Tiến trình việc nền" in said and "✓ Phiên bản" in said and "→" in said
    assert doctor.main(["--json"]) == 2
    told = json.loads(capsys.readouterr().out)
    assert told["worst"] == "wrong"
    page = pages.health(timezone.now())
    assert {line["label"] for line in told["lines"]} == {
        line.label for lines in (page.wrong, page.look, page.fine) for line in lines
    }


def entries(action):
    return LogEntry.objects.filter(action=action)


def test_a_backup_is_asked_for_once_by_whoever_may_and_logged(administrator, coordinator, client_of):
    assert client_of(coordinator).post("/he-thong/sao-luu/").status_code == 403
    client = client_of(administrator)
    assert "Chưa có bản sao lưu nào" in client.get("/he-thong/").text
    assert client.get("/he-thong/sao-luu/").status_code == 405
    page = client.post("/he-thong/sao-luu/", follow=True).text
    assert "Đang sao lưu, bắt đầu lúc" in page
    client.post("/he-thong/sao-luu/", {"again": "1"}, follow=True)
    assert [entry.by for entry in entries("backup.asked")] == [administrator]
    with pytest.raises(Refused):
        asking.ask(by=administrator, now=timezone.now())
    asking.ask(
        by=administrator, now=timezone.now() + asking.LONGEST
    )  # a stopped worker does not stop it for good


def test_the_page_lists_the_newest_whole_backups_and_nothing_else(settings, administrator, client_of):
    folder = settings.BACKUP_DIR
    folder.mkdir()
    for day in range(1, 15):
        (folder / f"nhipcau-2026-05-{day:02d}-0230.tar").write_bytes(b"x" * 1024**2)
    for name in ("nhipcau-2026-99-01-0230.tar", "nhipcau-2026-06-01-0230.tar.draft", "thu.tar"):
        (folder / name).write_bytes(b"x")
    page = client_of(administrator).get("/he-thong/")
    assert [copy.name[13:18] for copy in page.context["backups"].copies] == [
        f"05-{day:02d}" for day in range(14, 4, -1)
    ]
    assert "02:30 14/05/2026" in page.text and "1 MB" in page.text and "thu.tar" not in page.text


def test_where_backups_are_off_there_is_no_button_and_asking_is_refused(settings, administrator, client_of):
    settings.BACKUP_DIR = None
    client = client_of(administrator)
    assert "Sao lưu ngay" not in client.get("/he-thong/").text
    client.post("/he-thong/sao-luu/")
    assert not entries("backup.asked").exists()


@pytest.mark.django_db(transaction=True)
def test_what_was_asked_for_is_made_and_told(administrator):
    Installation.objects.get_or_create(defaults={"province": "Lâm Đồng"})
    asking.ask(by=administrator, now=timezone.now())
    name = asking.back_up_now.call()
    assert name and asking.under_way(timezone.now()) is None
    assert [copy.name for copy in nightly.copies(5)] == [name]
    assert entries("backup.checked").count() == 1


def levels():
    return [finding.level for finding in nightly.last_backup(timezone.now())]


@pytest.mark.django_db(transaction=True)
def test_the_nightly_backup_is_made_read_again_and_shown(administrator, settings):
    assert levels() == [Level.LOOK]
    made = nightly.run(timezone.now())
    assert made is not None and made.stat().st_mode & 0o077 == 0
    assert archive.check(made, archive.key_at(settings.BACKUP_KEY, make=False)).origin == "own"
    assert levels() == [Level.FINE]
    assert nightly.run(timezone.now()) is not None  # run again after a crash: nothing doubled, nothing fails
    assert len(list(settings.BACKUP_DIR.iterdir())) <= 2
    made.rename(made.with_suffix(".khac"))
    for other in settings.BACKUP_DIR.glob("*.tar"):
        other.unlink()
    assert levels() == [Level.LOOK, Level.FINE]  # its disk is not there, or somebody has taken it away
    late = timezone.now() + timedelta(hours=40)
    assert [finding.level for finding in nightly.last_backup(late)] == [Level.LOOK, Level.WRONG]


@pytest.mark.django_db(transaction=True)
def test_a_backup_that_fails_is_told_once_a_day_in_the_page_and_as_a_notice(
    administrator, coordinator, settings
):
    settings.BACKUP_DIR.write_text("a file stands where the folder belongs")
    assert nightly.run(timezone.now()) is None
    assert nightly.run(timezone.now()) is None
    notice = Notice.objects.get(kind=nightly.FAILED)
    assert notice.recipient == administrator and notice.url == "/he-thong/"
    assert levels()[0] is Level.WRONG
    settings.BACKUP_DIR.unlink()
    assert nightly.run(timezone.now()) is not None
    assert levels() == [Level.FINE]


@pytest.mark.django_db(transaction=True)
def test_a_backup_that_went_bad_on_the_disk_is_seen_the_same_night(administrator, settings, monkeypatch):
    whole = archive.write

    def spoilt(target, *args):
        whole(target, *args)
        content = bytearray(target.read_bytes())
        content[-12_000] ^= 0xFF
        target.write_bytes(content)

    monkeypatch.setattr(archive, "write", spoilt)
    assert nightly.run(timezone.now()) is None
    assert levels()[0] is Level.WRONG


def test_only_our_own_files_are_thinned_out(tmp_path):
    for number in range(40):
        at = datetime(2026, 1, 1, 2, 30) + timedelta(days=number)
        (tmp_path / f"nhipcau-{at:%Y-%m-%d-%H%M}.tar").touch()
    for name in ("quan-trong.tar", "nhipcau-2020-01-01-0230.tar.part", "nhipcau-2020-99-99-0230.tar"):
        (tmp_path / name).touch()
    gone = nightly.thin_out(tmp_path)
    left = sorted(path.name for path in tmp_path.iterdir())
    assert gone == 43 - len(left) and {"quan-trong.tar", "nhipcau-2020-99-99-0230.tar"} <= set(left)
    assert "nhipcau-2026-02-09-0230.tar" in left and nightly.thin_out(tmp_path) == 0


def test_backups_may_be_turned_off_and_the_page_says_so(administrator, settings):
    settings.BACKUP_DIR = None
    assert nightly.run(timezone.now()) is None
    assert levels() == [Level.LOOK] and not LogEntry.objects.filter(action__startswith="backup.").exists()


def test_a_demonstration_has_one_calendar_on_the_machines_own_pages_too(
    administrator, client_of, settings, monkeypatch
):
    """The page of the system and the last sign-in told of the day of the wall, all other pages of the story's."""
    monkeypatch.delenv("NHIPCAU_TODAY", raising=False)
    Installation.objects.update_or_create(defaults={"is_demo": True, "demo_day": date(2001, 6, 18)})
    clock.forget()
    client = client_of(administrator)
    administrator.last_login = timezone.now()
    administrator.save(update_fields=["last_login"])
    folder = settings.BACKUP_DIR
    folder.mkdir(parents=True)
    (folder / f"nhipcau-{timezone.localtime():%Y-%m-%d-%H%M}.tar").write_bytes(b"x")
    wall = f"{timezone.localtime():%d/%m/%Y}"
    for path in ("/he-thong/", "/can-bo/"):
        text = client.get(path).content.decode()
        assert "18/06/2001" in text or "19/06/2001" in text
        assert wall not in text
    clock.forget()
