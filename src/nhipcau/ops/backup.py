"""``nhipcau backup FILE`` and ``nhipcau restore FILE``: one sealed .tar with the database, the files, the certificates
that sign (each locked by its own passphrase), checksums.

The database is copied at one moment while the system runs; files are kept by their content and never change, so what
the database speaks of is always there.  A restore unpacks and compares the whole archive before it touches anything,
reads the database as data (``rows``), replaces it in one step and brings the files after it; it refuses to replace
an installation that is in use, and an archive that another office sealed, unless told to.
"""

from __future__ import annotations

import argparse
import contextlib
import shutil
import sqlite3
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.db.migrations.loader import MigrationLoader

from nhipcau.kernel import audit, chain, house_key, room
from nhipcau.kernel.models import LogBlock, LogEntry
from nhipcau.kernel.refusal import Refused
from nhipcau.ops import archive, portable, rows
from nhipcau.ops.archive import LINES, SQL, SQLITE, BackupRefused, Head, Origin

HOUSE_KEY = "house.key"


def main(args: list[str]) -> int:
    """``backup`` or ``restore``; 0 done, 1 refused with the reason."""
    options = _parser().parse_args(args)
    try:
        if options.command == "backup":
            _backup(options)
        else:
            _restore(options)
    except BackupRefused as why:
        print(why, file=sys.stderr)
        return 1
    except (OSError, DatabaseError, sqlite3.Error) as fault:
        if not room.is_full(fault):
            raise
        print(f"{_NO_ROOM[options.command]} (No room left.)", file=sys.stderr)
        return 1
    finally:
        connection.close()
    return 0


_NO_ROOM = {
    "backup": f"Ổ đĩa hết chỗ: cơ sở dữ liệu được chép vào {settings.VAR_DIR} trước. Chưa có bản sao lưu nào. Hãy dọn chỗ rồi chạy lại.",
    "restore": "Ổ đĩa hết chỗ. Dữ liệu đang có chưa bị thay. Hãy dọn chỗ rồi chạy lại.",
}


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="nhipcau",
        description="Sao lưu vào một tệp .tar có niêm phong: cơ sở dữ liệu, các tệp, chứng thư số; và khôi phục từ tệp ấy.",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        epilog="Ví dụ (examples):\n  nhipcau backup /mnt/usb/nhipcau.tar\n"
        "  nhipcau restore /mnt/usb/nhipcau.tar --key /mnt/usb/backup.key",
    )
    commands = parser.add_subparsers(dest="command", required=True)
    backup_parser = commands.add_parser(
        "backup",
        help="sao lưu vào một tệp .tar (write a backup)",
        description="Sao lưu vào một tệp .tar có niêm phong: cơ sở dữ liệu, các tệp, chứng thư số.",
    )
    backup_parser.add_argument("file", type=Path, metavar="TỆP")
    backup_parser.add_argument(
        "--portable", action="store_true", help="để khôi phục được sang loại cơ sở dữ liệu khác"
    )
    restore_parser = commands.add_parser(
        "restore",
        help="khôi phục từ tệp .tar (bring a backup back)",
        description="Khôi phục từ một bản sao lưu; hệ thống đang có dữ liệu thì cần --force.",
    )
    restore_parser.add_argument("file", type=Path, metavar="TỆP")
    restore_parser.add_argument("--force", action="store_true", help="thay dữ liệu đang có")
    restore_parser.add_argument(
        "--key", type=Path, help="tệp khóa sao lưu của cơ quan (backup.key), khi máy này chưa có"
    )
    restore_parser.add_argument(
        "--foreign", action="store_true", help="nhận cả bản không có niêm phong của cơ quan này"
    )
    return parser


def _backup(options: argparse.Namespace) -> None:
    is_first = not settings.BACKUP_KEY.exists()
    manifest = backup(options.file, as_lines=options.portable)
    print(f"Đã sao lưu {len(manifest['members'])} mục vào {options.file}")
    print(f"Đầu chuỗi nhật ký (để nhipcau log check --expect): {manifest['log_head'] or '(chưa có)'}")
    if is_first:
        print(
            f"Khóa niêm phong bản sao lưu vừa được tạo: {settings.BACKUP_KEY}\n"
            "→ Hãy chép tệp khóa này ra nơi khác, cất riêng với các bản sao lưu. Máy hỏng mà mất khóa thì"
            " chỉ khôi phục được bằng --foreign."
        )


def _restore(options: argparse.Namespace) -> None:
    head = restore(options.file, force=options.force, foreign=options.foreign, key_file=options.key)
    print(f"Đã khôi phục từ {options.file}. Hãy khởi động lại hệ thống.")
    if head.origin is not Origin.OWN:
        print(
            "CẢNH BÁO: bản này không có niêm phong của cơ quan. Tài khoản, vai trò, nội dung đều theo người làm ra nó.\n"
            "→ Hãy xem lại danh sách tài khoản, chạy nhipcau verify, rồi sao lưu lại ngay để bản mới có niêm phong.",
            file=sys.stderr,
        )


def backup(target: Path, *, as_lines: bool = False) -> dict[str, Any]:
    """Write the archive and say so in the log; returns its manifest.  The file appears whole or not at all."""
    if target.exists():
        raise BackupRefused(f"“{target}” đã có. Hãy chọn tên tệp khác, hoặc chuyển tệp cũ đi.")
    if not target.parent.is_dir():
        raise BackupRefused(f"Chưa có thư mục “{target.parent}”. Hãy tạo thư mục rồi chạy lại.")
    if not applied_migrations():
        raise BackupRefused(
            "Cơ sở dữ liệu chưa có gì để sao lưu. Hãy xem NHIPCAU_VAR, NHIPCAU_DATABASE_URL có phải của hệ thống đang chạy"
            " không."
        )
    key = archive.key_at(settings.BACKUP_KEY, make=True)
    files = Path(default_storage.path(""))
    with tempfile.TemporaryDirectory(dir=settings.VAR_DIR, prefix="backup-") as folder:
        database = copy_database(Path(folder), as_lines=as_lines)
        sources = {database.name: database}
        sources |= {f"files/{path.relative_to(files).as_posix()}": path for path in _kept_below(files)}
        sources |= {f"keys/{path.name}": path for path in _copied_keys(Path(folder) / "keys", key)}
        manifest = {
            "format": archive.FORMAT,
            "made_at": datetime.now(UTC).isoformat(timespec="seconds"),
            "database": database.name,
            "migrations": applied_migrations(),
            "log_head": chain.head() if _has_log() else "",
            "members": {
                name: {"sha256": archive.sha256_of(path), "size": path.stat().st_size}
                for name, path in sources.items()
            },
        }
        try:
            archive.write(target, manifest, sources, key)
        except OSError as fault:
            raise BackupRefused(
                f"Không ghi được “{target}”: {fault.strerror}. Hãy xem ổ đĩa còn chỗ và thư mục có quyền ghi không."
            ) from fault
    if _has_log():
        audit.record("backup.made", by=None, data={"file": target.name, "size": target.stat().st_size})
    return manifest


def _has_log() -> bool:
    return {LogBlock._meta.db_table, LogEntry._meta.db_table} <= set(connection.introspection.table_names())


def _kept_below(folder: Path) -> list[Path]:
    """Files that stand; what is being written this moment (.part, .aside) belongs to no record yet."""
    return [path for path in _files_below(folder) if path.suffix not in (".part", ".aside")]


def _files_below(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file()) if folder.is_dir() else []


def _copied_keys(folder: Path, key: bytes) -> list[Path]:
    """The certificates that sign, copied first: one may be taken out while the archive is written; the key that signs what
    goes to other installations, locked by the office's key."""
    folder.mkdir(mode=0o700)
    if (seed := _house_seed()) is not None:
        (folder / HOUSE_KEY).write_bytes(archive.locked(seed, key))
    for path in _files_below(settings.KEYS_DIR):
        if path.suffix == ".p12":
            with contextlib.suppress(FileNotFoundError):
                shutil.copy(path, folder / path.name)
    return _files_below(folder)


def _house_seed() -> bytes | None:
    try:
        return house_key.seed()
    except Refused as refused:
        raise BackupRefused(
            f"Không đọc được khóa ký của hệ thống “{house_key.place()}”. Hãy chép lại tệp từ bản sao lưu trước, hoặc chuyển"
            " tệp này đi; lần gửi gói sau sẽ tạo khóa mới."
        ) from refused


def applied_migrations() -> list[str]:
    """Migrations that the database has been through, as "app.name"."""
    return sorted(".".join(key) for key in MigrationLoader(connection).applied_migrations)


def copy_database(folder: Path, *, as_lines: bool = False) -> Path:
    """A copy of the database at one moment."""
    if not as_lines and connection.vendor == "sqlite":
        return _copy_sqlite(folder / SQLITE)
    if not as_lines and connection.vendor == "postgresql":
        target = folder / SQL
        with target.open("wb") as raw:
            rows.dump(raw)
        return target
    target = folder / LINES
    with target.open("w", encoding="utf-8") as out:
        portable.dump(out)
    return target


def _copy_sqlite(target: Path) -> Path:
    connection.ensure_connection()
    with closing(sqlite3.connect(target)) as copy:
        connection.connection.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")
    return target


def restore(
    source: Path, *, force: bool = False, foreign: bool = False, key_file: Path | None = None
) -> Head:
    """Replace everything by what the archive holds, brought up to this version; returns what it said of itself.

    Until the new database stands, nothing has changed; it takes the old one's place in one step, and the files, all
    compared before, follow it.  key_file: the office's key from elsewhere; it is kept here once it has opened one.
    """
    key = archive.key_at(key_file or settings.BACKUP_KEY, make=False)
    if key_file is not None and not key:
        raise BackupRefused(f"Không có tệp khóa “{key_file}”. Hãy xem lại đường dẫn.")

    def accept(head: Head) -> None:
        _check_fits(head.manifest, source)
        if head.origin is not Origin.OWN and not foreign:
            # Where a key was given, asking for one again would send the operator round in a circle.
            whose = _OTHER_KEY if key_file and head.origin is Origin.OTHER else _WHOSE[head.origin]
            raise BackupRefused(whose.format(source=source, key=head.key, given=key_file))
        if in_use() and not force:
            raise BackupRefused(
                "Hệ thống này đang có dữ liệu nên không bị ghi đè.\n"
                "→ Sao lưu trước (script/backup TỆP), tắt hệ thống, rồi chạy lại với --force."
            )

    with tempfile.TemporaryDirectory(dir=settings.VAR_DIR, prefix="restore-") as name:
        folder = Path(name)
        head = archive.unpack(source, folder, key, accept)
        _replace_database(folder / head.manifest["database"], head.manifest["migrations"])
        try:
            _bring_back_files(folder / "files")
            _bring_back_keys(folder / "keys", key)
            if key_file is not None and head.origin is Origin.OWN and not settings.BACKUP_KEY.exists():
                shutil.copy(key_file, settings.BACKUP_KEY)
                settings.BACKUP_KEY.chmod(0o600)
        except OSError as fault:
            raise BackupRefused(
                f"Cơ sở dữ liệu đã được thay, nhưng chưa chép hết tệp: {fault.strerror} ({fault.filename}).\n"
                "→ Hãy sửa lỗi ấy rồi chạy lại đúng lệnh này với --force; tệp nào đã chép sẽ được chép lại."
            ) from fault
    if settings.RUNNING_ROLE:
        call_command("rights", verbosity=0)
    audit.record(
        "backup.restored",
        by=None,
        data={
            "file": source.name,
            "made_at": archive.shown(str(head.manifest.get("made_at", "")), 40),
            "seal": head.origin,
        },
    )
    return head


_WHOSE = {
    Origin.OTHER: (
        "“{source}” không mang niêm phong của cơ quan này (khóa {key}), hoặc đã bị sửa sau khi niêm phong.\n"
        "→ Nếu là bản của cơ quan, làm trên máy khác: chép tệp backup.key của máy ấy về, chạy lại với --key TỆP_KHÓA.\n"
        "→ Chỉ khi biết chắc ai làm ra nó: chạy lại với --foreign. Người làm ra nó quyết định ai là quản trị viên."
    ),
    Origin.UNSEALED: (
        "“{source}” được làm bằng phiên bản cũ, khi bản sao lưu chưa có niêm phong, nên không biết chắc là của ai.\n"
        "→ Nếu tệp luôn nằm trong tay cơ quan: chạy lại với --foreign, rồi sao lưu lại ngay để có bản niêm phong."
    ),
}


_OTHER_KEY = (
    "Khóa “{given}” không phải khóa đã niêm phong “{source}” (khóa {key}), hoặc bản ấy đã bị sửa sau khi niêm phong.\n"
    "→ Hãy tìm tệp backup.key của chính máy đã làm ra bản này.\n"
    "→ Chỉ khi biết chắc ai làm ra nó: chạy lại với --foreign. Người làm ra nó quyết định ai là quản trị viên."
)


def _check_fits(manifest: dict[str, Any], source: Path) -> None:
    loader = MigrationLoader(connection)
    known = {".".join(key) for key in loader.disk_migrations} | {".".join(key) for key in loader.replacements}
    newer = [name for name in manifest["migrations"] if name not in known]
    if manifest["format"] > archive.FORMAT or newer:
        raise BackupRefused(
            f"“{source}” được làm bởi phiên bản mới hơn ({', '.join(newer[:3])[:200] or manifest['format']})."
            " Hãy nâng cấp phần mềm này rồi khôi phục lại."
        )
    kinds = {SQLITE: "sqlite", SQL: "postgresql"}
    if kinds.get(manifest["database"], connection.vendor) != connection.vendor:
        raise BackupRefused(
            "Bản sao lưu này của loại cơ sở dữ liệu khác.\n"
            "→ Để chuyển sang loại khác, hãy sao lưu lại với script/backup --portable TỆP."
        )


def in_use() -> bool:
    """Whether somebody has set this installation up, or has an account here."""
    existing = set(connection.introspection.table_names())
    if not {"kernel_installation", "agencies_officer"} <= existing:
        return False
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT (SELECT count(*) FROM kernel_installation) + (SELECT count(*) FROM agencies_officer)"
        )
        return cursor.fetchone()[0] > 0


def _bring_back_files(folder: Path) -> None:
    target = Path(default_storage.path(""))
    for path in _files_below(folder):
        place = target / path.relative_to(folder)
        place.parent.mkdir(parents=True, exist_ok=True, mode=0o750)
        path.chmod(settings.FILE_UPLOAD_PERMISSIONS or 0o640)
        shutil.move(path, place)


def _bring_back_keys(folder: Path, key: bytes) -> None:
    """For this account alone, whatever the archive says of them.  Another office's archive does not bring the key that signs."""
    locked = folder / HOUSE_KEY
    if locked.is_file():
        seed = archive.unlocked(locked.read_bytes(), key)
        locked.unlink()
        if seed is not None:
            house_key.keep(seed, over=True)
    target: Path = settings.KEYS_DIR
    target.mkdir(parents=True, exist_ok=True, mode=0o700)
    target.chmod(0o700)
    for path in _files_below(folder):
        path.chmod(0o600)
        shutil.move(path, target / path.name)


def _replace_database(copy: Path, migrations: list[str]) -> None:
    with refused_in_words():
        if connection.vendor == "sqlite":
            _replace_sqlite(copy, migrations)
        else:
            with transaction.atomic():
                _clear_postgresql()
                rows.bring_back(copy, migrations)
                call_command("migrate", verbosity=0, interactive=False)  # lays the triggers
                _end_sessions()
    ContentType.objects.clear_cache()


@contextlib.contextmanager
def refused_in_words() -> Iterator[None]:
    """Whatever reading rows that anybody may have written ends in, as BackupRefused: the old data stand."""
    try:
        yield
    except (DatabaseError, sqlite3.DatabaseError) as fault:
        raise BackupRefused(
            "Ổ đĩa của cơ sở dữ liệu hết chỗ, dữ liệu cũ còn nguyên.\n"
            "→ Hãy dọn ổ đĩa ấy (cần khoảng ba lần cỡ bản sao lưu), rồi chạy lại lệnh này."
            if room.is_full(fault)
            else f"Cơ sở dữ liệu không nhận bản sao lưu, dữ liệu cũ còn nguyên: {_first_line(fault)}"
        ) from fault
    except _UNREADABLE as wrong:
        raise BackupRefused(
            f"Cơ sở dữ liệu trong bản sao lưu không đọc được ({_first_line(wrong)}). Dữ liệu cũ còn nguyên."
        ) from wrong


_UNREADABLE = (
    ValueError,  # rows.Unfit and portable.UnknownRow among them
    LookupError,
    TypeError,
    AttributeError,
    ArithmeticError,
    RecursionError,
    ValidationError,
)


def _first_line(fault: Exception) -> str:
    """Without the lines after it, which may hold a row's own values."""
    return archive.shown((str(fault).splitlines() or [type(fault).__name__])[0], 300)


def _replace_sqlite(copy: Path, migrations: list[str]) -> None:
    """Build the new database in a file of its own, then copy it over the living one in one transaction."""
    made, living = copy.with_name("made.sqlite3"), connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = str(made)
    try:
        with connection.cursor() as cursor:
            cursor.execute(
                "PRAGMA synchronous=OFF"
            )  # nothing is lost with this file but the work of making it
        rows.bring_back(copy, migrations)
        call_command("migrate", verbosity=0, interactive=False)
        _end_sessions()
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        connection.close()
        connection.settings_dict["NAME"] = living
    connection.ensure_connection()
    with closing(sqlite3.connect(made)) as good:
        good.backup(connection.connection)
    connection.close()


def _end_sessions() -> None:
    """Everybody signs in again: who has signed out, or was put out, since the backup was made is not let in by it."""
    Session.objects.all().delete()


def _clear_postgresql() -> None:
    quote = connection.ops.quote_name
    with connection.cursor() as cursor:
        tables = ", ".join(map(quote, connection.introspection.table_names(cursor)))
        if tables:
            cursor.execute(f"DROP TABLE IF EXISTS {tables} CASCADE")
        # Functions that migrations made (search has one); those of the server's extensions are not ours.
        cursor.execute(
            """SELECT oid::regprocedure::text FROM pg_proc WHERE pronamespace = current_schema()::regnamespace
               AND prokind = 'f' AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = pg_proc.oid AND deptype = 'e')"""
        )
        if functions := ", ".join(name for (name,) in cursor.fetchall()):
            cursor.execute(f"DROP FUNCTION IF EXISTS {functions} CASCADE")
