"""``nhipcau press extract`` prints one line for each page, also for those it could not read."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from nhipcau.engines.presswire import cli

PAGE = (
    "<html lang=vi><head><title>Tin cửa khẩu</title><meta property='og:url' content='https://baovidu.vn/tin-cua-khau.html'></head>"
    "<body><h1>Tin cửa khẩu</h1><article>"
    + "<p>Một đoạn văn đủ dài để là nội dung của bài báo, có dấu câu và kết thúc.</p>" * 5
    + "</article></body></html>"
)


def lines(capsys: pytest.CaptureFixture[str]) -> list[dict[str, object]]:
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_folders_and_packed_files_give_one_line_each(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "mot.html").write_text(PAGE, encoding="utf-8")
    (tmp_path / "hai.html.gz").write_bytes(gzip.compress(PAGE.encode()))
    assert cli.main(["extract", str(tmp_path), "--json"]) == 0
    rows = lines(capsys)
    assert [row["id"] for row in rows] == ["hai", "mot"]
    assert rows[0]["url"] == "https://baovidu.vn/tin-cua-khau.html"
    assert rows[0]["body"] == rows[1]["body"]


def test_an_unreadable_page_gives_a_line_with_its_reason(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "rong.html").write_bytes(b"")
    (tmp_path / "hong.html.gz").write_bytes(gzip.compress(PAGE.encode())[:100])
    assert cli.main(["extract", str(tmp_path), "--json"]) == 0
    assert {row["id"]: row["error"] for row in lines(capsys)} == {"rong": "empty_page", "hong": "bad_gzip"}


def test_a_gzip_bomb_is_unpacked_no_further_than_the_limit(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "bom.html.gz").write_bytes(gzip.compress(b"<p>" + b"a" * 60_000_000))
    cli.main(["extract", str(tmp_path), "--json"])
    assert lines(capsys)[0]["error"] == "page_too_large"


def test_a_missing_path_is_told_and_the_rest_is_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "mot.html").write_text(PAGE, encoding="utf-8")
    assert cli.main(["extract", str(tmp_path / "khong-co"), str(tmp_path / "mot.html"), "--json"]) == 1
    assert "Không tìm thấy" in capsys.readouterr().err


def test_an_unknown_command_is_wrong_use(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["khong"]) == 2
    assert "Cách dùng" in capsys.readouterr().err
