"""What a copy of a head has lost, found again in the same document.

Copies from web sites lose the second line of the left column ("TỈNH HÀ TĨNH"), single letters ("Y BAN NHÂN DÂN"), the whole
head, or the hyphens of a number.  The document still names its issuer: above the first basis ("CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH
HÒA BÌNH"), in the sentence that enacts ("Ủy ban nhân dân tỉnh Hà Tĩnh ban hành Kế hoạch"), and in the note of what it encloses
("kèm theo Quyết định số 2112/QĐ-UBND ngày 17 tháng 10 năm 2014").  What is found so is never quite sure.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from types import MappingProxyType

from nhipcau.engines.vntext import regexes
from nhipcau.engines.vntext.dates import find_dates
from nhipcau.engines.vntext.docnumbers import find_doc_numbers, kinds_by_sign
from nhipcau.engines.vntext.records import record
from nhipcau.engines.vntext.regexes import regex

from ..model import Attachment, Head, Position
from ..page.place import Node, Placed
from ..words.casing import Recaser
from ..words.likeness import ratio
from ..words.wording import fold
from ..words.wordlists import LISTS
from .issuers import full_name

# Below SURE_ENOUGH (plan.doubts), except the line that the paper itself prints for its authority: a person looks at them.
_FROM_AUTHORITY, _FROM_ENACTING, _FROM_NOTE, _FROM_PLACE = 0.9, 0.7, 0.7, 0.6
_OPENING = 40  # nodes in which authority and enacting sentence stand
_AUTHORITY_LINES = 3
_LONGEST_AUTHORITY = 120
_POST = regex(
    r"^(?:QUYỀN\s+)?(?:(?:PHÓ\s+)?(?:CHỦ TỊCH|GIÁM ĐỐC|CỤC TRƯỞNG|TỔNG CỤC TRƯỞNG|BỘ TRƯỞNG|HIỆU TRƯỞNG|VIỆN TRƯỞNG|CHÁNH VĂN PHÒNG|TRƯỞNG BAN))\s+"
)
_ENACTING = regex(
    r"\b(?P<who>(?:Ủy ban nhân dân|Uỷ ban nhân dân|UBND|Hội đồng nhân dân|HĐND)\s+(?:tỉnh|thành phố|TP\.?|huyện|thị xã|xã|phường|đặc khu)"
    r"\s+[^,;:.\n]{2,60}?|(?:Sở|Ban|Bộ trưởng Bộ|Tỉnh ủy|Thành ủy)\s+[^;:.\n]{2,80}?)\s+(?:xây dựng và )?(?:ban hành|xây dựng|lập|đề ra)\s"
)
_DECIDES = regex(
    r"^(?:uy ban nhan dan|ubnd|hoi dong nhan dan|hdnd|thu tuong chinh phu|chinh phu|ban thuong vu|ban chap hanh|thuong truc hoi dong)\s"
)
_POST_IN_TEXT = regex(r"^(?:Bộ trưởng|Chủ tịch|Giám đốc)\s+")
_NOTE_ISSUER = regex(
    r"\bcủa\s+(?P<who>(?:Chủ tịch\s+)?(?:Ủy ban nhân dân|Uỷ ban nhân dân|UBND|Hội đồng nhân dân|HĐND)\s+[^)]{4,80})"
)
# A committee and the rank without the place: the name goes on in what was lost.
_UNFINISHED = regex(
    r"^(?:uy ban nhan dan|ubnd|hoi dong nhan dan|hdnd)(?: (?:tinh|thanh pho|huyen|thi xa|xa|phuong|quan|dac khu))?$|\b(?:va|cua)$"
)
_LONG_OPENINGS = ("Ủy ban nhân dân", "Hội đồng nhân dân", "Ủy ban Mặt trận Tổ quốc")
_ALIKE = 90
_GLUED_SIGNS = regex(
    r"^(?P<before>\s*[0-9]{1,5}[a-zđ]?\s?/\s?(?:(?:19|20)[0-9]{2}\s?/\s?)?)(?P<signs>[A-ZĐ][A-Za-zĐđ]{3,})(?P<after>.*)$"
)
_ISSUER_SIGNS = ("UBND", "HĐND", "TTg", "CP", "TU", "BTTTT", "BNG", "BVHTTDL")


@record(frozen=True, slots=True)
class Said:
    """An issuer as another place of the document says it, with that place and how sure it is."""

    name: str
    source: Position
    sure: float


def with_hyphen(text: str) -> str:
    """A number whose hyphen a copy lost, with the hyphen: "1961/QĐUBND" → "1961/QĐ-UBND"; other text as it is."""
    found = _GLUED_SIGNS.match(text)
    if found is None:
        return text
    signs = found.group("signs")
    for sign in sorted(kinds_by_sign(), key=len, reverse=True):
        rest = signs[len(sign) :]
        if signs.startswith(sign) and (
            rest in _ISSUER_SIGNS or (len(rest) > 3 and rest.isupper() and rest[0] == "S")
        ):
            return f"{found.group('before')}{sign}-{rest}{found.group('after')}"
    return text


def is_authority_line(text: str) -> bool:
    """ "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH HÒA BÌNH", "HỘI ĐỒNG NHÂN DÂN TỈNH VĨNH PHÚC": who decides, above the first basis."""
    if not text.isupper() or len(text) > _LONGEST_AUTHORITY or text.rstrip().endswith((":", "-")):
        return False
    if any(letter.isdigit() for letter in text):
        return False
    bare = _POST.sub("", text.strip())
    plain = f"{fold(bare)} "
    if bare != text.strip():
        return plain.startswith(tuple(f"{word} " for word in LISTS.entries("issuer_words")))
    return bool(_DECIDES.match(plain))


def restored(
    head: Head, nodes: Sequence[Node], end: int, recaser: Recaser, attachments: Sequence[Attachment] = ()
) -> Head:
    """The head with what it lacks.  nodes: the main document's; end: where its head ended."""
    head = _with_issuer(head, nodes, end, recaser, attachments)
    return _with_number(head, attachments)


def _with_issuer(
    head: Head, nodes: Sequence[Node], end: int, recaser: Recaser, attachments: Sequence[Attachment]
) -> Head:
    own = fold(head.issuer or "")
    if head.issuer and len(head.issuers) == 1 and not _UNFINISHED.search(own):
        said = next(
            (one for one in _authorities(nodes, end, recaser) if _misspelt(own, fold(one.name))), None
        )
        name = said.name if said else _right_opening(head.issuer)
        if name == head.issuer:
            return head
        return _kept(head, issuer=name, issuers=(name,), at=head.sources["issuer"], sure=_FROM_AUTHORITY)
    if len(head.issuers) > 1:
        return head
    for said in (
        *_authorities(nodes, end, recaser),
        *_enacting(nodes, recaser),
        *_noted(attachments, recaser),
        *_by_place(head),
    ):
        plain = fold(said.name)
        if _UNFINISHED.search(plain) or (own and not plain.startswith(own)):
            continue
        return _kept(head, issuer=said.name, issuers=(said.name,), at=said.source, sure=said.sure)
    return head


def _authorities(nodes: Sequence[Node], end: int, recaser: Recaser) -> list[Said]:
    """Who decides, in capitals above the first basis; at most three lines of one name."""
    out: list[Said] = []
    start = max(end - _AUTHORITY_LINES, 0)
    for index in range(start, min(end + _OPENING, len(nodes))):
        node = nodes[index]
        if not isinstance(node, Placed):
            break
        if not is_authority_line(node.text):
            continue
        lines = [node]
        for following in nodes[index + 1 : index + _AUTHORITY_LINES]:
            if not isinstance(following, Placed) or not regexes.match(
                r"^(?:TỈNH|THÀNH PHỐ|HUYỆN|XÃ|PHƯỜNG)\s", following.text
            ):
                break
            lines.append(following)
        words = _POST.sub("", " ".join(line.text for line in lines))
        where = replace(node.line.source, end=lines[-1].line.source.end)
        out.append(Said(full_name(words, recaser), where, _FROM_AUTHORITY))
    return out


def _enacting(nodes: Sequence[Node], recaser: Recaser) -> list[Said]:
    """ "Ủy ban nhân dân tỉnh Hà Tĩnh ban hành Kế hoạch ... như sau:" among the opening lines."""
    lines = [node for node in nodes[:_OPENING] if isinstance(node, Placed)]
    out = []
    for index, node in enumerate(lines):
        words = " ".join(line.text for line in lines[index : index + 3])
        found = _ENACTING.search(words)
        if found and found.start() <= len(node.text):
            who = _POST_IN_TEXT.sub("", found.group("who"))
            out.append(Said(full_name(who, recaser), node.line.source, _FROM_ENACTING))
    return out


def _noted(attachments: Sequence[Attachment], recaser: Recaser) -> list[Said]:
    return [
        Said(
            full_name(regexes.sub(r"^Chủ tịch\s+", "", found.group("who")), recaser),
            attachment.source,
            _FROM_NOTE,
        )
        for attachment in attachments
        if (found := _NOTE_ISSUER.search(attachment.note or ""))
    ]


def _by_place(head: Head) -> list[Said]:
    """ "Ủy ban nhân dân tỉnh" and a head dated in "Thừa Thiên Huế": the province that gives the place its name."""
    place = head.place or ""
    if not head.issuer or place not in LISTS.entries("provinces") or "place" not in head.sources:
        return []
    own = head.issuer
    ranked = own if fold(own).endswith(("tinh", "thanh pho")) else f"{own} tỉnh"
    return [Said(f"{ranked} {place}", head.sources["place"], _FROM_PLACE)]


def _misspelt(own: str, said: str) -> bool:
    """Whether two names are one, some letters of the first lost."""
    return own != said and abs(len(own) - len(said)) <= 6 and ratio(own, said, _ALIKE) >= _ALIKE


def _right_opening(name: str) -> str:
    """ "Y ban nhân dân tỉnh Kon Tum" → "Ủy ban nhân dân tỉnh Kon Tum": a letter lost in words that stand in every head."""
    for opening in _LONG_OPENINGS:
        words = len(opening.split())
        first, rest = " ".join(name.split()[:words]), name.split()[words:]
        if fold(first) != fold(opening) and ratio(fold(first), fold(opening), _ALIKE) >= _ALIKE:
            return " ".join([opening, *rest])
    return name


def _with_number(head: Head, attachments: Sequence[Attachment]) -> Head:
    """Number and day of a decision whose own head was lost, as the notes of what it encloses all name it."""
    if head.number or head.undated or not head.kind:
        return head
    noted = [
        attachment
        for attachment in attachments
        if attachment.note_number and fold(head.kind) in fold(attachment.note or "")
    ]
    numbers = {attachment.note_number for attachment in noted}
    if len(numbers) != 1:
        return head
    note = noted[0].note or ""
    number = find_doc_numbers(note)[0]
    if number.kind not in (None, head.kind):
        return head
    head = _kept(head, number=number.canonical, at=noted[0].source, sure=_FROM_NOTE)
    dates = find_dates(note[number.end :])
    day = dates[0].on() if dates and dates[0].start < 20 else None
    return _kept(head, date=day, at=noted[0].source, sure=_FROM_NOTE) if day and not head.date else head


def _kept(head: Head, *, at: Position, sure: float, **values: object) -> Head:
    names = tuple(values)
    return replace(
        head,
        **values,  # type: ignore[arg-type]
        sources=MappingProxyType({**head.sources, **dict.fromkeys(names, at)}),
        sure=MappingProxyType({**head.sure, **dict.fromkeys(names, sure)}),
    )
