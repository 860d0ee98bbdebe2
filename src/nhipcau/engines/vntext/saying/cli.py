"""``nhipcau say FILE [--southern] [--json]``: the words in which a text is read out, one line for each line; no database.

With ``--json`` one object: {"lines": [{"line", "text", "unsure": [words to settle]}]}.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence

from nhipcau.engines.coded import Coded
from nhipcau.engines.vntext.named import opened
from nhipcau.engines.vntext.saying.reading import say_lines, unsure

MOST_BYTES = 16_000_000


class BadText(Coded):
    """A file that is not read out: "missing", "folder", "no-access", "too-large", "utf8"."""

    family = "saying"
    code = "file"


ERRORS = {
    "saying.file.missing": (
        "Không tìm thấy tệp “{name}”. Hãy kiểm tra lại đường dẫn.",
        "There is no file “{name}”. Check the path.",
    ),
    "saying.file.folder": (
        "“{name}” là thư mục, không phải tệp văn bản.",
        "“{name}” is a folder, not a text file.",
    ),
    "saying.file.no-access": (
        "Không mở được tệp “{name}”. Hãy kiểm tra quyền đọc tệp.",
        "The file “{name}” cannot be opened. Check who may read it.",
    ),
    "saying.file.too-large": (
        "Tệp “{name}” lớn hơn {most} MB nên bị từ chối. Hãy tách thành nhiều tệp.",
        "The file “{name}” is larger than {most} MB and is refused. Split it.",
    ),
    "saying.file.utf8": (
        "Tệp “{name}” không phải văn bản thường ở bảng mã UTF-8. Hãy lưu lại bằng UTF-8 (tệp Word: lưu thành .txt).",
        "The file “{name}” is no plain text in UTF-8. Save it again in UTF-8 (a Word file: as .txt).",
    ),
}


def main(argv: Sequence[str]) -> int:
    """Run the command; argv starts with "say".  Returns 0 done, 1 refused with a message, 2 wrong use."""
    parser = argparse.ArgumentParser(
        prog="nhipcau say",
        description="Đọc một văn bản thành lời: số, ngày giờ, tiền, số ký hiệu, chữ viết tắt thành chữ; mỗi dòng vào một dòng ra. "
        "Chữ chưa chắc đặt trong ⟦…⟧ để biên tập viên quyết định.",
        epilog="Ví dụ: nhipcau say ban-tin.txt",
    )
    parser.add_argument("file", metavar="TỆP", help="tệp văn bản UTF-8; “-” để đọc từ đầu vào chuẩn")
    parser.add_argument("--southern", "--nam", action="store_true", help="đọc số theo giọng Nam: ngàn, lẻ")
    parser.add_argument("--json", action="store_true", help="in một đối tượng JSON")
    parser.add_argument(
        "--lang", choices=("vi", "en"), default="vi", help="lời báo lỗi bằng tiếng Việt hoặc tiếng Anh"
    )
    try:
        chosen = parser.parse_args(list(argv)[1:])
    except SystemExit as stop:
        return int(stop.code or 0)
    try:
        text = _text(chosen.file)
    except BadText as error:
        message = ERRORS[error.key][chosen.lang == "en"].format(name=chosen.file, **error.params)
        if chosen.json:
            print(json.dumps({"error": error.key, "message": message, **error.params}, ensure_ascii=False))
        print(f"nhipcau: {message} [{error.key}]", file=sys.stderr)
        return 1
    ends = text.endswith("\n")
    lines = text.removesuffix("\n").split("\n") if text else []
    said = list(say_lines((line.removesuffix("\r") for line in lines), southern=chosen.southern))
    if chosen.json:
        rows = [
            {"line": number, "text": line, "unsure": unsure(line)}
            for number, line in enumerate(said, start=1)
        ]
        print(json.dumps({"lines": rows}, ensure_ascii=False))
    else:
        sys.stdout.write("\n".join(said) + ("\n" if ends or said else ""))
    return 0


def _text(name: str) -> str:
    """What a file says; BadText where it cannot be read out."""
    with opened(name, BadText) as file:
        raw = file.read(MOST_BYTES + 1)
    if len(raw) > MOST_BYTES:
        raise BadText("too-large", most=MOST_BYTES // 1_000_000)
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as broken:
        raise BadText("utf8") from broken
    if "\0" in text:
        raise BadText("utf8")
    return text
