"""Words and rules of figures: pure, no Django."""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from nhipcau.engines.counting import Definitions, Indicator, Part, PeriodName, Status, of_year
from nhipcau.engines.counting.definitions import COLUMNS, REQUIRED, Level, Over, read_indicators
from nhipcau.engines.counting.errors import BadTable, CountingError
from nhipcau.engines.counting.kinds import is_amount
from nhipcau.engines.counting.periods import PeriodKind, last_month
from nhipcau.engines.counting.tables import Rows
from nhipcau.kernel.refusal import N_, Refused
from nhipcau.kernel.standing import written

SECTIONS: Mapping[str, str] = {
    "A": N_("Lãnh đạo, chỉ đạo, điều hành"),
    "B": N_("Tổ chức bộ máy, cán bộ đầu mối"),
    "C": N_("Bồi dưỡng nghiệp vụ"),
    "D": N_("Phát ngôn, cung cấp thông tin cho báo chí"),
    "E": N_("Theo dõi dư luận báo chí, điểm báo"),
    "F": N_("Giải thích, làm rõ"),
    "G": N_("Báo chí nước ngoài, đoàn khách quốc tế"),
    "H": N_("Quảng bá hình ảnh, sản phẩm truyền thông"),
    "I": N_("Biên giới, biển đảo, dân tộc thiểu số, quyền con người"),
    "J": N_("Sự kiện, hợp tác"),
    "K": N_("Kinh phí"),
    "L": N_("Thi đua, khen thưởng"),
    "M": N_("Thực hiện kế hoạch, chế độ báo cáo"),
    "N": N_("Chỉ số kết quả, tác động (nguồn công bố)"),
    "O": N_("Chỉ tiêu riêng của cơ quan"),
}
OWN_SECTION = "O"
PUBLISHED = "N"
"""What others publish of the province: entered alone, each from a named source with the day of publication."""

STATUS_WORDS: Mapping[Status, str] = {
    Status.COUNTED: N_("Đếm từ bản ghi"),
    Status.MIXED: N_("Nhập đến trước %(since)s, sau đó đếm"),
    Status.TYPED: N_("Nhập kèm nguồn"),
    Status.PARTLY: N_("Mới đếm từ %(since)s"),
    Status.MISSING: N_("Chưa có số liệu"),
}
NOTE_WORDS: Mapping[str, str] = {
    "amount-missing": N_("%(count)s bản ghi chưa có số lượng"),
    "keys-erased": N_("%(count)s khóa cá nhân đã hủy nên số này là ít nhất"),
    "typed-differs": N_("Số đã nhập trước đây: %(value)s"),
    "several-readings": N_("Hai số khác nhau cùng ngày %(day)s"),
    "partly-since": N_("Trước ngày %(day)s chưa ghi nhận"),
    "spans-differ": N_("Hai kỳ dài khác nhau: %(now)s và %(before)s ngày"),
    "status-differs": N_("Hai kỳ lấy số liệu khác cách"),
}
BASIS_WORDS: Mapping[str, str] = {
    "law": N_("Chốt số liệu ngày %(last)s theo %(law)s, Điều %(article)s."),
    "plan": N_("Chốt số liệu ngày %(last)s theo kế hoạch."),
    "calendar": N_("Chốt số liệu ngày %(last)s theo lịch."),
    "before_law": N_("Chốt số liệu ngày %(last)s, như Nghị định 244/2026 dù khi đó chưa có hiệu lực."),
    "days": N_("Từ ngày đến ngày như đã chọn."),
}
WARNING_WORDS: Mapping[str, str] = {
    "before_closing": N_(
        "Kế hoạch đặt hạn %(planned)s, không sau ngày chốt số liệu %(day)s theo quy định. Hệ thống theo kế hoạch: số liệu"
        " tính đến %(data_to)s."
    ),
    "closing_early": N_(
        "Kế hoạch chốt số liệu %(planned)s, trước ngày %(day)s theo quy định. Hệ thống theo kế hoạch."
    ),
    "no_working_day": N_(
        "Kế hoạch đặt hạn %(planned)s, sớm hơn %(day)s là ngày sớm nhất theo quy định. Hệ thống theo kế hoạch."
    ),
    "closing_after_due": N_(
        "Kế hoạch chốt số liệu %(day)s, sau hạn nộp %(planned)s: số liệu tính đến %(data_to)s."
    ),
}
GROUPS: tuple[tuple[str, frozenset[PeriodKind]], ...] = (
    (N_("6 tháng, 9 tháng, năm"), frozenset({PeriodKind.HALF, PeriodKind.NINE_MONTHS, PeriodKind.YEAR})),
    (N_("Quý"), frozenset({PeriodKind.QUARTER})),
    (N_("Tháng"), frozenset({PeriodKind.MONTH})),
    (N_("Năm của người phát ngôn (15/12 – 14/12)"), frozenset({PeriodKind.SPOKESPERSON_YEAR})),
)


def offered(today: date) -> tuple[tuple[str, tuple[PeriodName, ...]], ...]:
    """The periods that a list offers, by kind: of this year and of the last, the newest first."""
    named = [*of_year(today.year), *of_year(today.year - 1)]
    found = []
    for label, kinds in GROUPS:
        of_kind = [name for name in named if name.kind in kinds]
        found.append((label, tuple(sorted(of_kind, key=lambda name: (-name.year, -last_month(name))))))
    return tuple(found)


_NUMBER = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d{1,6})?|\d+(?:,\d{1,6})?|\d+\.\d{1,2}|\d+\.\d{4,6}")
BAD_NUMBER = N_("Không đọc được số “%(text)s”. Viết số không âm, ví dụ 1250 hoặc 1.250,5.")


def read_number(text: str) -> int | Decimal:
    """A figure as an officer types it: "1250", "1.250", "12,5", "1.250,5"; three digits behind one point are thousands.

    Raises Refused for anything else.
    """
    typed = text.strip().replace(" ", "").replace("\u00a0", "")
    if not typed.isascii() or not _NUMBER.fullmatch(typed):
        raise Refused(BAD_NUMBER, text=text.strip()[:40])
    thousands = "," in typed or re.fullmatch(r"\d{1,3}(?:\.\d{3})+", typed)
    plain = typed.replace(".", "").replace(",", ".") if thousands else typed
    try:
        value = Decimal(plain)
    except InvalidOperation as broken:
        raise Refused(BAD_NUMBER, text=text.strip()[:40]) from broken
    if value == value.to_integral_value():
        value = value.to_integral_value()
    if not is_amount(value):
        raise Refused(BAD_NUMBER, text=text.strip()[:40])
    return int(value) if value == value.to_integral_value() else value


def check_entry(part: Part, *, value: int | Decimal, source: str, first: date, today: date) -> None:
    """Raise Refused for a figure without a source, of a period still to come, below nothing, or that its unit cannot be."""
    if not source.strip():
        raise Refused(N_("Hãy ghi nguồn của số liệu: cơ quan, văn bản, ngày, hoặc địa chỉ trang công bố."))
    if first > today:
        raise Refused(N_("Kỳ này chưa bắt đầu. Hãy chọn kỳ khác."))
    if not is_amount(value):  # wherever it comes from: a page, a filled form
        raise Refused(BAD_NUMBER, text=str(value)[:40])
    if part.over == Over.SHARE and value > 100:
        raise Refused(N_("Tỷ lệ không lớn hơn 100 %%."))
    if not may_be_broken(part) and value != int(value):
        raise Refused(N_("Chỉ tiêu này đếm bằng số nguyên."))


_PUBLISHED_ON = re.compile(r"(?<!\d)(\d{1,2})/(\d{1,2})/(\d{4})(?!\d)")


def check_published(source: str, *, today: date) -> None:
    """Raise Refused for a source that does not say on which day it was published, or names a day to come."""
    days = []
    for day, month, year in _PUBLISHED_ON.findall(source):
        with suppress(ValueError):
            days.append(date(int(year), int(month), int(day)))
    if not days:
        raise Refused(
            N_("Hãy ghi ngày công bố trong nguồn, ví dụ: Cục Thống kê tỉnh, công bố ngày 05/01/2026.")
        )
    if days[-1] > today:
        raise Refused(N_("Ngày công bố %(day)s chưa đến."), day=written(days[-1]))


def may_be_broken(part: Part) -> bool:
    """Whether a figure may have decimals: what is counted has none, amounts, shares and what is only entered may."""
    return part.over in {Over.SHARE, Over.AVERAGE, Over.MEDIAN} or not part.of or part.scale > 1


def check_closing(*, closing: date, today: date, is_closed: bool) -> None:
    """Raise Refused where a period's figures cannot be frozen: before its data close, or once they are."""
    if is_closed:
        raise Refused(N_("Số liệu của kỳ này đã chốt. Muốn đổi, hãy lập bản chốt mới kèm lý do."))
    if today < closing:
        raise Refused(
            N_("Chưa chốt được: số liệu của kỳ này tính đến hết ngày %(day)s. Hãy chốt từ ngày đó."),
            day=written(closing),
        )


@dataclass(frozen=True, slots=True)
class OwnWords:
    """An indicator that an office adds without code."""

    code: str
    name: str
    name_en: str
    unit: str
    unit_en: str
    over: Over
    level: Level
    kind: str = ""
    where: str = ""


def own_indicator(words: OwnWords, known: Definitions) -> Indicator:
    """The indicator of an office's own words.  Raises Refused for a code that is taken, or a rule that cannot be counted."""
    if words.code in known:
        raise Refused(N_("Đã có chỉ tiêu mang mã %(code)s. Hãy đặt mã khác."), code=words.code)
    cells = {
        "code": words.code,
        "name": words.name,
        "name_en": words.name_en,
        "unit": words.unit,
        "unit_en": words.unit_en,
        "over": words.over.value,
        "of": words.kind,
        "where": words.where,
        "level": words.level.value,
        "section": OWN_SECTION,
    }
    line = "\t".join(" ".join(cells.get(column, "").split()) for column in COLUMNS)
    try:
        rows = Rows.of_text("\t".join(COLUMNS) + "\n" + line, "own", COLUMNS, REQUIRED)
        return read_indicators(rows, known.kinds, own=True)[0]
    except BadTable as bad:
        row = bad.rows[0] if bad.rows else bad
        raise Refused(_ROW_WORDS.get(row.key, _ANY_ROW), known=row.params.get("known", "")) from bad


_ANY_ROW = N_("Không lập được chỉ tiêu từ các ô đã điền. Hãy xem lại loại bản ghi và điều kiện.")
_ROW_WORDS = {
    "counting.row.code": N_("Mã gồm chữ hoa không dấu, số và dấu gạch dưới, ví dụ KHMER_NEWS."),
    "counting.row.stands": N_(
        "Loại bản ghi này chỉ xảy ra trong một ngày nên không tính theo trạng thái ngày chốt. Hãy chọn cộng dồn."
    ),
    "counting.row.condition": N_(
        "Không đọc được điều kiện. Viết tên=giá_trị, nhiều điều kiện cách nhau bằng “;”."
    ),
    "counting.row.what": N_("Điều kiện nêu tên mà loại bản ghi này không có. Có: %(known)s."),
    "counting.row.value": N_("Điều kiện nêu giá trị mà loại bản ghi này không có. Có: %(known)s."),
}


def in_words(error: CountingError) -> Refused:
    """What the engine refuses, in an officer's words."""
    return Refused(_ERROR_WORDS.get(error.key, N_("Không đếm được số liệu này. Hãy chọn lại kỳ và cơ quan.")))


_ERROR_WORDS = {
    "counting.period.unreadable": N_("Không có kỳ báo cáo này. Hãy chọn một kỳ trong danh sách."),
    "counting.period.year": N_("Năm này nằm ngoài lịch tính được."),
    "counting.scope.province-only": N_("Chỉ tiêu này chỉ tính cho toàn tỉnh."),
    "counting.scope.unit-only": N_("Chỉ tiêu này tính theo từng cơ quan. Hãy chọn cơ quan."),
}
