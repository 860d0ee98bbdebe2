"""The language of a text: by script where that decides, else py3langid held to the languages we meet."""

from __future__ import annotations

import re
import threading
from functools import lru_cache
from typing import Any

# Languages of the outlets that write on Viet Nam, and those that would otherwise be mistaken for them.
LANGUAGES = (
    "vi",
    "en",
    "fr",
    "zh",
    "km",
    "lo",
    "ko",
    "ja",
    "th",
    "ru",
    "de",
    "es",
    "it",
    "pt",
    "id",
    "ms",
    "nl",
    "pl",
    "uk",
    "hi",
)
_SCRIPTS = (
    ("km", re.compile("[\u1780-\u17ff]+")),
    ("lo", re.compile("[\u0e80-\u0eff]+")),
    ("th", re.compile("[\u0e00-\u0e7f]+")),
    ("ko", re.compile("[\uac00-\ud7af]+")),
    ("hi", re.compile("[\u0900-\u097f]+")),
)
_KANA = re.compile("[\u3040-\u30ff]+")
_HAN = re.compile("[\u3400-\u9fff]+")
_VIETNAMESE = re.compile("[ăđơưĂĐƠƯạ-ỹẠ-Ỹ]+")
_LETTER = re.compile(r"[^\W\d_]+")
_LOCK = threading.Lock()


@lru_cache(maxsize=1)
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE)
    identifier.set_languages(list(LANGUAGES))
    return identifier


def language_of(text: str, hint: str = "") -> str:
    """ISO 639-1 code of a text; ``hint`` (the page's lang attribute) decides for short texts.

    Returns "" where neither text nor hint tells.
    """
    sample = text[:1500]
    letters = _count(_LETTER, sample)
    hint = hint.strip().lower().replace("_", "-").split("-")[0][:3]
    hint = {
        "kr": "ko",
        "cn": "zh",
        "jp": "ja",
        "vn": "vi",
        "khm": "km",
        "lao": "lo",
        "vie": "vi",
        "eng": "en",
    }.get(hint, hint)
    hint = hint if len(hint) == 2 and hint.isalpha() else ""
    if letters < 20:
        return hint
    if not sample.isascii():
        for code, pattern in _SCRIPTS:
            if _count(pattern, sample) > letters * 0.3:
                return code
        kana, han = _count(_KANA, sample), _count(_HAN, sample)
        if kana + han > letters * 0.3:
            return "ja" if kana > (kana + han) * 0.08 else "zh"
        if _count(_VIETNAMESE, sample) > letters * 0.06:
            return "vi"
    if letters < 60 and hint:
        return hint
    with _LOCK:
        code = str(_identifier().classify(sample[:700])[0])
    # A language outside our list is only known by the page's own word.
    return hint if hint and hint not in LANGUAGES and code not in ("vi", "zh", "ja", "ko") else code


def _count(pattern: re.Pattern[str], text: str) -> int:
    """How many letters of a text are of a kind: found in runs, which are far fewer."""
    return sum(map(len, pattern.findall(text)))
