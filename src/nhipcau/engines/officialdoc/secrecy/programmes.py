"""Files that a machine runs instead of showing: no document, no evidence, never taken in.

Told by the end of the name, as a desktop tells them, and by the first bytes, whatever the name says.
"""

from __future__ import annotations

from pathlib import PurePath
from typing import Final

# What Windows, macOS, Linux and Android start or install when such a file is opened.
ENDINGS: Final = frozenset((
    ".exe", ".com", ".scr", ".pif", ".cpl", ".msi", ".msp", ".mst", ".msix", ".appx", ".dll", ".sys", ".ocx", ".drv",
    ".bat", ".cmd", ".ps1", ".psm1", ".vbs", ".vbe", ".vb", ".js", ".jse", ".mjs", ".wsf", ".wsh", ".wsc", ".sct",
    ".hta", ".reg", ".inf", ".lnk", ".url", ".scf", ".msc", ".gadget", ".application", ".jar", ".jnlp", ".apk",
    ".ipa", ".app", ".pkg", ".dmg", ".iso", ".img", ".vhd", ".vhdx", ".deb", ".rpm", ".run", ".sh", ".bash", ".zsh",
    ".command", ".desktop", ".py", ".pyc", ".pyw", ".pl", ".rb", ".php", ".elf", ".so", ".chm",
))  # fmt: skip
_LINK: Final = b"L\x00\x00\x00\x01\x14\x02\x00"  # MS-SHLLINK 2.1
_MACH: Final = tuple(bytes.fromhex(mark) for mark in ("feedface", "feedfacf", "cefaedfe", "cffaedfe"))


def is_programme(name: str, data: bytes) -> bool:
    """Whether a file is one that a machine runs.  name: with its ending; data: the file, or its first kilobyte."""
    if PurePath(name.strip().rstrip(". ")).suffix.lower() in ENDINGS:
        return True
    if data.startswith(b"MZ") and b"\x00" in data[:64]:  # MS-DOS and Windows, also under another name
        return True
    return data.startswith((b"\x7fELF", b"#!/", b"#! /", _LINK, *_MACH))
