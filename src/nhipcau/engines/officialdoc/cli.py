"""``nhipcau doc read FILE [--json]`` and, handed on, ``nhipcau doc form …`` and ``nhipcau plan read …``.

Needs no database.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from .errors import DocumentError
from .jsonform import document_form
from .model import Attachment, OfficialDocument, Section
from .reader import read
from .sentences import sentence, warning_sentence


def main(argv: Sequence[str]) -> int:
    """Run one command; 0 read, 1 refused (one Vietnamese line on stderr), 2 wrong use."""
    args = list(argv)
    if args[:2] == ["plan", "read"]:
        from .plan import cli as plan_cli

        return int(plan_cli.main(args))
    parser = argparse.ArgumentParser(prog="nhipcau doc", description="Đọc văn bản hành chính thành các phần.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="read|form")
    reading = commands.add_parser("read", help="in các phần của một văn bản")
    reading.add_argument(
        "file",
        metavar="TỆP",
        help=".docx, .xlsx, .pdf, .txt, .html, ảnh quét; .doc, .rtf, .odt khi có LibreOffice",
    )
    reading.add_argument("--json", action="store_true", help="in một đối tượng JSON")
    form = commands.add_parser("form", help="kiểm tra thể thức theo Nghị định 30/2020/NĐ-CP")
    form.add_argument("file", metavar="TỆP", help=".docx")
    form.add_argument("--json", action="store_true", help="in một đối tượng JSON")
    form.add_argument("--lang", choices=("vi", "en"), default="vi", help="tiếng Việt hoặc tiếng Anh")
    try:
        chosen = parser.parse_args(args[1:] if args[:1] == ["doc"] else args)
    except SystemExit as stop:
        return 0 if stop.code in (0, None) else 2
    if chosen.command == "form":
        from .check import cli as form_cli  # what it needs takes longer to start than most documents to read

        return form_cli.run(Path(chosen.file), as_json=chosen.json, language=chosen.lang)
    try:
        document = read(Path(chosen.file))
    except DocumentError as error:
        print(f"nhipcau: {sentence(error)}", file=sys.stderr)
        return 1
    if chosen.json:
        text = json.dumps(document_form(document), ensure_ascii=False, indent=1)
    else:
        text = "\n".join(describe(document))
    print(text)
    return 0


def describe(document: OfficialDocument) -> Iterator[str]:
    """The parts for a person to read, line by line."""
    head = document.head
    rows = (
        ("Loại văn bản", head.kind),
        ("Số, ký hiệu", head.number),
        ("Cơ quan ban hành", head.issuer),
        ("Cơ quan chủ quản", head.parent),
        ("Địa danh, ngày", f"{head.place or '?'}, {head.date:%d/%m/%Y}" if head.date else head.place),
        ("Trích yếu", head.title),
        ("Độ khẩn", head.urgency),
        ("Kính gửi", "; ".join(head.addressees)),
    )
    yield from (f"{label + ':':<20}{value}" for label, value in rows if value)
    signatures = (document.signature, *document.co_signatures) if document.signature else ()
    for sign in signatures:
        yield f"{'Người ký:':<20}{' / '.join(part for part in (sign.authority, sign.position, sign.name) if part)}"
    yield f"{'Dạng tệp:':<20}{document.format.value}{' (quét)' if document.scanned else ''}, {len(document.pages)} trang"
    if document.bases:
        yield "\nCăn cứ:"
        for basis in document.bases:
            day = f" ({basis.date:%d/%m/%Y})" if basis.date else ""
            yield f"  {basis.number or '—'}{day}: {_short(basis.text)}"
    yield from _content(document)
    for number, attachment in enumerate(document.attachments, start=1):
        name = attachment.label.text if attachment.label else attachment.kind or ""
        yield f"\nTài liệu kèm theo {number}: {name} {attachment.title or ''}".rstrip()
        yield from _content(attachment)
    if document.recipients:
        yield "\nNơi nhận:"
        yield from (f"  - {name}" for name in document.recipients.names)
    if document.warnings:
        yield "\nCần kiểm tra:"
        yield from (f"  ! {warning_sentence(warning)}" for warning in document.warnings)


def _content(part: OfficialDocument | Attachment) -> Iterator[str]:
    if part.sections:
        yield "\nMục:"
        for section in part.sections:
            yield from _tree(section, 1)
    for number, table in enumerate(part.tables, start=1):
        pages = "-".join(str(page) for page in {table.pages[0], table.pages[-1]}) if table.pages else "?"
        yield f"\nBảng {number}: {len(table.rows)} hàng x {table.width} cột, trang {pages}"
        for row in table.texts():
            yield "  " + " | ".join(_short(cell.replace("\n", " / "), 60) for cell in row)


def _tree(section: Section, depth: int) -> Iterator[str]:
    label = f"{section.label.text} " if section.label else ""
    yield f"{'  ' * depth}{label}{_short(section.heading)}  [tr. {section.source.page}, dòng {section.source.line}]"
    for child in section.children:
        yield from _tree(child, depth + 1)


def _short(text: str, length: int = 100) -> str:
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"
