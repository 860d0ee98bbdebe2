"""Every setting is documented, and the page says what the program says."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from nhipcau.config import environment

ROOT = Path(__file__).resolve().parent.parent
NAME = re.compile(r"\bNHIPCAU_[A-Z][A-Z0-9_]*\b")
KNOWN = {variable.name for variable in environment.VARIABLES}


def sources() -> list[Path]:
    found = [*ROOT.glob("src/**/*.py"), *ROOT.glob("src/**/*.html"), *ROOT.glob("tests/**/*.py")]
    return [*found, *(path for path in ROOT.glob("script/*") if path.is_file()), ROOT / ".ci" / "run"]


def test_no_setting_is_undocumented():
    strange = {
        f"{path.relative_to(ROOT)}: {name}"
        for path in sources()
        for name in NAME.findall(path.read_text(encoding="utf-8"))
        if name not in KNOWN
    }
    assert not strange, "add these to nhipcau.config.environment.VARIABLES and docs/settings.md"


def test_the_settings_page_is_what_the_program_says():
    page = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
    assert environment.table() in page, "run: nhipcau settings --write docs/settings.md"


def test_the_deployment_page_names_only_known_settings():
    page = (ROOT / "docs" / "deploy.md").read_text(encoding="utf-8")
    assert set(NAME.findall(page)) <= KNOWN


def test_an_unknown_mode_is_refused(monkeypatch):
    monkeypatch.setenv("NHIPCAU_ENV", "produktion")
    with pytest.raises(ValueError, match="produktion"):
        environment.is_production()


def test_a_number_that_is_none_is_named(monkeypatch):
    monkeypatch.setenv("NHIPCAU_WEB_WORKERS", "hai")
    with pytest.raises(ValueError, match=r"NHIPCAU_WEB_WORKERS.*hai"):
        environment.get_int("NHIPCAU_WEB_WORKERS")


def test_a_production_key_is_never_made_up(monkeypatch):
    monkeypatch.setenv("NHIPCAU_ENV", "production")
    monkeypatch.delenv("NHIPCAU_SECRET_KEY", raising=False)
    assert environment.secret_key() == ""


def test_a_local_key_is_made_once_and_kept_private(monkeypatch, tmp_path):
    monkeypatch.setenv("NHIPCAU_VAR", str(tmp_path))
    monkeypatch.delenv("NHIPCAU_SECRET_KEY", raising=False)
    key = environment.secret_key()
    assert len(key) >= 50
    assert environment.secret_key() == key
    assert (tmp_path / "secret_key").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("command", [["law", "list"], ["settings"]])
def test_a_reader_of_the_output_that_goes_away_is_no_failure(command):
    """As ``| head`` does: the pipe is closed before the command has written anything."""
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        [sys.executable, "-m", "nhipcau.config.cli", *command],
        stdout=writing,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
        env=os.environ | {"PYTHONPATH": str(ROOT / "src")},
    )
    os.close(writing)
    assert (done.returncode, done.stderr) == (0, "")
