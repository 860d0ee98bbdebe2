"""Front-end files that come in Python packages, gathered where Django's static files look.

Bootstrap and the typeface are packages without a Django app of their own.  The typeface is cut once
to the letters that the screens use (Vietnamese, the languages of the Central Highlands, English,
French) and packed as woff2, so a page carries 60 KB of letters and not 600.
"""

from __future__ import annotations

import logging
import os
from importlib.resources import files
from pathlib import Path

# Latin with all Vietnamese forms, ĕ ĭ ŏ ŭ ƀ and combining marks, punctuation, arrows, signs.
LETTERS = "U+0000-024F,U+0259,U+0300-036F,U+1E00-1EFF,U+2000-206F,U+20AB,U+20AC,U+2116,U+2122,U+2190-2193,U+2212,U+2215,U+2264,U+2265,U+25CF,U+FEFF,U+FFFD"
FONTS = {
    "noto-sans.woff2": "NotoSans[wdth,wght].ttf",
    "noto-sans-italic.woff2": "NotoSans-Italic[wdth,wght].ttf",
}


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
    source = files("fontpkg_noto_sans").joinpath("files")
    for name, original in FONTS.items():
        target = folder / name
        if target.exists():
            continue
        from fontTools import subset
        from fontTools.varLib import instancer

        logging.getLogger("fontTools").setLevel(logging.ERROR)
        options = subset.Options(layout_features=["kern", "mark", "mkmk", "ccmp", "locl", "tnum"])
        font = subset.load_font(str(source.joinpath(original)), options, lazy=False)
        cutter = subset.Subsetter(options)
        cutter.populate(unicodes=subset.parse_unicodes(LETTERS))
        cutter.subset(font)
        # One width is enough; weights 400-700 stay variable.
        instancer.instantiateVariableFont(font, {"wdth": 100, "wght": (400, 700)}, inplace=True)
        font.flavor = "woff2"
        draft = target.with_suffix(f".{os.getpid()}")
        font.save(str(draft))
        draft.replace(target)
