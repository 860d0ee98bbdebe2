"""Kinds of papers that the house drafts, their symbols and their skeletons; pure, no Django.

Kinds and symbols: Decree 30/2020/NĐ-CP, article 7 and annex III (abbreviations of kinds).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum

from nhipcau.kernel.refusal import N_, Refused
from nhipcau.kernel.standing import Limit, is_past, written


class PaperKind(StrEnum):
    """What is drafted; the value is the series of its number book."""

    LETTER = "cong-van"
    NOTICE = "thong-bao"
    PLAN = "ke-hoach"
    DECISION = "quyet-dinh"
    REPORT = "bao-cao"
    SUBMISSION = "to-trinh"
    INVITATION = "giay-moi"


PAPER_LABELS = {
    PaperKind.LETTER: N_("Công văn"),
    PaperKind.NOTICE: N_("Thông báo"),
    PaperKind.PLAN: N_("Kế hoạch"),
    PaperKind.DECISION: N_("Quyết định"),
    PaperKind.REPORT: N_("Báo cáo"),
    PaperKind.SUBMISSION: N_("Tờ trình"),
    PaperKind.INVITATION: N_("Giấy mời"),
}


@dataclass(frozen=True, slots=True)
class PaperForm:
    """What a kind of paper is made of.

    heading: the kind as printed ("" for an official letter); sign: its abbreviation in a symbol;
    addressed: it has "Kính gửi"; based: it has bases; skeleton: what a new draft begins with, "[…]" marks
    what the officer has to write; closing: the last sentence.
    """

    heading: str
    sign: str
    addressed: bool
    based: bool
    skeleton: str
    closing: str = ""
    enacting: str = ""


def kind_in(number: str, *, without: PaperKind) -> PaperKind:
    """What kind of paper a number says: "12/BC-SCT" a report, "45/SCT-VP" and "45/CV" a letter.  without: where it names none."""
    sign = re.split(r"[-/–—]", number.partition("/")[2] or number.partition("-")[2])[0].strip().upper()
    if not sign:
        return without
    return next(
        (kind for kind, form in FORMS.items() if form.sign and form.sign.upper() == sign), PaperKind.LETTER
    )


FORMS: dict[PaperKind, PaperForm] = {
    PaperKind.LETTER: PaperForm(
        "", "", addressed=True, based=False,
        skeleton="[Lý do, căn cứ của công văn]\n[Nội dung đề nghị, thời hạn]",
        closing="Đề nghị quý cơ quan quan tâm thực hiện",
    ),
    PaperKind.NOTICE: PaperForm(
        "THÔNG BÁO", "TB", addressed=False, based=False, skeleton="[Nội dung thông báo]",
        closing="[Cơ quan thông báo] thông báo để các cơ quan, đơn vị biết, thực hiện",
    ),
    PaperKind.PLAN: PaperForm(
        "KẾ HOẠCH", "KH", addressed=False, based=True,
        skeleton=(
            "I. MỤC ĐÍCH, YÊU CẦU\n1. Mục đích\n[…]\n2. Yêu cầu\n[…]\nII. NỘI DUNG\n1. [Nhiệm vụ]\n"
            "- Cơ quan chủ trì: […]\n- Cơ quan phối hợp: […]\n- Thời gian: […]\n"
            "III. KINH PHÍ\n[…]\nIV. TỔ CHỨC THỰC HIỆN\n[…]"
        ),
        closing="Yêu cầu các cơ quan, đơn vị nghiêm túc thực hiện Kế hoạch này",
    ),
    PaperKind.DECISION: PaperForm(
        "QUYẾT ĐỊNH", "QĐ", addressed=False, based=True, enacting="QUYẾT ĐỊNH:",
        skeleton=(
            "Điều 1. […]\nĐiều 2. Quyết định này có hiệu lực từ ngày ký.\n"
            "Điều 3. [Các cơ quan, cá nhân] chịu trách nhiệm thi hành Quyết định này./."
        ),
    ),
    PaperKind.REPORT: PaperForm(
        "BÁO CÁO", "BC", addressed=True, based=False,
        skeleton=(
            "I. KẾT QUẢ THỰC HIỆN\n[…]\nII. KHÓ KHĂN, VƯỚNG MẮC\n[…]\nIII. NHIỆM VỤ THỜI GIAN TỚI\n[…]\n"
            "IV. KIẾN NGHỊ, ĐỀ XUẤT\n[…]"
        ),
        closing="Trân trọng báo cáo",
    ),
    PaperKind.SUBMISSION: PaperForm(
        "TỜ TRÌNH", "TTr", addressed=True, based=True,
        skeleton="I. SỰ CẦN THIẾT\n[…]\nII. NỘI DUNG TRÌNH\n[…]\nIII. ĐỀ XUẤT\n[…]",
        closing="Kính trình [cấp có thẩm quyền] xem xét, quyết định",
    ),
    PaperKind.INVITATION: PaperForm(
        "GIẤY MỜI", "GM", addressed=True, based=False,
        skeleton="1. Nội dung: […]\n2. Chủ trì: […]\n3. Thời gian: […]\n4. Địa điểm: […]\n5. Thành phần: […]",
        closing="Kính mời quý đại biểu tới dự",
    ),
}  # fmt: skip


class Urgency(StrEnum):
    """How fast a paper has to travel (Decree 30/2020, art. 8(3)b)."""

    NONE = ""
    URGENT = "khan"
    VERY_URGENT = "thuong-khan"
    EXPRESS = "hoa-toc"


URGENCY_LABELS = {
    Urgency.NONE: N_("Thường"),
    Urgency.URGENT: N_("Khẩn"),
    Urgency.VERY_URGENT: N_("Thượng khẩn"),
    Urgency.EXPRESS: N_("Hỏa tốc"),
}
URGENCY_PRINTED = {Urgency.URGENT: "KHẨN", Urgency.VERY_URGENT: "THƯỢNG KHẨN", Urgency.EXPRESS: "HỎA TỐC"}
INTERNAL = "LƯU HÀNH NỘI BỘ"
"""What a paper bears that stays inside the offices (Decree 30/2020, annex I, part III)."""

LONGEST_SUMMARY = 400
LONGEST_BODY = 60_000
MOST_PARTS = 5_000
"""Lines and cells of a body: each takes its time in the Word file, which is made while the clerk waits."""
MOST_COLUMNS = 12
LONGEST_NAME = 300
MOST_RECIPIENTS = 400
_BLANK = re.compile(r"\[[^\]\n]{0,120}\]|…{2,}|\.{4,}")


def symbol(kind: PaperKind, *, agency: str, unit: str) -> str:
    """What follows the number: "TB-SVHTTDL", "QĐ-UBND"; an official letter has its issuer and unit
    ("SVHTTDL-QLBC"), or the issuer alone where no unit is given (Decree 30/2020, annex I, II.3b).

    agency, unit: abbreviations.  Raises Refused without the agency's.
    """
    clean = _initials(agency)
    if not clean:
        raise Refused(
            N_(
                "Cơ quan ban hành chưa có tên viết tắt nên chưa đặt được ký hiệu. Hãy thêm ở trang của cơ quan."
            )
        )
    sign, part = FORMS[kind].sign, re.sub(r"[\s/]+", "", unit)
    if sign:
        return f"{sign}-{clean}"
    return f"{clean}-{part}" if part else clean


def _initials(abbreviation: str) -> str:
    """An abbreviation as a symbol has it: "Sở VHTTDL" → "SVHTTDL", "UBND tỉnh" → "UBND"."""
    words = [word for word in re.split(r"[\s/]+", abbreviation) if word]
    short = [word if word.isupper() else word[0] for word in words if word.isupper() or word[0].isupper()]
    return "".join(short) or "".join(words)


def blanks(text: str) -> list[str]:
    """Places of a skeleton that nobody has filled in yet, as written, each once."""
    return list(dict.fromkeys(match.group() for match in _BLANK.finditer(text)))


@dataclass(frozen=True, slots=True)
class Written:
    """What there is of a draft, for judging whether it may be signed."""

    summary: str
    body: str
    addressed: bool
    signer: bool
    recipients: int
    open_opinions: int
    texts: tuple[str, ...] = ()
    to_itself: bool = False


class Gap(StrEnum):
    """What a draft still lacks before anybody may sign it."""

    SUMMARY = "summary"
    BODY = "body"
    BLANKS = "blanks"
    ADDRESSEES = "addressees"
    ITSELF = "itself"
    RECIPIENTS = "recipients"
    SIGNER = "signer"
    OPINIONS = "opinions"


GAP_LABELS = {
    Gap.SUMMARY: N_("Chưa có trích yếu."),
    Gap.BODY: N_("Chưa có nội dung."),
    Gap.BLANKS: N_("Còn chỗ để trống trong ngoặc vuông."),
    Gap.ADDRESSEES: N_("Chưa có nơi kính gửi."),
    Gap.ITSELF: N_("Nơi kính gửi có chính cơ quan ban hành văn bản. Hãy bỏ tên cơ quan mình."),
    Gap.RECIPIENTS: N_("Chưa có nơi nhận."),
    Gap.SIGNER: N_("Chưa chọn người ký."),
    Gap.OPINIONS: N_("Còn ý kiến góp ý chưa trả lời."),
}


def gaps(kind: PaperKind, draft: Written) -> list[Gap]:
    """What keeps a draft from being signed, in the order of the paper."""
    found = {
        Gap.SUMMARY: not draft.summary.strip(),
        Gap.BODY: not draft.body.strip(),
        Gap.BLANKS: any(blanks(text) for text in (draft.summary, draft.body, *draft.texts)),
        Gap.ADDRESSEES: FORMS[kind].addressed and not draft.addressed,
        Gap.ITSELF: FORMS[kind].addressed and draft.to_itself,
        Gap.RECIPIENTS: draft.recipients == 0,
        Gap.SIGNER: not draft.signer,
        Gap.OPINIONS: draft.open_opinions > 0,
    }
    return [gap for gap, missing in found.items() if missing]


def check_texts(*, summary: str, body: str) -> None:
    """Raise Refused for texts that are longer than a paper may have."""
    if len(summary) > LONGEST_SUMMARY:
        raise Refused(N_("Trích yếu dài hơn %(most)s chữ. Hãy viết gọn lại."), most=LONGEST_SUMMARY)
    if len(body) > LONGEST_BODY:
        raise Refused(
            N_("Nội dung dài hơn %(most)s chữ. Hãy đưa phần dài vào phụ lục hoặc văn bản kèm theo."),
            most=LONGEST_BODY,
        )

    _check_tables(body.splitlines())


def _check_tables(lines: Sequence[str]) -> None:
    """Raise Refused for what would not be printed whole, or takes the Word file minutes to hold."""
    columns = [table_cells(line) for line in lines]
    if any(len(cells) > MOST_COLUMNS for cells in columns):
        raise Refused(
            N_("Dòng %(line)s của nội dung là bảng có hơn %(most)s cột nên không in được. Hãy chia bảng."),
            line=next(at for at, cells in enumerate(columns, 1) if len(cells) > MOST_COLUMNS),
            most=MOST_COLUMNS,
        )
    if sum(max(len(cells), 1) for cells in columns) > MOST_PARTS:
        raise Refused(
            N_(
                "Nội dung có hơn %(most)s dòng và ô bảng. Hãy đưa phần dài vào phụ lục hoặc văn bản kèm theo."
            ),
            most=MOST_PARTS,
        )


def table_cells(line: str) -> list[str]:
    """The cells of a table's line "| a | b |"; none of another line."""
    line = line.strip()
    if len(line) < 3 or not (line.startswith("|") and line.endswith("|")):
        return []
    return [cell.strip() for cell in line[1:-1].split("|")]


def check_receivers(names: Collection[str]) -> None:
    """Raise Refused for more receivers than a paper prints, or a name that would be cut."""
    if len(names) > MOST_RECIPIENTS:
        raise Refused(
            N_("Văn bản có hơn %(most)s nơi nhận. Hãy dùng tên nhóm cơ quan."), most=MOST_RECIPIENTS
        )
    for name in names:
        if len(name) > LONGEST_NAME:
            raise Refused(
                N_("Nơi nhận “%(name)s…” dài hơn %(most)s chữ. Mỗi dòng một nơi nhận; hãy tách dòng."),
                name=name[:60],
                most=LONGEST_NAME,
            )


def check_opinion_limit(*, due: Limit, now: Limit) -> None:
    """Raise Refused for a day or a moment at which nobody can answer any more."""
    if is_past(due, now):
        raise Refused(N_("Hạn góp ý %(due)s đã qua. Hãy chọn một ngày từ hôm nay."), due=written(due))


_ABOUT = re.compile(r"^\s*v/v\b[:.]?\s*", re.IGNORECASE)


def without_about(summary: str) -> str:
    """A summary without the words that stand before every summary ("V/v": the printed letter has its own)."""
    rest = _ABOUT.sub("", summary, count=1).strip()
    return rest or summary.strip()
