"""What ``nhipcau report`` says, in Vietnamese and English: a sentence for each code of the engine."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from nhipcau.engines.merging.model import MergingError
from nhipcau.engines.merging.verdicts import Kind


class Words(NamedTuple):
    """One sentence in both languages."""

    vi: str
    en: str


ERRORS: Mapping[str, Words] = {
    "merging.file.missing": Words(
        "Không tìm thấy tệp “{name}”. Hãy kiểm tra lại đường dẫn.",
        "There is no file “{name}”. Check the path.",
    ),
    "merging.file.folder": Words(
        "“{name}” là thư mục, không phải tệp .jsonl.", "“{name}” is a folder, not a .jsonl file."
    ),
    "merging.file.no-access": Words(
        "Không mở được tệp “{name}”. Hãy kiểm tra quyền đọc tệp.",
        "The file “{name}” cannot be opened. Check who may read it.",
    ),
    "merging.file.too-large": Words(
        "Tệp “{name}” lớn hơn {most} MB nên bị từ chối. Hãy tách thành nhiều tệp theo nhiệm vụ.",
        "The file “{name}” is larger than {most} MB and is refused. Split it by task.",
    ),
    "merging.file.too-many-lines": Words(
        "Tệp có hơn {most} dòng nên bị từ chối. Hãy tách thành nhiều tệp theo nhiệm vụ.",
        "The file has more than {most} lines and is refused. Split it by task.",
    ),
    "merging.file.empty": Words(
        "Tệp “{name}” không có dòng nào. Mỗi dòng là một đối tượng JSON có agency, task, text.",
        "The file “{name}” has no line. Each line is a JSON object with agency, task, text.",
    ),
    "merging.line.utf8": Words(
        "Dòng {line}: chữ không ở bảng mã UTF-8. Hãy lưu lại tệp bằng UTF-8.",
        "Line {line}: the letters are not in UTF-8. Save the file again in UTF-8.",
    ),
    "merging.line.json": Words(
        "Dòng {line}: không phải JSON đọc được. Mỗi dòng là một đối tượng JSON có agency, task, text.",
        "Line {line}: no readable JSON. Each line is a JSON object with agency, task, text.",
    ),
    "merging.line.not-an-object": Words(
        "Dòng {line}: không phải đối tượng JSON. Mỗi dòng là một đối tượng có agency, task, text.",
        "Line {line}: no JSON object. Each line is an object with agency, task, text.",
    ),
    "merging.line.missing": Words(
        "Dòng {line}: thiếu “{key}”. Hãy bổ sung.", "Line {line}: “{key}” is missing. Add it."
    ),
    "merging.line.type": Words(
        "Dòng {line}: “{key}” phải là chuỗi chữ.", "Line {line}: “{key}” must be a string."
    ),
    "merging.line.empty": Words(
        "Dòng {line}: “{key}” để trống. Hãy điền hoặc bỏ dòng này.",
        "Line {line}: “{key}” is empty. Fill it in or leave the line out.",
    ),
    "merging.line.long": Words(
        "Dòng {line}: dài quá {most} byte nên bị từ chối. Hãy tách thành nhiều dòng.",
        "Line {line}: longer than {most} bytes and refused. Split it into several lines.",
    ),
    "merging.line.long-name": Words(
        "Dòng {line}: “{key}” dài quá {most} chữ.", "Line {line}: “{key}” is longer than {most} letters."
    ),
}
ON: Mapping[Kind, Words] = {
    Kind.NUMBER: Words("số liệu", "figures"),
    Kind.DATE: Words("thời gian", "the time"),
    Kind.PLACE: Words("địa điểm", "the place"),
    Kind.POLARITY: Words("đã làm hay chưa", "whether it was done"),
}
LABELS: Mapping[str, Words] = {
    "task": Words("Nhiệm vụ", "Task"),
    "also": Words("cách viết khác", "also worded"),
    "gathered": Words("gộp", "gathered"),
    "conflict": Words("Mâu thuẫn về", "Contradiction in"),
}


class Sayer:
    """Says codes in one language."""

    def __init__(self, language: str) -> None:
        self.language = language

    def words(self, words: Words, **values: str | int) -> str:
        """A sentence with its values."""
        return getattr(words, self.language).format(**values)

    def error(self, error: MergingError, name: str) -> str:
        """What is wrong and what to do."""
        return self.words(ERRORS[error.key], **{"name": name, **error.params})
