"""The faces that papers and their drawings are set in: they come with the program, the system's own are only further ones."""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from pathlib import Path

import typst

TIMES_LIKE = ("Tinos", "Times New Roman", "Libertinus Serif")
"""Faces in order of choice.  Tinos has the widths of Times and every letter of Vietnamese, M'Nông and Ê Đê; it comes
with the program (requirements/faces.txt), so a paper looks the same wherever it is made.  The last comes inside typst."""

_FACES = ("pdfboss_fonts/fonts", "fontpkg_noto_sans_khmer/files", "manimgx_fonts", "manimgx_fonts_cjk")
"""Where packages keep Tinos, and the letters of neighbours: Khmer, Thai, Lao, Chinese, Japanese, Korean."""


@cache
def fonts_of(folders: tuple[Path, ...]) -> typst.Fonts:
    """Reading every font of the system takes longer than the document itself: once per process."""
    return typst.Fonts(font_paths=[*folders, *_packaged()])


def _packaged() -> list[Path]:
    """Folders of the faces that come in Python packages."""
    found: list[Path] = []
    for name in _FACES:
        package, _, folder = name.partition("/")
        spec = find_spec(package)
        found += [Path(place) / folder for place in (spec.submodule_search_locations or [] if spec else [])]
    return found
