from __future__ import annotations

import json
from pathlib import Path

import pytest

from nhipcau.engines.presswire import cli


def test_articles_in_lines_become_stories(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    body = "Khoảng 300 mét khối đất đá đổ xuống đèo Prenn rạng sáng nay, vùi nửa thân một xe bán tải, tài xế thoát nạn."
    rows = [
        {
            "id": "1",
            "title": "Sạt lở đèo Prenn vùi xe bán tải",
            "body": body,
            "published": "2026-03-02T07:00:00+07:00",
        },
        {
            "id": "2",
            "title": "Giá tiêu giảm nhẹ",
            "body": "Thương lái Đắk Song thu mua tiêu giảm 500 đồng mỗi kg.",
        },
        {"id": "3", "title": "Đèo Prenn sạt lở", "body": body, "published": "2026-03-02T08:00:00+07:00"},
    ]
    path = tmp_path / "news.jsonl"
    path.write_text("\n".join(json.dumps(row) for row in rows), "utf-8")
    assert cli.main(["stories", str(path)]) == 0
    found = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert found == [
        {"id": "1", "story": "1", "copy_of": None},
        {"id": "2", "story": "2", "copy_of": None},
        {"id": "3", "story": "1", "copy_of": "1"},
    ]


def test_a_bad_line_is_refused_with_its_number(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "news.jsonl"
    path.write_text('{"id": "1", "title": "a", "body": "b"}\nkhông phải json\n', "utf-8")
    assert cli.main(["stories", str(path)]) == 1
    assert "Dòng 2" in capsys.readouterr().err


def test_without_the_package_stories_across_languages_are_refused_with_what_to_do(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("nhipcau.engines.presswire.stories.embedding.load_embedder", lambda: None)
    path = tmp_path / "news.jsonl"
    path.write_text('{"id": "1", "title": "a", "body": "b"}\n', "utf-8")
    assert cli.main(["stories", str(path), "--across-languages"]) == 1
    assert "--extras" in capsys.readouterr().err
