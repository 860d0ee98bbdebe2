"""A command on a database that is not ready, or away, says so in words."""

from __future__ import annotations

import subprocess
import sys

import pytest


@pytest.mark.parametrize(
    ("address", "words"),
    [("", "chưa được chuẩn bị"), ("postgres://nobody@127.0.0.1:1/nothing", "Không mở được cơ sở dữ liệu")],
    ids=["never prepared", "away"],
)
def test_a_command_says_what_is_wrong_with_the_database(tmp_path, monkeypatch, address, words):
    monkeypatch.setenv("NHIPCAU_VAR", str(tmp_path))
    monkeypatch.setenv("NHIPCAU_DATABASE_URL", address)
    done = subprocess.run(
        [sys.executable, "-m", "nhipcau", "shred"], capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 1
    assert words in done.stderr and "Traceback" not in done.stderr
