"""Measures and money behind figures, and what one of them is counted by ("đồng/kg")."""

from __future__ import annotations

import re

from nhipcau.engines.vntext.wordlists import WordLists

_LISTS = WordLists(__file__)
_UNITS = _LISTS.pairs("units")
UNIT = "(?:" + "|".join(map(re.escape, sorted(_UNITS, key=len, reverse=True))) + ")"
PER = {
    **{word: word for word in ("năm", "tháng", "tuần", "ngày", "giờ", "phút", "người", "hộ", "lần", "buổi", "lượt", "xã", "con", "suất", "vé", "tấn", "tạ", "cây", "lớp", "đợt", "kỳ", "quý", "chuyến", "cuốn", "bộ", "sào", "lít")},
    "kg": _UNITS["kg"], "ha": _UNITS["ha"], "km": _UNITS["km"], "km²": _UNITS["km²"], "m²": _UNITS["m²"], "m2": _UNITS["m2"], "m³": _UNITS["m³"], "m3": _UNITS["m3"], "kWh": _UNITS["kWh"], "h": "giờ", "s": "giây", "l": "lít",
}  # fmt: skip
"""What stands behind a slash, and how it is said."""
_MONEY = frozenset(
    ["phần trăm", "đồng", "đô la Mỹ", "ơ-rô", "nhân dân tệ", "yên Nhật", "uôn Hàn Quốc", "đô la Úc"]
)


def unit_of(sign: str) -> str:
    """The words of a sign: "km²" → "ki-lô-mét vuông"."""
    return _UNITS[sign]


def per(sign: str, behind: str) -> str:
    """ "km/h" → " trên giờ"; of money " một ki-lô-gam"; what nobody knows is marked."""
    said = PER.get(behind, f"⟦{behind}⟧")
    return f" {'một' if _UNITS[sign] in _MONEY else 'trên'} {said}"
