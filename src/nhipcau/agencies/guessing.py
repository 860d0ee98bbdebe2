"""What kind of agency a written name says, and of which level; pure, for a person to look at before it counts.

The first rule whose words the name begins with, or holds, decides.  What the words do not say is an agency of
the province.
"""

from __future__ import annotations

import re

from nhipcau.agencies.naming import name_key
from nhipcau.agencies.rules import AgencyKind, Level
from nhipcau.engines.vntext import fold

_CITIES_UNDER_THE_CENTRE = ("ha noi", "hai phong", "hue", "da nang", "can tho", "ho chi minh")
_PLACE_OF_COMMUNE = re.compile(r"\b(?:xa(?! hoi)|phuong(?! (?:tien|phap))|thi tran|dac khu)\b")
_PLACE_OF_DISTRICT = re.compile(r"\b(?:huyen|thi xa)\b")

# Ordered: what stands above wins.  (kind, how the folded name begins or what it holds)
_KINDS: tuple[tuple[AgencyKind, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(words))
    for kind, words in (
        (AgencyKind.COMMITTEE, r"^(?:ban chi dao|to cong tac|hoi dong (?!nhan dan)|ban to chuc (?!tinh uy|thanh uy|trung uong|huyen uy))"),
        (AgencyKind.PARTY, r"\b(?:tinh uy|thanh uy|huyen uy|thi uy|quan uy|dang uy)\b"),
        (AgencyKind.PARTY, r"^ban .*\btrung uong(?: dang)?$"),
        (AgencyKind.PRESS, r"^(?:bao\b(?! (?:hiem|tang|ve))|dai\b|thong tan xa|tap chi|co quan thuong tru|cong thong tin dien tu|ttxvn)"),
        (AgencyKind.BORDER, r"\bbien phong\b"),
        (AgencyKind.MILITARY, r"\bchi huy quan su\b|^(?:(?:bo )?tu lenh )?(?:quan khu|binh doan|su doan)\b"),
        (AgencyKind.POLICE, r"^cong an\b"),
        (AgencyKind.MASS, r"^(?:uy ban )?mat tran to quoc|^(?:hoi (?!dong)|hiep hoi|lien hiep|lien doan|doan thanh nien|doan tncs|tinh doan|thanh doan|huyen doan)"),
        (AgencyKind.OFFICE, r"^van phong\b"),
        (AgencyKind.COUNCIL, r"^(?:hoi dong nhan dan|doan dai bieu quoc hoi)"),
        (AgencyKind.CENTRE, r"^(?:trung tam|truong (?!ban)|hoc vien|benh vien|bao tang|thu vien|vien (?!kiem sat)|nha hat|ban quan ly (?!(?:cac )?khu (?:kinh te|cong nghiep|cong nghe|che xuat)))"),
        (AgencyKind.DEPARTMENT, r"^(?:so|thanh tra|ban)\b"),
    )
)  # fmt: skip
_CENTRAL = re.compile(
    r"^(?:bo (?!chi huy|doi|tu lenh)|cuc (?!thue|thong ke|hai quan|quan ly thi truong|du tru|thi hanh)|tong cuc|chinh phu"
    r"|van phong chinh phu|quoc hoi|uy ban nhan quyen|co quan thuong tru|thong tan xa)"
    r"|^(?:dai|thong tan xa|bao|tap chi|hoc vien)\b.*\b(?:viet nam|nhan dan|cong an nhan dan|quan doi nhan dan)$|\btrung uong(?: dang)?$"
)


def guess(name: str) -> tuple[AgencyKind, Level]:
    """The kind and the level that a name's words say; (OTHER, PROVINCE) where they say nothing."""
    words = name_key(name[:300])
    # The province's name is set apart by the key; of a city under the centre it is what counts.
    core, whole = words.core, fold(name[:300])
    kind = next((kind for kind, pattern in _KINDS if pattern.search(core)), None)
    if kind is None:
        return _by_place(core, whole)
    return kind, _level(core)


def _by_place(core: str, whole: str) -> tuple[AgencyKind, Level]:
    is_committee = core.startswith("uy ban nhan dan")
    rest = core.removeprefix("uy ban nhan dan").strip()
    if is_committee or re.match(r"(?:xa|phuong|thi tran|dac khu|huyen|thi xa)\b", rest):
        if rest.startswith("phuong"):
            return AgencyKind.WARD, Level.COMMUNE
        if re.match(r"(?:xa|thi tran|dac khu)\b", rest):
            return AgencyKind.COMMUNE, Level.COMMUNE
        if re.match(r"(?:huyen|thi xa|quan)\b", rest) or (
            rest.startswith("thanh pho") and not whole.endswith(_CITIES_UNDER_THE_CENTRE)
        ):
            return AgencyKind.DISTRICT, Level.DISTRICT
        return AgencyKind.COUNCIL, Level.PROVINCE
    return AgencyKind.OTHER, _level(core)


def _level(core: str) -> Level:
    if _CENTRAL.search(core):
        return Level.CENTRAL
    if _PLACE_OF_COMMUNE.search(core):
        return Level.COMMUNE
    if _PLACE_OF_DISTRICT.search(core) or core.startswith(("huyen uy", "thi uy", "quan uy")):
        return Level.DISTRICT
    return Level.PROVINCE
