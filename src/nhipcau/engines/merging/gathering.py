"""One sentence for what several agencies say each of itself: "Sở A, Sở B và 12 xã đã …"."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from nhipcau.engines.merging.agencies import agency_key
from nhipcau.engines.merging.facts import Reading
from nhipcau.engines.merging.lexicon import LISTS, canonical
from nhipcau.engines.vntext.regexes import regex

MOST_COMMUNES_NAMED = 3  # more of a rank are counted, not named
_RANKS = (("xã", "xa"), ("phường", "phuong"), ("đặc khu", "dac khu"), ("thị trấn", "thi tran"))
_COMMITTEE = "uy ban nhan dan "
_ABOUT = regex(r"^[\s,:;–-]+")
_LEAD = regex(
    r"(?:Trong|Năm|Ngày|Quý|Tháng|Từ|Đến|Hằng|Hàng|Thời gian|Nửa|Đầu|Cuối|Sáng|Chiều|Tối|Tính|[0-9]{1,2} tháng)\b[^,]{0,80},\s+"
)
_WORD = regex(r"\S+")
_LONGEST_NAME = 20  # words


def parts(text: str, speaker: str) -> tuple[str, str]:
    """What stands before the subject of a sentence and what behind it, where the subject is the agency that speaks (its key) or
    is not named."""
    found = _LEAD.match(text)
    start = found.end() if found else 0
    words = list(_WORD.finditer(text, start))[:_LONGEST_NAME]
    selves = {canonical(word) for word in LISTS.entries("selves")}
    end = start
    for number, word in enumerate(words):
        said = text[start : word.end()].rstrip(",:;")
        if agency_key(said) == speaker or (number < 6 and canonical(said) in selves):
            end = word.end()
            if agency_key(said) == speaker:
                break
    if end > start:
        province = text[start:end].endswith("tỉnh")
        for word in words:
            if word.start() < end:
                continue
            if not (canonical(word.group()) == "tinh" or (province and word.group()[0].isupper())):
                break
            province, end = True, word.end()
    return text[:start], text[end:]


def names(agencies: Sequence[str]) -> str:
    """Agencies in one line: by name, communes of which there are many by their number.

    "Sở A", "Sở B", twelve communes → "Sở A, Sở B và 12 xã".
    """
    ranks = [_rank(agency) for agency in agencies]
    many = {rank for rank, count in Counter(ranks).items() if rank and count > MOST_COMMUNES_NAMED}
    shown = [agency for agency, rank in zip(agencies, ranks, strict=True) if rank not in many]
    counted = [f"{ranks.count(rank)} {rank}" for rank, _folded in _RANKS if rank in many]
    parts = [*shown, *counted]
    if len(parts) < 2:
        return "".join(parts)
    if counted or len(parts) > 2:
        return f"{', '.join(parts[:-1])} và {parts[-1]}"
    return ", ".join(parts)


def _rank(agency: str) -> str:
    folded = canonical(agency.replace("UBND", "Ủy ban nhân dân")).removeprefix(_COMMITTEE)
    return next((rank for rank, words in _RANKS if folded.startswith(f"{words} ")), "")


def composed(agencies: Sequence[str], lead: str, predicate: str, *, counts: bool) -> str:
    """The sentence for all.  lead: what stands before the subject ("Trong kỳ, "); predicate: what each did; counts: whether it gives
    figures, of which each has its own: then "đều" says so."""
    predicate = _ABOUT.sub("", predicate)
    if predicate[:1].isupper() and not predicate[:2].isupper():
        predicate = predicate[0].lower() + predicate[1:]
    each = "đều " if counts and not canonical(predicate).startswith("deu ") else ""
    return f"{lead}{names(agencies)} {each}{predicate}"


def of_one(agency: str, text: str, reading: Reading) -> str:
    """A sentence that one agency says, with its name: among those of others nobody sees any more who speaks.

    "Đã mở 02 lớp." → "Sở A đã mở 02 lớp."; of another subject "Sở A: Hội nghị diễn ra …"; one that names it stays as it is.
    """
    if canonical(agency) in canonical(text):
        return text
    lead, predicate = parts(text, reading.speaker)
    if not reading.explicit:
        predicate = text[len(lead) :]  # "Hội nghị …" does not begin with an association
    if reading.own:
        return composed([agency], lead, predicate, counts=False)
    if reading.speaker in reading.agencies | reading.weak:
        return text
    return f"{agency}: {text}"
