"""LibreOffice as the tests' own writer of files in other kinds: begun once for many: it is most of its work."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable
from pathlib import Path

from nhipcau.engines.officialdoc.programs import KEPT_MEMORY

# A picture of the first page, which nobody looks at, is two thirds of what an .odt costs.
_PROFILE = (
    '<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/registry">'
    '<item oor:path="/org.openoffice.Office.Common/Save/Document"><prop oor:name="GenerateThumbnail" oor:op="fuse">'
    "<value>false</value></prop></item></oor:items>"
)


def saved_as(kind: str, sources: Iterable[Path], into: Path) -> None:
    """Save the files in a folder as another kind ("odt", "pdf", or with a filter "doc:MS Word 97")."""
    files = [str(path) for path in sources]
    profile = into / ".profile"
    user = profile / "user"
    if not user.exists():
        user.mkdir(parents=True)
        (user / "registrymodifications.xcu").write_text(_PROFILE, encoding="utf-8")
    subprocess.run(
        ["soffice", f"-env:UserInstallation={profile.absolute().as_uri()}", "--headless", "--convert-to", kind,
         "--outdir", str(into), *files],
        check=True, capture_output=True, timeout=200 + 5 * len(files), env={**os.environ, **KEPT_MEMORY},
    )  # fmt: skip
