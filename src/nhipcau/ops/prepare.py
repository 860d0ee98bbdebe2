"""``nhipcau prepare``: makes the data folder and the database ready; safe to run again at any time.

Needs a Django that is set up.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import os
import shutil
import sys
import time
from pathlib import Path

from django.conf import settings
from django.core.management import call_command, get_commands
from django.db import DatabaseError, connection

from nhipcau.kernel import reading
from nhipcau.ops import vendored
from nhipcau.ops.up import SETUP_LINK

UNSHOWN = (
    "*.rtl.*", "bootstrap-*", "bootstrap.css*", "bootstrap.js*", "bootstrap.min.js*", "bootstrap.bundle.js*", "bootstrap.esm.*",
    "htmx-2.js", "htmx-4*", "htmax-*", "ext",
)  # fmt: skip
"""What packages bring along and no page asks for: packing it took most of the time of a first start."""


def main(args: list[str]) -> int:
    """Check, cut the typeface, migrate, gather static files; load the demo when asked and nothing is there."""
    parser = argparse.ArgumentParser(
        prog="nhipcau prepare",
        description="Chuẩn bị thư mục dữ liệu và cơ sở dữ liệu; chạy lại lúc nào cũng được.",
    )
    parser.add_argument("--demo", action="store_true", help="dựng tỉnh mẫu vào hệ thống còn trống")
    options = parser.parse_args(args)
    try:
        connection.ensure_connection()
    except DatabaseError as away:
        print(
            f"Không nối được cơ sở dữ liệu: {str(away).strip()}\n"
            "→ Hãy xem cơ sở dữ liệu đã chạy chưa và NHIPCAU_DATABASE_URL đã đúng chưa."
            " (Cannot reach the database.)",
            file=sys.stderr,
        )
        return 1
    if not (settings.VAR_DIR / "static.mark").exists():
        print(
            "Đang chuẩn bị lần đầu, khoảng một phút… (Preparing, about a minute the first time…)", flush=True
        )
    reading.empty_incoming()
    empty_halfway(settings.VAR_DIR)
    vendored.cut_fonts(settings.VAR_DIR)
    try:
        call_command("migrate", verbosity=0, interactive=False)
        if settings.RUNNING_ROLE:
            call_command("rights", verbosity=0)
    except DatabaseError as refused:
        print(
            f"Vai trò này không được đổi các bảng: {str(refused).strip()}\n"
            "→ Hãy chạy nhipcau prepare với NHIPCAU_OWNER_DATABASE_URL của chủ các bảng, xem docs/deploy.md."
            " (Only the owner of the tables can bring them up to this version.)",
            file=sys.stderr,
        )
        return 1
    gather_static(settings.VAR_DIR)
    if options.demo:
        load_demo()
    keep_setup_link(settings.VAR_DIR)
    connection.close()
    return 0


def empty_halfway(var_dir: Path) -> int:
    """Remove what a backup or a restore that was killed left behind (copies of the database); returns how many."""
    gone = 0
    for name in ("backup-*", "restore-*"):
        for folder in var_dir.glob(name):
            if time.time() - folder.lstat().st_mtime > 86_400:  # one may be at work beside us
                shutil.rmtree(folder, ignore_errors=True)
                gone += 1
    return gone


def gather_static(var_dir: Path) -> bool:
    """Collect static files, only when one of them has changed; True when it was done."""
    mark, gathered = var_dir / "static.mark", Path(settings.STATIC_ROOT)
    now = fingerprint_of_static()
    if gathered.joinpath("staticfiles.json").exists() and mark.exists() and mark.read_text() == now:
        return False
    call_command("collectstatic", verbosity=0, interactive=False, clear=True, ignore_patterns=list(UNSHOWN))
    mark.write_text(now)
    return True


def fingerprint_of_static() -> str:
    """Changes when any static file is added, taken away, or has another size or time."""
    from django.contrib.staticfiles.finders import get_finders

    found = hashlib.sha256()
    for finder in get_finders():
        for name, storage in sorted(finder.list(UNSHOWN), key=lambda entry: entry[0]):
            stat = Path(storage.path(name)).stat()
            found.update(f"{name}\0{stat.st_size}\0{stat.st_mtime_ns}\n".encode())
    return found.hexdigest()


def keep_setup_link(var_dir: Path) -> None:
    """Leave the link that opens the set-up page of an empty system where ``up`` shows it and only we can read it."""
    from nhipcau.kernel.models import Installation

    kept = var_dir / SETUP_LINK
    kept.unlink(missing_ok=True)
    if Installation.objects.exists() or "setup_link" not in get_commands():
        return
    link = io.StringIO()
    call_command("setup_link", stdout=link)
    with os.fdopen(os.open(kept, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.write(link.getvalue())


def load_demo() -> bool:
    """Load the demo province, unless this installation has been set up already."""
    from nhipcau.kernel.models import Installation

    if Installation.objects.exists() or "demo" not in get_commands():
        return False
    print("Đang nhập tỉnh mẫu… (Loading the demo province…)", flush=True)
    call_command("demo")
    return True
