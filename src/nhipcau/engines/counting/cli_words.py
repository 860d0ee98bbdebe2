"""What ``nhipcau report count|periods|indicators`` says, in Vietnamese and English: a sentence for each code of the engine."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from nhipcau.engines.counting.errors import BadTable, CountingError
from nhipcau.engines.counting.figures import Status
from nhipcau.engines.counting.model import Number, Scope, Words
from nhipcau.engines.counting.period_words import period_name, written_day
from nhipcau.engines.counting.periods import PeriodName

ERRORS: Mapping[str, Words] = {
    "counting.period.unreadable": Words(
        "Không đọc được kỳ “{text}”. Viết 2026-M05, 2026-Q1, 2026-H1, 2026-9M, 2026, 2026-SPK, 2021..2025 hoặc"
        " 2026-01-01..2026-02-15; hoặc “6 tháng đầu năm 2026”, “Quý I/2026”.",
        "Cannot read the period “{text}”. Write 2026-M05, 2026-Q1, 2026-H1, 2026-9M, 2026, 2026-SPK, 2021..2025 or"
        " 2026-01-01..2026-02-15.",
    ),
    "counting.period.year": Words(
        "Năm {year} nằm ngoài lịch tính được ({first}-{last}).",
        "The year {year} is outside the calendar ({first}-{last}).",
    ),
    "counting.period.order": Words(
        "Kỳ kết thúc ({last}) trước khi bắt đầu ({first}).",
        "The period ends ({last}) before it begins ({first}).",
    ),
    "counting.period.plan": Words(
        "Ngày của kế hoạch cho kỳ {text} không dùng được: số liệu chốt ({last}) trước ngày đầu kỳ ({first}).",
        "The plan's dates for {text} cannot be used: the data close ({last}) before the period begins ({first}).",
    ),
    "counting.period.plan-half": Words(
        "6 tháng cuối năm chốt cùng ngày với cả năm: hãy đặt ngày của kế hoạch cho năm, không cho {text}.",
        "The second half closes with its year: set the plan's dates for the year, not for {text}.",
    ),
    "counting.period.plan-kind": Words(
        "Kế hoạch không đặt ngày cho kỳ {text}.", "A plan sets no dates for the period {text}."
    ),
    "counting.indicator.unknown": Words(
        "Không có chỉ tiêu nào mang mã “{indicator}”.{near} Xem tất cả: nhipcau report indicators",
        "There is no indicator “{indicator}”.{near} See all: nhipcau report indicators",
    ),
    "counting.indicator.part": Words(
        "Chỉ tiêu {indicator} không có số liệu thành phần “{part}”.{known}",
        "The indicator {indicator} has no figure “{part}”.{known}",
    ),
    "counting.scope.province-only": Words(
        "{indicator} chỉ tính cho toàn tỉnh, không tính riêng cho {scope}.",
        "{indicator} is counted for the whole province only, not for {scope}.",
    ),
    "counting.scope.unit-only": Words(
        "{indicator} tính theo đơn vị: hãy nêu cơ quan (--scope).",
        "{indicator} is counted for units: name an agency (--scope).",
    ),
    "counting.period.plan-unreadable": Words(
        "Không đọc được ngày của kế hoạch “{text}”. Viết KỲ=HẠN_NỘP hoặc KỲ=HẠN_NỘP:NGÀY_CHỐT, ví dụ"
        " 2026-H1=2026-05-14.",
        "Cannot read the plan's date “{text}”. Write PERIOD=DUE or PERIOD=DUE:CLOSING, for example 2026-H1=2026-05-14.",
    ),
    "counting.figure.added": Words(
        "Không cộng số liệu của {indicator} với số khác: số lớn hơn phải đếm từ bản ghi.",
        "A figure of {indicator} is not added to another: a larger one is counted from the records.",
    ),
    "counting.frozen.open": Words(
        "Chưa chốt được: số liệu chốt ngày {closing}, hôm nay là {on}.",
        "Not to be frozen yet: the data close on {closing}, today is {on}.",
    ),
    "counting.frozen.reason": Words(
        "Số liệu của {indicator} đã khác bản chốt: hãy ghi lý do.",
        "The figure of {indicator} is no longer what was frozen: give a reason.",
    ),
    "counting.frozen.other": Words(
        "Bản chốt là của “{old}”, số liệu này là của “{new}”.",
        "What was frozen is of “{old}”, this figure of “{new}”.",
    ),
    "counting.frozen.chain": Words(
        "Bản {version} không nối tiếp bản trước.", "Version {version} does not follow from the one before."
    ),
    "counting.frozen.seal": Words(
        "Bản {version} đã bị sửa sau khi niêm phong.", "Version {version} was changed after it was sealed."
    ),
    "counting.frozen.form": Words(
        "Bản chốt theo mẫu {form}, phần mềm chỉ biết mẫu {known}.",
        "It is of form {form}; only form {known} is known.",
    ),
    "counting.frozen.unreadable": Words("Không đọc được bản chốt.", "The frozen figure cannot be read."),
    # ---- tables
    "counting.table.missing": Words("Không mở được tệp “{file}”.", "The file “{file}” cannot be opened."),
    "counting.table.utf8": Words(
        "Tệp “{file}” không ở bảng mã UTF-8. Hãy lưu lại tệp bằng UTF-8.",
        "The file “{file}” is not in UTF-8. Save it again in UTF-8.",
    ),
    "counting.table.column": Words(
        "Tệp “{file}” có cột lạ “{value}”.{near} Dòng đầu là tên các cột, cách nhau bằng tab.",
        "The file “{file}” has an unknown column “{value}”.{near} The first line names the columns, parted by tabs.",
    ),
    "counting.table.column-missing": Words(
        "Tệp “{file}” thiếu cột “{value}”.", "The file “{file}” lacks the column “{value}”."
    ),
    "counting.table.column-twice": Words(
        "Tệp “{file}” có hai cột “{value}”.", "The file “{file}” has the column “{value}” twice."
    ),
    "counting.table.too-many": Words(
        "Tệp “{file}” có hơn {most} dòng nên bị từ chối.",
        "The file “{file}” has more than {most} lines and is refused.",
    ),
    "counting.table.empty": Words("Tệp “{file}” không có dòng nào.", "The file “{file}” has no rows."),
    "counting.table.twice": Words(
        "Mã “{value}” của tệp “{file}” đã có trong phần mềm hoặc trong tệp trước. Hãy đặt mã khác.",
        "The code “{value}” of the file “{file}” is the product's own, or an earlier file's. Choose another.",
    ),
    "counting.table.rows": Words(
        "Tệp “{file}” có {count} dòng sai nên bị từ chối:",
        "The file “{file}” has {count} wrong rows and is refused:",
    ),
    "counting.row.cells": Words(
        "có {found} ô, nhiều hơn {wanted} cột.", "has {found} cells, more than the {wanted} columns."
    ),
    "counting.row.long": Words("có ô dài quá {most} chữ.", "has a cell longer than {most} letters."),
    "counting.row.empty": Words("cột “{column}” để trống.", "the column “{column}” is empty."),
    "counting.row.word": Words(
        "cột “{column}” ghi “{value}”, phải là một trong: {known}.",
        "the column “{column}” says “{value}”; it must be one of: {known}.",
    ),
    "counting.row.code": Words(
        "mã “{value}” phải gồm chữ hoa không dấu, số và dấu gạch dưới, ví dụ KHMER_NEWS.",
        "the code “{value}” must be of capitals, digits and underscores, for example KHMER_NEWS.",
    ),
    "counting.row.name": Words(
        "cột “{column}” ghi “{value}”, phải là chữ thường không dấu.",
        "the column “{column}” says “{value}”; it must be of small letters without marks.",
    ),
    "counting.row.name-twice": Words(
        "tên “{value}” dùng cho hai thứ của một loại.",
        "the name “{value}” stands for two things of one kind.",
    ),
    "counting.row.attribute": Words(
        "không đọc được thuộc tính “{value}”. Viết tên, tên* hoặc tên=giá_trị|giá_trị.",
        "cannot read the attribute “{value}”. Write name, name* or name=value|value.",
    ),
    "counting.row.twice": Words(
        "mã “{value}” đã có ở dòng {other}.", "the code “{value}” stands in line {other} already."
    ),
    "counting.row.part-twice": Words(
        "số liệu “{part}” của {value} có hai lần.", "the figure “{part}” of {value} stands twice."
    ),
    "counting.row.first": Words(
        "dòng đầu của {value} phải là số liệu chính (cột part để trống).",
        "the first row of {value} must be its main figure (the column part empty).",
    ),
    "counting.row.on": Words(
        "“{over}” không tính theo “{value}”; dùng: {known}.",
        "“{over}” does not go by “{value}”; use: {known}.",
    ),
    "counting.row.stands": Words(
        "“{value}” chỉ xảy ra trong một ngày nên không tính theo trạng thái ngày chốt.",
        "“{value}” happens on a day, so it has no state on the closing day.",
    ),
    "counting.row.kind": Words(
        "không có loại bản ghi “{value}”.{near}", "there is no kind of fact “{value}”.{near}"
    ),
    "counting.row.of": Words(
        "có điều kiện mà không nêu đếm từ loại bản ghi nào (cột of).",
        "has conditions but no kind of fact to count (the column of).",
    ),
    "counting.row.what": Words(
        "cột “{column}”: loại “{kind}” không có “{value}”; có: {known}.",
        "the column “{column}”: the kind “{kind}” has no “{value}”; it has: {known}.",
    ),
    "counting.row.value": Words(
        "“{name}” không bao giờ là “{value}”; có: {known}.", "“{name}” is never “{value}”; it is: {known}."
    ),
    "counting.row.condition": Words(
        "không đọc được điều kiện “{value}”. Viết ten=giá_trị, ten!=giá_trị, ten<=số, ten>=số, ten hoặc !ten, cách"
        " nhau bằng “;”.",
        "cannot read the condition “{value}”. Write name=value, name!=value, name<=number, name>=number, name or !name,"
        " parted by “;”.",
    ),
    "counting.row.share": Words(
        "tỷ lệ “{value}” phải là TỬ/MẪU, hai số liệu khác của cùng chỉ tiêu, không có điều kiện.",
        "the share “{value}” must be OVER/UNDER, two other figures of the indicator, without conditions.",
    ),
    "counting.row.scale": Words(
        "cột “scale” ghi “{value}”, phải là 1, 10, 100 … và chỉ cho số lượng cộng lại.",
        "the column “scale” says “{value}”; it must be 1, 10, 100 … and only for amounts.",
    ),
    # ---- facts
    "counting.fact.twice": Words("“{ref}” có hai lần.", "“{ref}” stands twice."),
    "counting.fact.kind": Words(
        "“{ref}”: không có loại bản ghi “{kind}”.{near}", "“{ref}”: there is no kind of fact “{kind}”.{near}"
    ),
    "counting.fact.order": Words("“{ref}” kết thúc trước khi bắt đầu.", "“{ref}” ends before it begins."),
    "counting.fact.day": Words(
        "“{ref}”: loại “{kind}” xảy ra trong một ngày; hãy dùng “day”.",
        "“{ref}”: the kind “{kind}” happens on a day; use “day”.",
    ),
    "counting.fact.amount": Words(
        "“{ref}”: loại “{kind}” không có số lượng “{name}”.{near}",
        "“{ref}”: the kind “{kind}” has no amount “{name}”.{near}",
    ),
    "counting.fact.attribute": Words(
        "“{ref}”: loại “{kind}” không có thuộc tính “{name}”.{near}",
        "“{ref}”: the kind “{kind}” has no attribute “{name}”.{near}",
    ),
    "counting.fact.key": Words(
        "“{ref}”: loại “{kind}” không có khóa “{name}”.{near}",
        "“{ref}”: the kind “{kind}” has no key “{name}”.{near}",
    ),
    "counting.fact.several": Words(
        "“{ref}”: “{name}” chỉ có một giá trị.", "“{ref}”: “{name}” has one value only."
    ),
    "counting.fact.value": Words(
        "“{ref}”: “{name}” không bao giờ là “{value}”; có: {known}.",
        "“{ref}”: “{name}” is never “{value}”; it is: {known}.",
    ),
    "counting.fact.number": Words(
        "“{ref}”: “{name}” là “{value}”, phải là số không âm, nhỏ hơn 10^15, nhiều nhất 6 chữ số thập phân.",
        "“{ref}”: “{name}” is “{value}”; it must be a number, not negative, below 10^15, with 6 decimals at most.",
    ),
    "counting.fact.source": Words(
        "“{ref}”: số nhập tay phải có nguồn.", "“{ref}”: an entered figure needs a source."
    ),
    "counting.fact.supersedes-unknown": Words(
        "“{ref}” sửa “{other}”, nhưng không có bản ghi “{other}”.",
        "“{ref}” corrects “{other}”, which is not there.",
    ),
    "counting.fact.superseded-twice": Words(
        "“{ref}” sửa “{other}”, nhưng “{first}” đã sửa bản ghi đó.",
        "“{ref}” corrects “{other}”, which “{first}” corrects already.",
    ),
    "counting.fact.circle": Words(
        "“{ref}” sửa vòng quanh nên không bản ghi nào còn đứng.",
        "“{ref}” is corrected in a circle, so no fact stands.",
    ),
    # ---- files and lines
    "counting.file.missing": Words(
        "Không tìm thấy tệp “{name}”. Hãy kiểm tra lại đường dẫn.",
        "There is no file “{name}”. Check the path.",
    ),
    "counting.file.folder": Words(
        "“{name}” là thư mục, không phải tệp .jsonl.", "“{name}” is a folder, not a .jsonl file."
    ),
    "counting.file.no-access": Words(
        "Không mở được tệp “{name}”. Hãy kiểm tra quyền đọc tệp.",
        "The file “{name}” cannot be opened. Check who may read it.",
    ),
    "counting.file.too-large": Words(
        "Tệp “{name}” lớn hơn {most} MB nên bị từ chối.",
        "The file “{name}” is larger than {most} MB and is refused.",
    ),
    "counting.file.too-many-lines": Words(
        "Tệp “{name}” có hơn {most} dòng nên bị từ chối.",
        "The file “{name}” has more than {most} lines and is refused.",
    ),
    "counting.file.empty": Words(
        "Tệp “{name}” không có dòng nào. Mỗi dòng là một bản ghi JSON có ref, kind, day.",
        "The file “{name}” has no line. Each line is a JSON record with ref, kind, day.",
    ),
    "counting.line.utf8": Words(
        "Dòng {line}: chữ không ở bảng mã UTF-8.", "Line {line}: the letters are not in UTF-8."
    ),
    "counting.line.json": Words("Dòng {line}: không phải JSON đọc được.", "Line {line}: no readable JSON."),
    "counting.line.not-an-object": Words(
        "Dòng {line}: không phải đối tượng JSON.", "Line {line}: no JSON object."
    ),
    "counting.line.long": Words(
        "Dòng {line}: dài quá {most} byte nên bị từ chối.",
        "Line {line}: longer than {most} bytes and refused.",
    ),
    "counting.line.key": Words(
        "Dòng {line}: khóa lạ “{key}”.{near}", "Line {line}: unknown key “{key}”.{near}"
    ),
    "counting.line.missing": Words("Dòng {line}: thiếu “{key}”.", "Line {line}: “{key}” is missing."),
    "counting.line.type": Words(
        "Dòng {line}: “{key}” phải có dạng {wanted}.", "Line {line}: “{key}” must look like {wanted}."
    ),
    "counting.line.empty": Words("Dòng {line}: “{key}” để trống.", "Line {line}: “{key}” is empty."),
    "counting.line.long-word": Words(
        "Dòng {line}: “{key}” dài quá {most} chữ.", "Line {line}: “{key}” is longer than {most} letters."
    ),
    "counting.line.letter": Words(
        "Dòng {line}: “{key}” là “{value}”, không được có “;” hoặc “@”.",
        "Line {line}: “{key}” is “{value}”; it may have no “;” and no “@”.",
    ),
    "counting.line.day": Words(
        "Dòng {line}: “{key}” là “{value}”, phải là một ngày từ năm 1900 đến 2199, ví dụ 2026-02-03.",
        "Line {line}: “{key}” is “{value}”; it must be a day from 1900 to 2199, for example 2026-02-03.",
    ),
    "counting.line.day-and-span": Words(
        "Dòng {line}: có cả “day” và “{key}”; chỉ dùng một cách.",
        "Line {line}: has “day” and “{key}”; use one of them.",
    ),
    "counting.line.indicator-unknown": Words(
        "Dòng {line}: không có chỉ tiêu nào mang mã “{indicator}”.{near}",
        "Line {line}: there is no indicator “{indicator}”.{near}",
    ),
    "counting.line.indicator-part": Words(
        "Dòng {line}: chỉ tiêu {indicator} không có số liệu thành phần “{part}”.{known}",
        "Line {line}: the indicator {indicator} has no figure “{part}”.{known}",
    ),
    "counting.line.period": Words(
        "Dòng {line}: không đọc được kỳ “{value}”.", "Line {line}: cannot read the period “{value}”."
    ),
}
# A parameter that is a clause of its own, left out where there is nothing to say.
CLAUSES: Mapping[str, Words] = {
    "near": Words(" Gần giống: {}.", " Near: {}."),
    "known": Words(" Có: {}.", " Known: {}."),
}
STATUSES: Mapping[Status, Words] = {
    Status.COUNTED: Words("đếm từ {count} bản ghi", "records counted: {count}"),
    Status.MIXED: Words(
        "nhập đến trước ngày {since}, đếm từ ngày đó ({count} bản ghi)",
        "entered until {since}, counted from then on (records: {count})",
    ),
    Status.TYPED: Words("nhập tay", "entered by hand"),
    Status.PARTLY: Words(
        "chỉ đếm từ ngày {since} ({count} bản ghi)", "counted from {since} on only (records: {count})"
    ),
    Status.MISSING: Words("chưa có số liệu", "no figure yet"),
}
NOTES: Mapping[str, Words] = {
    "amount-missing": Words("{count} bản ghi chưa có số lượng", "records without the amount: {count}"),
    "keys-erased": Words(
        "{count} khóa cá nhân đã hủy: số đúng từ {value} đến {at_most}",
        "personal keys erased: {count}; the true figure is {value} to {at_most}",
    ),
    "typed-differs": Words("số đã nhập trước đây: {value}", "entered before: {value}"),
    "several-readings": Words("hai số khác nhau cùng ngày {day}", "two different readings of {day}"),
    "partly-since": Words("trước ngày {day} chưa ghi nhận", "not recorded before {day}"),
    "spans-differ": Words(
        "hai kỳ dài khác nhau: {now} và {before} ngày", "the two periods differ: {now} and {before} days"
    ),
    "status-differs": Words("hai kỳ lấy số liệu khác cách", "the two figures were not gathered alike"),
}
WARNINGS: Mapping[str, Words] = {
    "before_closing": Words(
        "kế hoạch đặt hạn {planned}, không sau ngày chốt số liệu {day} theo quy định; theo kế hoạch: số liệu tính đến {data_to}",
        "the plan's report is due on {planned}, not after the data close by law on {day}; the plan is followed: data to {data_to}",
    ),
    "closing_early": Words(
        "kế hoạch chốt số liệu {planned}, trước ngày {day} theo quy định; theo kế hoạch",
        "the plan closes its data on {planned}, before {day} by law; the plan is followed",
    ),
    "no_working_day": Words(
        "kế hoạch đặt hạn {planned}, sớm hơn {day} là ngày sớm nhất theo quy định; theo kế hoạch",
        "the plan's report is due on {planned}, before {day}, the earliest by law; the plan is followed",
    ),
    "closing_after_due": Words(
        "kế hoạch chốt số liệu {day} sau hạn nộp {planned}: số liệu tính đến {data_to}",
        "the plan closes its data on {day}, after its own due day {planned}: data to {data_to}",
    ),
}
BASES: Mapping[str, Words] = {
    "law": Words("theo {law}, Điều {article}", "by {law}, art. {article}"),
    "plan": Words("theo kế hoạch", "by the plan"),
    "calendar": Words("theo lịch", "by the calendar"),
    "before_law": Words(
        "như Nghị định 244/2026, khi đó chưa có hiệu lực", "as Decree 244/2026, not in force then"
    ),
    "days": Words("theo ngày đã nêu", "as asked"),
}
LABELS: Mapping[str, Words] = {
    "heading": Words("{period} ({first} - {last}), {scope}", "{period} ({first} - {last}), {scope}"),
    "province": Words("toàn tỉnh", "whole province"),
    "closing": Words("Chốt số liệu ngày {last} {basis}", "Data close on {last} {basis}"),
    "unchecked": Words("; cần đối chiếu công báo", "; to be checked against the gazette"),
    "year_before": Words("cùng kỳ năm trước", "same period last year"),
    "to_date": Words("lũy kế", "running total"),
    "up": Words("tăng {difference}{percent}", "up {difference}{percent}"),
    "down": Words("giảm {difference}{percent}", "down {difference}{percent}"),
    "same": Words("không đổi", "no change"),
    "goal": Words("mục tiêu {value} ({source}): {standing}", "goal {value} ({source}): {standing}"),
    "met": Words("đạt", "met"),
    "not_met": Words("chưa đạt", "not met"),
    "unknown": Words("chưa có số liệu", "no figure yet"),
    "records": Words("bản ghi: {refs}", "records: {refs}"),
    "source": Words("nguồn: {source}", "source: {source}"),
    "split": Words("trong đó: {parts}", "of which: {parts}"),
    "due": Words("hạn nộp {day}", "due {day}"),
    "earliest": Words("hạn nộp sớm nhất {day}", "due on {day} at the earliest"),
    "expected": Words(" (dự kiến)", " (expected)"),
    "warning": Words("Cảnh báo: {text}", "Warning: {text}"),
    "line": Words("Dòng {line}: {text}", "Line {line}: {text}"),
    "no_facts": Words(
        "không có bản ghi nào của “{agency}”.{near}", "there is no record of “{agency}”.{near}"
    ),
    "typed_only": Words("chỉ nhập tay", "entered by hand only"),
}


class Sayer:
    """Says codes in one language."""

    def __init__(self, language: str) -> None:
        self.language = language

    def words(self, words: Words, **values: object) -> str:
        """A sentence with its values."""
        return words.in_language(self.language).format(**values)

    def label(self, name: str, **values: object) -> str:
        return self.words(LABELS[name], **values)

    def number(self, value: Number | None) -> str:
        """1.234,5 in Vietnamese, 1,234.5 in English; a dash for none."""
        if value is None:
            return "–"
        text = f"{Decimal(value):,f}"
        text = text.rstrip("0").rstrip(".") if "." in text else text
        return text if self.language == "en" else text.translate({44: ".", 46: ","})

    def day(self, day: date | str) -> str:
        return written_day(date.fromisoformat(day) if isinstance(day, str) else day)

    def period(self, name: PeriodName) -> str:
        return period_name(name, self.language)

    def scope(self, scope: Scope) -> str:
        if scope.is_province:
            return self.label("province")
        return ", ".join((*scope.agencies, scope.place) if scope.place else scope.agencies)

    def near(self, words: str) -> str:
        """A clause with what looks like a word; "" where nothing does."""
        return CLAUSES["near"].in_language(self.language).format(words) if words else ""

    def error(self, error: CountingError, *, name: str = "", line: int | None = None) -> str:
        """What is wrong and what to do.  name: of the file that was read; line: of the fact that is wrong."""
        text = self.words(ERRORS[error.key], **self._values(error, name))
        if isinstance(error, BadTable) and error.rows:
            rows = (
                self.label(
                    "line",
                    line=row.params["line"],
                    text=self.words(ERRORS[row.key], **self._values(row, name)),
                )
                for row in error.rows
            )
            text = "\n  ".join((text, *rows))
        return text if line is None else self.label("line", line=line, text=text)

    def _values(self, error: CountingError, name: str) -> dict[str, object]:
        """A sentence's values; what looks like a word stands in a clause of its own, or nowhere."""
        values: dict[str, object] = {"name": name, "near": "", "known": ""} | dict(error.params)
        own_clause = {"near"} if error.code in {"row", "fact"} else {"near", "known"}
        for each in own_clause:
            values[each] = (
                CLAUSES[each].in_language(self.language).format(values[each]) if values[each] else ""
            )
        return values
