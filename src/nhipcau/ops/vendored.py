"""Front-end files that come in Python packages, gathered where Django's static files look.

Bootstrap and the typeface are packages without a Django app of their own.  The typeface is cut once
to the letters that the screens use (Vietnamese, the languages of the Central Highlands, English,
French) and packed as woff2, so a page carries 60 KB of letters and not 600.  Russian and Khmer, which
the news desk shows, are files of their own that a browser asks for where a page has such letters.
"""

from __future__ import annotations

import logging
import os
from importlib.resources import files
from pathlib import Path

# Latin with all Vietnamese forms, ĕ ĭ ŏ ŭ ƀ and combining marks, punctuation, arrows, signs.
LETTERS = "U+0000-024F,U+0259,U+0300-036F,U+1E00-1EFF,U+2000-206F,U+20AB,U+20AC,U+2116,U+2122,U+2190-2193,U+2212,U+2215,U+2264,U+2265,U+25CF,U+FEFF,U+FFFD"
# The last two stand in theme.css too, as unicode-range.
RUSSIAN = "U+0400-045F,U+0490-0491,U+04B0-04B1"
KHMER = "U+1780-17FF,U+19E0-19FF,U+200B-200D,U+25CC"
FONTS = {
    "noto-sans.woff2": ("fontpkg_noto_sans", "NotoSans[wdth,wght].ttf", LETTERS),
    "noto-sans-italic.woff2": ("fontpkg_noto_sans", "NotoSans-Italic[wdth,wght].ttf", LETTERS),
    "noto-sans-russian.woff2": ("fontpkg_noto_sans", "NotoSans[wdth,wght].ttf", RUSSIAN),
    "noto-sans-khmer.woff2": ("fontpkg_noto_sans_khmer", "NotoSansKhmer[wdth,wght].ttf", KHMER),
}
_FEATURES = ["kern", "mark", "mkmk", "ccmp", "locl", "tnum", "pres", "abvs", "blws", "psts", "pref", "blwf", "abvf", "pstf", "cfar", "clig", "liga"]  # fmt: skip


def static_dirs(var_dir: Path) -> list[tuple[str, str]]:
    """(prefix, folder) pairs for STATICFILES_DIRS."""
    import xstatic.pkg.bootstrap as bootstrap

    fonts = var_dir / "fonts"
    fonts.mkdir(exist_ok=True)
    return [("bootstrap", bootstrap.BASE_DIR), ("fonts", str(fonts))]


def cut_fonts(var_dir: Path) -> None:
    """Write the cut typeface into the data folder, unless it is there (about 4 s, once)."""
    folder = var_dir / "fonts"
    folder.mkdir(parents=True, exist_ok=True)
    for name, (package, original, letters) in FONTS.items():
        target = folder / name
        if target.exists():
            continue
        from fontTools import subset
        from fontTools.varLib import instancer

        logging.getLogger("fontTools").setLevel(logging.ERROR)
        options = subset.Options(layout_features=_FEATURES)
        source = files(package).joinpath("files", original)
        font = subset.load_font(str(source), options, lazy=False)
        cutter = subset.Subsetter(options)
        cutter.populate(unicodes=subset.parse_unicodes(letters))
        cutter.subset(font)
        # One width is enough; weights 400-700 stay variable.
        instancer.instantiateVariableFont(font, {"wdth": 100, "wght": (400, 700)}, inplace=True)
        font.flavor = "woff2"
        draft = target.with_suffix(f".{os.getpid()}")
        font.save(str(draft))
        draft.replace(target)
