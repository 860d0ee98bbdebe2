"""The words of offices: what a screen, a letter, a paper, a command or the handbook says is what an officer would say.

One table of words that were on screens once and of what stands there instead.  Read are the source's own sentences
(every string that is no docstring), the catalogue of templates and the handbook; not the engines, which read other
people's words, and not the demonstration's press.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from tests.architecture import catalogue

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "nhipcau"
OTHERS = {"engines", "tests", "migrations", "web"}  # «web» is the demonstration's made-up press

WORDS: tuple[tuple[str, str], ...] = (
    (r"cần tôi hôm nay", "Việc cần xử lý hôm nay"),
    (r"^chào\b", "Bàn làm việc của …; Xin chào, …"),
    (r"kiểm tra bản đọc|trang kiểm tra kế hoạch", "Rà soát nội dung trích xuất"),
    (r"ghép tên|chưa ghép được|ghép (được )?với cơ quan|máy ghép", "Xác định tên cơ quan; chưa xác định"),
    (r"^bỏ (lượt |lần |bản )?nhập", "Hủy nhập"),
    (r"\bxong (đúng hạn|muộn|trễ)\b", "Hoàn thành đúng hạn; Hoàn thành quá hạn"),
    (r"^chậm nhất$", "Quá hạn lâu nhất"),
    (r"\bhạn tới\b", "Thời hạn gần nhất"),
    (r"(?<![-#])\bvai\b(?!-| trò)", "vai trò"),
    (r"dạng cột|^xem theo cột", "Theo trạng thái"),
    (r"cần quyết định", "Nhiệm vụ quá hạn cần chỉ đạo"),
    (r"ý kiến tôi", "Ý kiến đã chỉ đạo"),
    (r"cơ quan còn chậm", "Cơ quan có nhiệm vụ quá hạn"),
    (r"^nhắc( trả lời| nộp| cơ quan| ngay)?$", "Đôn đốc; Nhắc việc"),
    (r"^rút$|rút tài liệu", "Gỡ"),
    (r"minh chứng", "tài liệu kiểm chứng"),
    (r"^(Giữ|Bỏ)( tin)?$|(?i:\b(giữ|bỏ) tin\b)", "Chọn; Loại"),
    (r"^dấu$", "Nhãn"),
    (r"^khoảng$", "Khoảng thời gian"),
    (r"độ đúng", "Tỷ lệ gợi ý đúng"),
    (r"tìm trong kho|kho tin\b", "Tra cứu tin đã lưu"),
    (r"đưa đầu tiên", "đăng đầu tiên"),
    (r"\bcách ly\b", "chưa đọc được; tạm ngừng do lỗi"),
    (r"^thành tin$", "Số tin"),
    (r"thư chưa chắc", "Thư chưa rõ kết quả gửi"),
    (r"được giao việc trong kế hoạch", "Cơ quan được giao nhiệm vụ tại Kế hoạch số …"),
    (r"(?<!điện tử )\bthư công vụ|thư điện tử cơ quan của bạn", "thư điện tử công vụ"),
    (r"\bnạp\b|vào thử với", "nhập; đăng nhập thử với vai trò"),
    (r"^thôi$", "Hủy; Thôi nhiệm vụ"),
    (r"[«»]", "“ ”"),
    (r"\bkí\b", "ký"),
)
"""(words that are not said, what is said instead)"""

ALLOWED = {
    # Headings of tables that others filled in: they are read, never shown.
    "agencies/columns.py": {"Thư công vụ"},
    # A label that takes back a swapped day, working hours, a conclusion or a draft that was typed; no news is judged there.
    "kernel/templates/kernel/unsent.html": {"Bỏ"},
    "office/templates/office/day_swaps.html": {"Bỏ"},
    "office/templates/office/work_hours.html": {"Bỏ"},
    "office/templates/office/parts/week_conclusion_state.html": {"Bỏ"},
    # Letters of any language that end a sentence or quote a phrase: what is read, not what is said.
    "digests/rules.py": None,
    "press/searchwords.py": None,
}


def _docstrings(tree: ast.AST) -> set[int]:
    """Strings that stand alone as a statement: docstrings, and those behind a constant."""
    return {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}


def _said_in_python(file: Path) -> Iterator[str]:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    spoken = _docstrings(tree)
    for node in ast.walk(tree):
        if not isinstance(node, ast.Constant) or not isinstance(node.value, str) or id(node) in spoken:
            continue
        if not re.fullmatch(r"[\w/<>:.\-\[\]?*]*", node.value, re.ASCII):  # a name, a path, a pattern
            yield node.value


def _said_in_template(file: Path) -> Iterator[str]:
    for found, _context in catalogue._pieces(file):
        yield from [found] if isinstance(found, str) else found
    bare = re.sub(r"(?s)\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}|<script.*?</script>|<[^>]*>", "\n", file.read_text())
    yield from (line.strip() for line in bare.splitlines() if line.strip())


def _said_in_handbook(file: Path) -> Iterator[str]:
    yield from re.sub(r"`[^`]*`", "", file.read_text(encoding="utf-8")).splitlines()


@cache
def said() -> list[tuple[str, str]]:
    """(file, what it says) of the whole product."""
    found = []
    for file in sorted(SOURCE.rglob("*")):
        if (
            OTHERS & set(file.relative_to(SOURCE).parts[:-1])
            and "templates" not in file.relative_to(SOURCE).parts
        ):
            continue
        read = {".py": _said_in_python, ".html": _said_in_template, ".txt": _said_in_template}.get(
            file.suffix
        )
        if read:
            found += [(file.relative_to(SOURCE).as_posix(), words) for words in read(file)]
    for file in [*sorted((ROOT / "docs" / "handbook").glob("*.md")), ROOT / "docs" / "deploy.md"]:
        found += [(file.relative_to(ROOT).as_posix(), words) for words in _said_in_handbook(file)]
    return found


def compiled(pattern: str) -> re.Pattern[str]:
    """In any case of letters, but where the pattern itself names capitals."""
    return re.compile(pattern, 0 if pattern.startswith("^(Giữ") else re.IGNORECASE)


def allowed(file: str, words: str) -> bool:
    kept = ALLOWED.get(file, set())
    return kept is None or words in kept


@pytest.mark.parametrize(("pattern", "better"), WORDS, ids=[better for _pattern, better in WORDS])
def test_the_offices_words_are_said(pattern: str, better: str):
    banned = compiled(pattern)
    wrong = [
        f"{file}: {words.strip()[:120]}"
        for file, words in said()
        if banned.search(words.strip(" .:*")) and not allowed(file, words)
    ]
    assert wrong == [], f"say: {better}"


def test_every_exception_is_still_needed():
    banned = [compiled(pattern) for pattern, _better in WORDS]
    for file, kept in ALLOWED.items():
        own = [words for one, words in said() if one == file and any(each.search(words) for each in banned)]
        assert own, f"{file}: nothing to allow"
        assert kept is None or kept <= set(own), file


QUOTED = re.compile(r'(?<![\w=])"[^"=<>{}]*[^\x00-\x7f][^"=<>{}]*"')


def test_words_are_quoted_as_offices_quote():
    """“ ”, not the typewriter's marks, around Vietnamese words in what the product and its handbook say."""
    code = {"press/searchwords.py", "press/search.py"}
    wrong = [f"{file}: {words[:120]}" for file, words in said() if QUOTED.search(words) and file not in code]
    assert wrong == []
