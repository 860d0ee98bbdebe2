"""Old and foreign word processor files (.doc, .rtf, .odt) → .docx, by LibreOffice where it is installed.

LibreOffice is a large program that reads foreign bytes: it runs without a window in a profile of its own that is
thrown away, without macros, without network (in a network of its own where the kernel gives one), with limits of
memory and time.  It stays in the caller's process group, so that whoever ends the caller ends it too (ADR 0013).
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import resource
import shutil
import signal
import subprocess
import tempfile
import time
from functools import cache
from pathlib import Path

from ..errors import Damaged, OldWord, TooLarge
from ..programs import KEPT_MEMORY

_MEMORY = 1536 * 1024**2  # bytes of address space; a plan of 60 pages takes under 700 MB
_LARGEST_OUT = 100 * 1024**2  # bytes of any file that it writes
_FIRST_START = 81  # it has made its profile and wants to be started again
_MOST_SEEDS, _LARGEST_SEED = 50, 200_000
_PR_SET_PDEATHSIG = 1
_CLONE_NEWUSER, _CLONE_NEWNET = 0x10000000, 0x40000000
_ITEM = (
    '<item oor:path="/org.openoffice.{}"><prop oor:name="{}" oor:op="fuse"><value>{}</value></prop></item>'
)
# No macros, nothing linked is fetched, nothing is recovered, and a proxy that is not there.
_SETTINGS = (
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Office.Common/Security/Scripting", "DisableActiveContent", "true"),
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Office.Common/Save/Document", "CreateBackup", "false"),
    ("Office.Common/Misc", "FirstRun", "false"),
    ("Office.Writer/Content/Update", "Link", "0"),
    ("Office.Recovery/RecoveryInfo", "Enabled", "false"),
    ("Inet/Settings", "ooInetProxyType", "2"),
    ("Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPSProxyPort", "9"),
)
_PROFILE = (
    '<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/registry"'
    ' xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
    + "".join(_ITEM.format(*setting) for setting in _SETTINGS)
    + "</oor:items>"
)

_seed: dict[str, bytes] = {}  # files of a profile that has been started once, by their paths


@cache
def program() -> str | None:
    """LibreOffice's own program, without the scripts around it; None where it is not installed."""
    for name in ("soffice", "libreoffice"):
        found = shutil.which(name)
        if found is None:
            continue
        real = Path(found).resolve().with_name("soffice.bin")
        return str(real) if real.exists() else found
    return None


def to_docx(data: bytes, ending: str, name: str, seconds: float, folder: Path | None = None) -> bytes:
    """The file as .docx.

    ending: "doc", "rtf" or "odt", by its bytes.  seconds: what both starts of the program may take together.
    folder: a private folder of the caller's, thrown away by it; None for the system's.
    Raises OldWord where LibreOffice is not installed or takes too long, Damaged where it gives nothing, TooLarge.
    """
    office = program()
    if office is None:
        raise _not_installed(ending, name)
    with tempfile.TemporaryDirectory(prefix="chuyen-", dir=folder, ignore_cleanup_errors=True) as own:
        work = Path(own)
        source, made = work / f"tep.{ending}", work / "ra" / "tep.docx"
        settings = work / "ho-so" / "user" / "registrymodifications.xcu"
        settings.parent.mkdir(parents=True)
        made.parent.mkdir()
        settings.write_text(_PROFILE, encoding="utf-8")
        for path, content in _seed.items():
            (work / path).parent.mkdir(parents=True, exist_ok=True)
            (work / path).write_bytes(content)
        source.write_bytes(data)
        _run(office, work, source, seconds, name)
        try:
            size = made.stat().st_size
        except FileNotFoundError as error:
            raise Damaged(name=name) from error
        if size > _LARGEST_OUT:
            raise TooLarge("unpacked", name=name)
        return made.read_bytes()


def _not_installed(ending: str, name: str) -> OldWord:
    """What to do with such a file where LibreOffice is not there."""
    match ending:
        case "rtf":
            return OldWord("rtf", name=name)
        case "odt":
            return OldWord("odt", name=name)
    return OldWord("doc", name=name)


def _run(office: str, work: Path, source: Path, seconds: float, name: str) -> None:
    command = [
        office,
        f"-env:UserInstallation={(work / 'ho-so').as_uri()}",
        "--headless", "--invisible", "--nologo", "--nodefault", "--norestore", "--nolockcheck",
        "--convert-to", "docx:MS Word 2007 XML",
        "--outdir", str(work / "ra"),
        str(source),
    ]  # fmt: skip
    surroundings = {
        "PATH": os.defpath,
        "HOME": str(work),
        "TMPDIR": str(work),
        "LANG": "C.UTF-8",
        "SAL_USE_VCLPLUGIN": "svp",
        **KEPT_MEMORY,
    }
    until = time.monotonic() + seconds
    for _ in range(2):
        try:
            done = subprocess.run(
                command,
                env=surroundings,
                cwd=work,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                timeout=max(0.0, until - time.monotonic()),
                check=False,
                preexec_fn=_apart,  # a child of the reading pool has one thread
            )
        except subprocess.TimeoutExpired as slow:
            raise OldWord("slow", name=name) from slow
        if done.returncode != _FIRST_START:
            return
        _keep_seed(work)


def _keep_seed(work: Path) -> None:
    """What the first start made of its profile, before it opened anything: the next file needs one start only."""
    made = [path for path in sorted((work / "ho-so" / "user" / "extensions").rglob("*")) if path.is_file()]
    if len(made) <= _MOST_SEEDS and sum(path.stat().st_size for path in made) <= _LARGEST_SEED:
        _seed.update({str(path.relative_to(work)): path.read_bytes() for path in made})


def _apart() -> None:
    """Before the program starts: it ends with its caller, has limits and no network."""
    libc = ctypes.CDLL(None, use_errno=True)
    with contextlib.suppress(AttributeError):
        libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        libc.unshare(_CLONE_NEWUSER | _CLONE_NEWNET)  # refused in many containers: the profile's proxy stands
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (_LARGEST_OUT, _LARGEST_OUT))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
