"""``nhipcau backup FILE`` and ``nhipcau restore FILE``: one .tar with the database, the files, the certificates that
sign (each locked by its own passphrase), checksums.

The database is copied at one moment while the system runs; files are kept by their content and never
change, so what the database speaks of is always there.  A restore looks at the whole archive before it
touches anything, and refuses to replace an installation that is in use unless told to.
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import io
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tarfile
import tempfile
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO

from django.conf import settings
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from nhipcau.kernel import chain
from nhipcau.kernel.models import LogBlock
from nhipcau.ops import portable

FORMAT = 1
SQLITE, SQL, LINES = "database.sqlite3", "database.sql", "database.jsonl"
_CHUNK = 1 << 20


class BackupRefused(Exception):
    """Why nothing was written or replaced; Vietnamese, with what to do next."""


def main(args: list[str]) -> int:
    """``backup`` or ``restore``; 0 done, 1 refused with the reason."""
    parser = argparse.ArgumentParser(prog="nhipcau", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    backup_parser = commands.add_parser("backup", help="sao lưu vào một tệp .tar")
    backup_parser.add_argument("file", type=Path)
    backup_parser.add_argument(
        "--portable", action="store_true", help="để khôi phục được sang loại cơ sở dữ liệu khác"
    )
    restore_parser = commands.add_parser("restore", help="khôi phục từ tệp .tar")
    restore_parser.add_argument("file", type=Path)
    restore_parser.add_argument("--force", action="store_true", help="thay dữ liệu đang có")
    options = parser.parse_args(args)
    try:
        if options.command == "backup":
            manifest = backup(options.file, as_lines=options.portable)
            print(f"Đã sao lưu {len(manifest['members'])} mục vào {options.file}")
            print(f"Đầu chuỗi nhật ký (để nhipcau log check --expect): {manifest['log_head'] or '(chưa có)'}")
        else:
            restore(options.file, force=options.force)
            print(f"Đã khôi phục từ {options.file}. Hãy khởi động lại hệ thống.")
    except BackupRefused as why:
        print(why, file=sys.stderr)
        return 1
    finally:
        connection.close()
    return 0


def backup(target: Path, *, as_lines: bool = False) -> dict[str, Any]:
    """Write the archive; returns its manifest.  The file appears whole or not at all."""
    if target.exists():
        raise BackupRefused(f"«{target}» đã có. Hãy chọn tên tệp khác, hoặc chuyển tệp cũ đi.")
    if not target.parent.is_dir():
        raise BackupRefused(f"Chưa có thư mục «{target.parent}». Hãy tạo thư mục rồi chạy lại.")
    files = Path(default_storage.path(""))
    draft = target.with_name(f"{target.name}.part")
    with tempfile.TemporaryDirectory(dir=settings.VAR_DIR) as folder:
        database = copy_database(Path(folder), as_lines=as_lines)
        sources = {database.name: database}
        sources |= {f"files/{path.relative_to(files).as_posix()}": path for path in _files_below(files)}
        sources |= {f"keys/{path.name}": path for path in _copied_keys(Path(folder) / "keys")}
        manifest = {
            "format": FORMAT,
            "made_at": datetime.now(UTC).isoformat(timespec="seconds"),
            "database": database.name,
            "migrations": applied_migrations(),
            "log_head": chain.head()
            if LogBlock._meta.db_table in connection.introspection.table_names()
            else "",
            "members": {
                name: {"sha256": _sha256_of(path), "size": path.stat().st_size}
                for name, path in sources.items()
            },
        }
        try:
            with os.fdopen(os.open(draft, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), "wb") as raw:
                _write_tar(raw, manifest, sources)
                raw.flush()
                os.fsync(raw.fileno())
            draft.rename(target)
        finally:
            draft.unlink(missing_ok=True)
    return manifest


def _write_tar(raw: BinaryIO, manifest: dict[str, Any], sources: dict[str, Path]) -> None:
    words = json.dumps(manifest, ensure_ascii=False, indent=1).encode()
    with tarfile.open(fileobj=raw, mode="w") as archive:
        head = tarfile.TarInfo("manifest.json")
        head.size = len(words)
        archive.addfile(head, io.BytesIO(words))
        for name, path in sources.items():
            archive.add(path, arcname=name, recursive=False)


def _files_below(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file()) if folder.is_dir() else []


def _copied_keys(folder: Path) -> list[Path]:
    """The certificates that sign, copied first: one may be taken out while the archive is written."""
    folder.mkdir(mode=0o700)
    for path in _files_below(settings.KEYS_DIR):
        if path.suffix == ".p12":
            with contextlib.suppress(FileNotFoundError):
                shutil.copy(path, folder / path.name)
    return _files_below(folder)


def _sha256_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def applied_migrations() -> list[str]:
    """Migrations that the database has been through, as "app.name"."""
    return sorted(".".join(key) for key in MigrationLoader(connection).applied_migrations)


def copy_database(folder: Path, *, as_lines: bool = False) -> Path:
    """A copy of the database at one moment, by its own means where there are any."""
    if not as_lines and connection.vendor == "sqlite":
        return _copy_sqlite(folder / SQLITE)
    if not as_lines and connection.vendor == "postgresql" and shutil.which("pg_dump"):
        target = folder / SQL
        if _run_client(["pg_dump", "--no-owner", "--no-privileges", f"--file={target}"]) == "":
            return target
        target.unlink(missing_ok=True)  # a server newer than the tool: our own copy will do
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


def _run_client(command: list[str]) -> str:
    """Run one of PostgreSQL's tools on our database; returns its complaint, empty when all went well."""
    database = settings.DATABASES["default"] | {"NAME": connection.settings_dict["NAME"]}
    given = {
        "PGHOST": "HOST",
        "PGPORT": "PORT",
        "PGUSER": "USER",
        "PGPASSWORD": "PASSWORD",
        "PGDATABASE": "NAME",
    }
    values = {name: str(database[key]) for name, key in given.items() if database.get(key)}
    values |= {
        f"PG{key.upper()}": str(value)
        for key, value in (database.get("OPTIONS") or {}).items()
        if key.startswith("ssl")
    }
    done = subprocess.run(command, env=os.environ | values, capture_output=True, text=True, check=False)
    return "" if done.returncode == 0 else done.stderr.strip() or f"mã {done.returncode}"


def restore(source: Path, *, force: bool = False) -> None:
    """Replace everything by what the archive holds, then bring it up to this version."""
    with tempfile.TemporaryDirectory(dir=settings.VAR_DIR) as folder:
        manifest = unpack(source, Path(folder))
        _check_fits(manifest, source)
        if in_use() and not force:
            raise BackupRefused(
                "Hệ thống này đang có dữ liệu nên không bị ghi đè.\n"
                "→ Sao lưu trước (script/backup TỆP), tắt hệ thống, rồi chạy lại với --force."
            )
        _bring_back_files(Path(folder) / "files")
        _bring_back_keys(Path(folder) / "keys")
        _bring_back_database(Path(folder) / manifest["database"])
    call_command("migrate", verbosity=0, interactive=False)
    if settings.RUNNING_ROLE:
        call_command("rights", verbosity=0)


def unpack(source: Path, folder: Path) -> dict[str, Any]:
    """Unpack into an empty folder and compare every member with the manifest; returns the manifest."""
    try:
        with tarfile.open(source, mode="r:") as archive:
            members = archive.getmembers()
            if not members or members[0].name != "manifest.json":
                raise BackupRefused(f"«{source}» không phải bản sao lưu của Nhịp Cầu.")
            archive.extractall(folder, filter="data")
        manifest = json.loads((folder / "manifest.json").read_bytes())
        listed = manifest["members"]
    except FileNotFoundError:
        raise BackupRefused(f"Không có tệp «{source}». Hãy xem lại đường dẫn.") from None
    except (tarfile.TarError, ValueError, KeyError, TypeError, OSError) as broken:
        raise BackupRefused(
            f"«{source}» hỏng hoặc không phải bản sao lưu ({broken}). Hãy dùng bản sao lưu khác."
        ) from None
    found = {member.name for member in members if member.isfile()} - {"manifest.json"}
    wrong = sorted(found ^ set(listed)) or [
        name for name, about in listed.items() if _sha256_of(folder / PurePosixPath(name)) != about["sha256"]
    ]
    if wrong:
        raise BackupRefused(f"«{source}» hỏng ở mục «{wrong[0]}». Hãy dùng bản sao lưu khác.")
    return manifest


def _check_fits(manifest: dict[str, Any], source: Path) -> None:
    loader = MigrationLoader(connection)
    known = {".".join(key) for key in loader.disk_migrations} | {".".join(key) for key in loader.replacements}
    newer = [name for name in manifest["migrations"] if name not in known]
    if manifest["format"] > FORMAT or newer:
        raise BackupRefused(
            f"«{source}» được làm bởi phiên bản mới hơn ({', '.join(newer[:3]) or manifest['format']})."
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
        shutil.move(path, place)


def _bring_back_keys(folder: Path) -> None:
    """For this account alone, whatever the archive says of them."""
    target: Path = settings.KEYS_DIR
    target.mkdir(parents=True, exist_ok=True, mode=0o700)
    target.chmod(0o700)
    for path in _files_below(folder):
        path.chmod(0o600)
        shutil.move(path, target / path.name)


def _bring_back_database(copy: Path) -> None:
    if copy.name == SQLITE:
        connection.ensure_connection()
        with closing(sqlite3.connect(copy)) as good:
            if good.execute("PRAGMA integrity_check").fetchone() != ("ok",):
                raise BackupRefused("Cơ sở dữ liệu trong bản sao lưu bị hỏng. Hãy dùng bản sao lưu khác.")
            good.backup(connection.connection)
        connection.close()
    elif copy.name == SQL:
        _bring_back_sql(copy)
    else:
        call_command("migrate", verbosity=0, interactive=False)
        with copy.open(encoding="utf-8") as lines:
            portable.load(lines)


def _bring_back_sql(copy: Path) -> None:
    if not shutil.which("psql"):
        raise BackupRefused("Cần lệnh psql để khôi phục bản này. Trên Debian: apt install postgresql-client")
    tables = ", ".join(map(connection.ops.quote_name, connection.introspection.table_names()))
    functions = ", ".join(_own_functions())
    connection.close()
    clearing = copy.with_name("clearing.sql")
    lines = [f"DROP TABLE IF EXISTS {tables} CASCADE;"] if tables else []
    lines += [f"DROP FUNCTION IF EXISTS {functions} CASCADE;"] if functions else []
    clearing.write_text("\n".join(lines), encoding="utf-8")
    files = [f"--file={clearing}", f"--file={copy}"]
    complaint = _run_client(["psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", "--single-transaction", *files])
    if complaint:
        raise BackupRefused(f"PostgreSQL không nhận bản sao lưu, dữ liệu cũ còn nguyên: {complaint[:500]}")


def _own_functions() -> list[str]:
    """Functions that migrations made (search has one); those of the server's extensions are not ours."""
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT oid::regprocedure::text FROM pg_proc WHERE pronamespace = current_schema()::regnamespace
               AND prokind = 'f' AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = pg_proc.oid AND deptype = 'e')"""
        )
        return [name for (name,) in cursor.fetchall()]
