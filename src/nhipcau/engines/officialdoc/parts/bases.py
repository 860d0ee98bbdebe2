"""What a document rests on: each "Căn cứ" split into the documents it names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from nhipcau.engines.vntext import regexes
from nhipcau.engines.vntext.dates import find_dates
from nhipcau.engines.vntext.docnumbers import find_doc_numbers
from nhipcau.engines.vntext.letters import LOWER
from nhipcau.engines.vntext.regexes import regex

from ..model import Basis, Paragraph

_KIND = regex(rf"([^\W\d_](?:[{LOWER}]|\s(?=[{LOWER}])){{2,28}})\s+(?:liên tịch\s+)?số\s*:?\s*$")
_LAW = regex(r"\b(Bộ luật|Luật|Pháp lệnh|Hiến pháp)\b")
_ISSUER = regex(
    r"\bcủa\s+((?:(?!\s(?:về|ban hành|quy định|hướng dẫn|phê duyệt|sửa đổi|triển khai|thực hiện|và việc|thông qua|tại"
    r"|được|giao|công bố|kết luận)\b)[^;.()])+)"
)
_LEAD = regex(
    r"^[-–+\s]*(?:Căn cứ(?: vào)?|Để (?:triển khai|thực hiện|cụ thể hóa)(?: thực hiện)?|Nhằm (?:triển khai|thực hiện|cụ thể hóa)|Triển khai(?: thực hiện)?|Cụ thể hóa|Hưởng ứng|Thực hiện|Theo đề nghị của|Xét đề nghị của|Theo|Xét|Thi hành|Tiếp theo)\s*:?\s*"
)

# A paper without a number of its own, named after another: "..., Quy chế ... ban hành kèm theo Quyết định số".
_ISSUED_WITH = regex(
    r"(?:,|;|\bvà)\s+((?:Quy chế|Quy định|Quy trình|Hướng dẫn|Chương trình|Đề án|Chiến lược|Điều lệ)\b[^;]{0,160}?"
    r"kèm theo\s+[^\W\d_]+(?:\s[^\W\d_]+){0,2}\s+số\s*:?\s*)$"
)

# "UBND tỉnh ban hành Kế hoạch ... như sau:" where a reader could not tell it from the basis before it.
_ENACTS = regex(
    r"^\s*(?!Căn cứ|Theo|Thực hiện|Xét|Thi hành)[^;]*\b(?:ban hành|xây dựng|triển khai|thực hiện)\b[^;]*"
    r"\b(?:như sau|sau đây|dưới đây|cụ thể)\s*[:;.]?\s*$"
)

_ENACTED_AFTER = regex(
    r"[,;.]\s+(?:UBND|Ủy ban|Uỷ ban|Sở|Ban|Tỉnh ủy|Thành ủy|Bộ|Cục|Hội)\b[^;]*\bban hành\b[^;]*\b(?:như sau|sau đây|cụ thể)\s*[:;.]?\s*$"
)


def read_bases(paragraphs: Sequence[Paragraph]) -> tuple[Basis, ...]:
    """One Basis for each document or fact named, in order."""
    out: list[Basis] = []
    for paragraph in paragraphs:
        offset = 0
        for piece in regexes.split(r"(?<=;)\s*", paragraph.text):
            if piece.strip(" ;") and (find_doc_numbers(piece) or not _ENACTS.search(piece)):
                out += _split_piece(piece, paragraph, paragraph.text.find(piece, offset))
            offset += len(piece)
    return tuple(out)


def _split_piece(piece: str, paragraph: Paragraph, at: int) -> list[Basis]:
    """Usually one document; more where whole documents are joined by "và" ("Nghị định số … và Quyết định số …")."""
    numbers = find_doc_numbers(piece)
    cuts = [0]
    for number in numbers[1:]:
        before = piece[cuts[-1] : number.start]
        joined = regexes.search(
            r"(?:,|\bvà|;)\s+((?:[A-ZĐ][^\W\d_]*)(?:\s[^\W\d_]+){0,3}\s+số\s*:?\s*)$", before
        )
        joined = joined or _ISSUED_WITH.search(before)
        if joined and find_doc_numbers(before):
            cuts.append(cuts[-1] + joined.start(1))
    out = []
    for start, end in zip(cuts, [*cuts[1:], len(piece)], strict=True):
        out.append(_basis(piece[start:end], paragraph, at + start))
    return out


def _basis(text: str, paragraph: Paragraph, at: int) -> Basis:
    numbers = find_doc_numbers(text)
    number = numbers[0] if numbers else None
    kind = day = issuer = None
    after = text
    if number is not None:
        named = _KIND.search(text[: number.start])
        kind = _LEAD.sub("", named.group(1)).strip().lower() if named else number.kind
        after = text[number.end :]
    elif law := _LAW.search(text):
        kind = law.group(1).lower()
        after = text[law.end() :]
    if number is not None or kind:
        dates = find_dates(after)
        if dates and (number is None or dates[0].start < 40):
            day = dates[0].on()
        found = _ISSUER.search(after)
        issuer = " ".join(found.group(1).split()).strip(" ,") if found and found.start() < 60 else None
    shown = _ENACTED_AFTER.sub("", _LEAD.sub("", text)).strip(" ;,.")
    source = replace(
        paragraph.source,
        start=min(paragraph.source.start + at, paragraph.source.end),
        end=min(paragraph.source.start + at + len(text), paragraph.source.end),
    )
    return Basis(shown, source, number.canonical if number else None, day, kind, issuer, paragraph.sure)
