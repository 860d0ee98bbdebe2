"""What is kept comes back: on both databases, from one to the other, and never over living data."""

from __future__ import annotations

import json
import tarfile

import pytest

pytestmark = pytest.mark.timeout(1800)

FILL = """
from datetime import date
from django.core.files.base import ContentFile
from nhipcau.agencies.models import Agency, Officer
from nhipcau.kernel.models import Installation, Notice
from nhipcau.kernel.notifications import notify, register_kind
Installation.objects.create(province="Lâm Đồng")
agency = Agency.objects.create(code="so-thu", name="Sở Thử", valid_from=date(2020, 1, 1))
officer = Officer.objects.create_user(username="canbo", password="mat-khau-thu-1", agency=agency, email="a@example.org")
register_kind("test", "Thử")
from datetime import timedelta
from django.utils import timezone
from nhipcau.kernel import audit, chain
for number in range(3):
    audit.record("agency.created", target=agency, by=officer, after={"số": number, "phần": 0.1}, personal={"phone": "0900"})
assert chain.close(timezone.now() + timedelta(hours=1)) == 3
Notice.objects.bulk_create(
    Notice(recipient=officer, kind="test", once=f"test:{number}", title=f"Việc số {number} – ĕ ĭ ŏ") for number in range(1200)
)
from django.core.files.storage import default_storage
default_storage.save("kho/thu.txt", ContentFile("nội dung của tệp".encode()))
from nhipcau.engines import webpush
from nhipcau.office.models import PushSetting
PushSetting.objects.create(is_on=True, key=webpush.new_key())
from nhipcau.kernel.sessions import SessionStore
session = SessionStore(); session["_auth_user_id"] = str(officer.pk); session.save()
"""

LOOK = """
from nhipcau.agencies.models import Officer
from nhipcau.kernel.models import Installation, Notice
from nhipcau.office.models import PushSetting
from django.core.files.storage import default_storage
officer = Officer.objects.get()
import json
from datetime import timedelta
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from nhipcau.kernel import chain
verdict = chain.check(timezone.now() + timedelta(hours=1))
# What a backup and a restore said of themselves is not closed into a block yet.
assert (verdict.rows, verdict.first) == (3, None) and verdict.open_rows <= 3, verdict
try:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE kernel_logentry SET by_name = 'khác'")
except IntegrityError as refused:
    assert "frozen" in str(refused)
else:
    raise AssertionError("the log came back thawed")
print(json.dumps([Installation.objects.get().province, verdict.head, officer.agency.name, officer.check_password("mat-khau-thu-1"),
    Notice.objects.count(), str(Notice.objects.order_by("pk").first().created_at.isoformat()),
    PushSetting.objects.get().key,  # devices take nothing that another key signed
    Notice.objects.order_by("pk").last().title, default_storage.open("kho/thu.txt").read().decode()]))
"""

OTHER = "from nhipcau.kernel.models import Installation; Installation.objects.create(province='Khác')"
STANDS = "SELECT province FROM kernel_installation"


def key_of(site) -> tuple[str, str]:
    """The office's key is brought to another machine by hand."""
    return "--key", str(site.var / "backup.key")


@pytest.mark.parametrize("way", [(), ("--portable",)], ids=["own-tools", "portable"])
def test_what_was_kept_comes_back_and_work_goes_on(maker, way):
    old, new = maker.lived_in(FILL), maker.empty() if way else maker.blank()
    kept = old.var / "kept.tar"
    old.run("backup", *way, str(kept))
    new.run("restore", str(kept), *key_of(old))
    assert json.loads(new.python(LOOK)) == json.loads(old.python(LOOK))
    # Who has signed out since is not let in again.
    sessions = "SELECT count(*) FROM django_session"
    assert (old.value(sessions), new.value(sessions)) == (1, 0)
    # New rows get new numbers: counters came back too.
    new.python("from nhipcau.agencies.models import Agency; Agency.objects.create(code='moi', name='Sở Mới')")


def test_a_portable_copy_moves_from_sqlite_to_another_database(maker, tmp_path):
    old, new = maker.lived_in(FILL), maker.empty()
    old.run("backup", "--portable", str(tmp_path / "kept.tar"))
    new.database_url, other = "", new.database_url
    new.run("restore", str(tmp_path / "kept.tar"), *key_of(old))
    assert json.loads(new.python(LOOK)) == json.loads(maker.said(FILL, LOOK))
    if other:  # and back again into PostgreSQL
        new.run("backup", "--portable", str(tmp_path / "back.tar"))
        new.database_url = other
        new.run("restore", str(tmp_path / "back.tar"))
        assert json.loads(new.python(LOOK)) == json.loads(maker.said(FILL, LOOK))


def test_living_data_is_not_overwritten_without_force(maker):
    old, new = maker.lived_in(FILL), maker.lived_in(OTHER)
    kept = old.var / "kept.tar"
    old.run("backup", str(kept))
    refused = new.run("restore", str(kept), *key_of(old), check=False)
    assert refused.returncode == 1 and "không bị ghi đè" in refused.stderr
    assert new.value(STANDS) == "Khác"
    new.run("restore", str(kept), "--force", *key_of(old))
    assert json.loads(new.python(LOOK)) == json.loads(maker.said(FILL, LOOK))


SIGN = """
import stat
from datetime import UTC, date, datetime
from django.core.files.base import ContentFile
from tests.certificates import WORD, Authority
from nhipcau.agencies.models import Agency, Officer
from nhipcau.agencies.rules import Role
from nhipcau.agencies.models import RoleHolding
from nhipcau.office.certificates import actions
officer = Officer.objects.create_user(username="ky", full_name="Người Ký", agency=Agency.objects.get())
RoleHolding.objects.create(officer=officer, role=Role.AGENCY_LEADER, agency=officer.agency, since=date(2020, 1, 1))
key = actions.add_key(content=ContentFile(Authority().key_file("Người Ký"), name="a.p12"), passphrase=WORD, by=officer,
    now=datetime.now(UTC), officer=officer)
"""

SIGN_AGAIN = """
import stat
from tests.certificates import WORD
from nhipcau.kernel.refusal import Refused
from nhipcau.office.certificates import signing, vault
from nhipcau.office.certificates.models import KeyFile
key = KeyFile.objects.get()
signing.check(signing.Unlocked(key, WORD))
assert stat.S_IMODE(vault.folder().stat().st_mode) == 0o700
assert stat.S_IMODE((vault.folder() / key.file).stat().st_mode) == 0o600
try:
    signing.check(signing.Unlocked(key, "sai"))
except Refused:
    print("signs")
"""


@pytest.mark.parametrize("way", [(), ("--portable",)], ids=["own-tools", "portable"])
def test_certificates_come_back_locked_and_for_one_account_alone(sqlite_maker, way):
    old, new = (
        sqlite_maker.lived_in(FILL + SIGN),
        sqlite_maker.empty() if way else sqlite_maker.blank(),
    )
    assert sqlite_maker.said(FILL + SIGN, SIGN_AGAIN) == "signs"
    old.run("backup", *way, str(old.var / "kept.tar"))
    with tarfile.open(old.var / "kept.tar") as archive:
        assert sum(name.startswith("keys/") for name in archive.getnames()) == 1
    new.run("restore", str(old.var / "kept.tar"), *key_of(old))
    assert new.python(SIGN_AGAIN) == "signs"


def test_a_damaged_archive_is_refused_whole(sqlite_maker):
    old, new = sqlite_maker.lived_in(FILL), sqlite_maker.empty()
    kept = old.var / "kept.tar"
    old.run("backup", str(kept))
    with tarfile.open(kept) as archive:
        place = archive.getmember("files/kho/thu.txt").offset_data
    damaged = bytearray(kept.read_bytes())
    damaged[place] ^= 0xFF
    kept.write_bytes(damaged)
    refused = new.run("restore", str(kept), *key_of(old), check=False)
    assert refused.returncode == 1 and "files/kho/thu.txt" in refused.stderr
    assert not (new.var / "files").exists()


def test_a_file_that_is_no_backup_is_refused_in_words(sqlite_maker, tmp_path):
    (tmp_path / "anything.tar").write_text("không phải tar")
    for name in ("anything.tar", "missing.tar"):
        refused = sqlite_maker.pattern.run("restore", str(tmp_path / name), check=False)
        assert refused.returncode == 1 and name in refused.stderr and "Traceback" not in refused.stderr


def test_a_backup_never_replaces_a_file(sqlite_maker, tmp_path):
    (tmp_path / "kept.tar").write_text("cũ")
    refused = sqlite_maker.pattern.run("backup", str(tmp_path / "kept.tar"), check=False)
    assert refused.returncode == 1 and (tmp_path / "kept.tar").read_text() == "cũ"
