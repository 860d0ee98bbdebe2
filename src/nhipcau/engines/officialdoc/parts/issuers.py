"""The lines above the number → who issues and under whom (Decree 30/2020, annex I, part II, 2)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from nhipcau.engines.vntext import regexes
from nhipcau.engines.vntext.regexes import regex

from ..page.place import Placed
from ..words.casing import Recaser
from ..words.wording import fold
from ..words.wordlists import LISTS

_AGENCY = regex(lambda: rf"^(?:{LISTS.alternatives('issuer_words')})\b")
_PLACE = regex(r"^(?:tinh|thanh pho|tp\.?|huyen|quan|thi xa|thi tran|xa|phuong|dac khu|cac tinh|nuoc)\b")
_OPEN_END = regex(
    r"(?:\b(?:va|cua|cac|tinh|thanh pho|huyen|xa|phuong|thi xa|thi tran|quan|cong tac|nhan dan|quan ly|chi dao)|[,\-–&])$"
)
_ENDS_IN_TINH = regex(r"\bHÀ TĨNH\W*$", re.IGNORECASE)  # folded it ends like "tỉnh", which goes on
_JOINT = regex(r"\s+[-–—]\s+|\s*[-–—]\s+|\s+[-–—]\s*")


@cache
def _unfinished() -> frozenset[str]:
    return frozenset(LISTS.entries("unfinished_issuers"))


def _new_agency(before: str, line: str) -> bool:
    """Whether ``line`` opens another agency's name rather than going on with ``before``'s."""
    plain, previous = fold(line).strip(" .:*"), fold(before).strip(" .:*")
    if previous in _unfinished() or (_OPEN_END.search(previous) and not _ENDS_IN_TINH.search(before)):
        return False
    if plain.startswith("phong") and previous.endswith((" bien", " quoc", " van")):
        return False  # "BỘ ĐỘI BIÊN / PHÒNG"
    if _PLACE.match(plain) and not regexes.match(
        r"^(?:tinh uy|thanh uy|huyen uy|xa doan|phuong doan)", plain
    ):
        return False
    if not _AGENCY.match(plain):
        return False
    # "SỞ VĂN HÓA ..." after "UBND TỈNH ..." opens one; "BAN NHÂN DÂN" after "ỦY" was handled above
    return not regexes.match(r"^(?:bo doi|bao chi|bao cao|doan the|hoi nhap|dai bieu|truong hoc|phong chong|phong cach|bao tang"
                        r"|van hoa|xa hoi|doan dai|bo may)", plain)  # fmt: skip


def group_issuers(lines: Sequence[Placed]) -> list[list[Placed]]:
    """The lines of one or more agencies, one list each.  Weight (parent regular, issuer bold) decides where
    the format knows it, otherwise the names do."""
    groups: list[list[Placed]] = []
    for line in lines:
        if not groups:
            groups.append([line])
            continue
        last = groups[-1][-1]
        heavier = last.line.bold is False and line.line.bold is True
        same_weight = last.line.bold == line.line.bold
        so_far = " ".join(item.text for item in groups[-1])
        unfinished = fold(so_far).strip(" .:*") in _unfinished()
        if (heavier and not unfinished) or (
            _new_agency(so_far, line.text) and (not line.line.bold or not same_weight or _parent_like(so_far))
        ):
            groups.append([line])
        else:
            groups[-1].append(line)
    return groups


def _parent_like(text: str) -> bool:
    """A name that can stand above another agency's, whatever its weight."""
    return bool(
        regexes.match(
            r"^(?:ubnd|uy ban nhan dan|uy ban mat tran|uy ban mttq|tinh uy|thanh uy|huyen uy|quan uy|thi uy|dang uy|dang bo|bo |so "
            r"|tong cuc|cuc |chinh phu|quoc hoi|cong an|hoi dong nhan dan|hdnd|doan|lien doan|truong|trung uong|benh vien|quan khu|ban chap hanh)",
            fold(text),
        )
    )


_EXPAND = (
    (regex(r"\bUBND\b"), "Ủy ban nhân dân"),
    (regex(r"\bHĐND\b"), "Hội đồng nhân dân"),
    (regex(r"\bUBMTTQ(?:VN)?\b"), "Ủy ban Mặt trận Tổ quốc Việt Nam"),
    (regex(r"\b(?:TP\.?|Tp\.?)\s*(?=[A-ZĐ])"), "thành phố "),
)


def full_name(text: str, recaser: Recaser) -> str:
    """An agency's name as sentences write it: capitals lowered, usual abbreviations written out."""
    text = " ".join(text.split()).strip(" .:;,*_|-–")
    name = recaser.normal(text)
    for pattern, words in _EXPAND:
        name = pattern.sub(words, name)
    name = regexes.sub(
        r"(?<=[^\W\d_] )(Tỉnh|Thành phố|Huyện|Xã|Phường|Thị xã|Thị trấn|Quận|Đặc khu)(?= [^\W\d_])",
        lambda match: match.group().lower(),
        name,
    )
    name = regexes.sub(
        r"\b(tỉnh|thành phố|huyện|xã|phường|thị xã|thị trấn|quận|đặc khu) (?:tỉnh|thành phố) ", r"\1 ", name
    )
    name = regexes.sub(
        r"(?<=[^\W\d_] )(Tỉnh|Thành phố|Huyện|Xã|Phường)$", lambda match: match.group().lower(), name
    )
    # what a department is for begins with a capital: "Trung tâm Dịch vụ đối ngoại"
    name = regexes.sub(
        r"^(Trung tâm|Sở|Phòng|Ban|Chi cục|Cục|Vụ|Viện) ([^\W\d_])",
        lambda found: f"{found.group(1)} {found.group(2).upper()}",
        name,
    )
    return name[:1].upper() + name[1:]


def split_joint(text: str) -> list[str]:
    """The issuers of a joint document: "BỘ NỘI VỤ - BỘ TÀI CHÍNH" → two names.  A dash inside one name
    ("Lao động - Thương binh") stays."""
    parts = _JOINT.split(text)
    out: list[str] = []
    for part in parts:
        if out and not _AGENCY.match(fold(part)):
            out[-1] = f"{out[-1]} - {part}"
        else:
            out.append(part)
    return [part.strip() for part in out if part.strip()]
