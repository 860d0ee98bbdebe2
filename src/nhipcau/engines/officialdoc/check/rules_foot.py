"""Rules of the foot and of addressees: authority, post, name, receivers (annex I, part I, II.7 and II.9)."""

from __future__ import annotations

from collections.abc import Iterator

from nhipcau.engines.vntext import regexes
from nhipcau.engines.vntext.regexes import regex

from ..words.wording import fold
from .components import at
from .model import Departure, Phrase
from .parts import Parts
from .recognise import is_body_name, is_deputy, is_post_name, reads_authority
from .rules_head import FREE, is_formal
from .sheet import Line

_DEGREE = regex(
    r"^(?:GS|PGS|TS|TSKH|ThS|Ths|THS|BS|CN|KS|KTS|DS|NGND|NGƯT|NSND|NSƯT|Giáo sư|Tiến sĩ|Thạc sĩ|Bác sĩ|Cử nhân)\b[.,\s]"
)
_LEARNED = regex(r"TRƯỜNG|ĐẠI HỌC|HỌC VIỆN|BỆNH VIỆN|VIỆN|Y TẾ|TRUNG TÂM")
_PADDING = " .;"


def posts(parts: Parts) -> list[Line]:
    """Lines of authority and post, of all who sign."""
    return [line for block in parts.foot.blocks for line in block.posts]


def names(parts: Parts) -> list[Line]:
    return [block.name for block in parts.foot.blocks if block.name]


def receivers_head(parts: Parts) -> list[Line]:
    return [parts.foot.head] if parts.foot.head else []


def items(parts: Parts) -> list[Line]:
    """The receivers up to where a copy is filed; what stands below it (who typed) is none."""
    out: list[Line] = []
    for line in parts.foot.receivers:
        if not line.weight:
            continue
        out.append(line)
        if fold(line.text.lstrip("-–+ ")).startswith("luu"):
            break
    return out


def authority_form(parts: Parts) -> Iterator[Departure]:
    """ "TM.", "KT.", "TL.", "TUQ.", "Q." with a point; a body's name is signed for with "TM."."""
    if parts.kind_name in FREE:
        return
    for block in parts.foot.blocks:
        for place, line in enumerate(block.posts):
            found = reads_authority(line.text)
            if found and found.written.replace(" ", "") != f"{found.sign}.":
                yield at(
                    line,
                    Phrase("as-is", {"text": found.written}),
                    Phrase("as-is", {"text": f"{found.sign}."}),
                )
            elif found and found.sign == "TM" and is_post_name(found.rest) and not is_body_name(found.rest):
                yield at(line, Phrase("quoted", {"text": line.text}), Phrase("tm-before-body"))
            elif found and found.sign != "TM" and is_body_name(found.rest) and not is_post_name(found.rest):
                yield at(
                    line,
                    Phrase("quoted", {"text": line.text}),
                    Phrase("sign-before-post", {"sign": found.sign}),
                )
            elif found and found.sign == "KT" and is_deputy(found.rest):
                yield at(line, Phrase("quoted", {"text": line.text}), Phrase("kt-before-head"))
            elif not found and line.text.startswith("QUYỀN ") and is_post_name(line.text):
                yield at(line, Phrase("as-is", {"text": "QUYỀN"}), Phrase("as-is", {"text": "Q."}))
            elif (
                not found
                and is_body_name(line.text)
                and line.is_upper
                and place == 0 < len(block.posts) - 1
                and not is_post_name(line.text)
            ):
                yield at(
                    line,
                    Phrase("quoted", {"text": line.text}),
                    Phrase("quoted", {"text": f"TM. {line.text}"}),
                )


def authority_kt(parts: Parts) -> Iterator[Departure]:
    """A deputy signs for the head: "KT. CHỦ TỊCH" above "PHÓ CHỦ TỊCH".

    Who signs for a board as its head names the post of the office below: "TRƯỞNG BAN", "PHÓ CHỦ TỊCH UBND TỈNH".
    """
    if parts.kind_name in FREE:
        return
    for block in parts.foot.blocks:
        own = [line for line in block.posts if is_post_name(line.text) and not reads_authority(line.text)]
        if not own or {found.sign for found in block.authorities} & {"KT", "TUQ"}:
            continue
        first, last = own[0], own[-1]
        below_head = fold(last.text) in (f"pho {fold(first.text)}", f"pho {fold(first.text)} thuong truc")
        if is_deputy(first.text) or below_head:
            yield at(last, Phrase("quoted", {"text": last.text}))


def post_missing(parts: Parts) -> Iterator[Departure]:
    """Under whom one signs for stands one's own post."""
    for block in parts.foot.blocks:
        found = reads_authority(block.posts[-1].text) if block.posts else None
        if found and found.sign != "Q" and block.name:
            yield at(block.posts[-1], Phrase("quoted", {"text": block.posts[-1].text}))


def lacks_signature(parts: Parts) -> bool:
    return not parts.foot.blocks and is_formal(parts)


def signer_title(parts: Parts) -> Iterator[Departure]:
    """No degree stands before a name, but in schools, hospitals and institutes."""
    if any(_LEARNED.search(line.text.upper()) for line in (*parts.issuer, *parts.parents)):
        return
    for line in names(parts):
        if found := _DEGREE.match(line.text):
            yield at(line, Phrase("as-is", {"text": found[0].strip()}))


# ---- receivers ----------------------------------------------------------------------------------------------------


def lacks_receivers(parts: Parts) -> bool:
    return parts.foot.head is None and is_formal(parts)


def receivers_words(parts: Parts) -> Iterator[Departure]:
    """ "Nơi nhận:" """
    if parts.foot.head and parts.foot.head.text.replace(" :", ":") != "Nơi nhận:":
        yield at(parts.foot.head, Phrase("quoted", {"text": parts.foot.head.text}))


def receivers_form(parts: Parts) -> Iterator[Departure]:
    """ "- …;" for each, "." after the last."""
    found = items(parts)
    for place, line in enumerate(found):
        last = place == len(found) - 1
        goes_on = place > 0 and not found[place - 1].text.endswith((";", "."))
        begins = line.text.startswith(("-", "–", "+")) or line.text[:1] in "−‑"
        if not begins and not goes_on:
            yield at(line, Phrase("no-dash"), Phrase("dash"))
        elif last and not line.text.endswith("."):
            yield at(line, Phrase("ends", {"sign": line.text[-1:]}), Phrase("ends", {"sign": "."}))
        elif not last and not line.text.endswith(";") and found[place + 1].text.startswith(("-", "–", "+")):
            yield at(line, Phrase("ends", {"sign": line.text[-1:]}), Phrase("ends", {"sign": ";"}))


def receivers_file(parts: Parts) -> Iterator[Departure]:
    """The last line says where the copy is filed: "- Lưu: VT, …"."""
    found = items(parts)
    if parts.foot.head is None or not is_formal(parts):
        return
    if not found:
        yield at(parts.foot.head, Phrase("missing"))
        return
    said = found[-1].text.lstrip("-–+ ")
    if not regexes.match(r"Lưu\s?:\s?(?:VT|HC|VP|Văn thư)\b", said):
        yield at(found[-1], Phrase("quoted", {"text": found[-1].text}))


def receivers_as_above(parts: Parts) -> Iterator[Departure]:
    """Where addressees stand above, the list begins with "- Như trên"."""
    found = items(parts)
    if (
        not found
        or not parts.addressees
        or not (parts.is_letter or parts.kind_name in ("báo cáo", "tờ trình"))
    ):
        return
    if not any("nhu tren" in fold(line.text) or "nhu kinh gui" in fold(line.text) for line in found):
        yield at(found[0], Phrase("quoted", {"text": found[0].text}))


# ---- addressees ---------------------------------------------------------------------------------------------------


def lacks_addressees(parts: Parts) -> bool:
    return parts.is_letter and not parts.addressees


def addressees_form(parts: Parts) -> Iterator[Departure]:
    """ "Kính gửi:"; several stand each on a line with a dash, ";" after each and "." after the last."""
    if not parts.addressees:
        return
    first, *rest = parts.addressees
    if not regexes.match(r"Kính gửi\s?:", first.text):
        yield at(first, Phrase("quoted", {"text": first.text[:40]}), Phrase("quoted", {"text": "Kính gửi:"}))
    listed = [line for line in rest if line.text.startswith(("-", "–", "+"))]
    for place, line in enumerate(rest):
        if (
            len(rest) > 1
            and listed
            and not line.text.startswith(("-", "–", "+"))
            and (place == 0 or rest[place - 1].text.endswith((";", ".")))
        ):
            yield at(line, Phrase("no-dash"), Phrase("dash"))
    for place, line in enumerate(listed[:-1]):
        if not line.text.endswith(";") and place + 1 < len(listed):
            yield at(line, Phrase("ends", {"sign": line.text[-1:]}), Phrase("ends", {"sign": ";"}))
    if len(listed) > 1 and not rest[-1].text.rstrip(_PADDING[0]).endswith("."):
        yield at(rest[-1], Phrase("ends", {"sign": rest[-1].text[-1:]}), Phrase("ends", {"sign": "."}))
