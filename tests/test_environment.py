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


NUMBERS = [one for one in environment.VARIABLES if one.within]


def test_every_number_has_bounds_that_hold_its_default():
    assert {one.name for one in environment.VARIABLES if one.default.isdigit()} - {
        one.name for one in NUMBERS
    } == {
        "NHIPCAU_PRESS_ACROSS",
        "NHIPCAU_BACKUP",
    }
    assert all(
        environment.get_int(one.name) == int(one.default) for one in NUMBERS if one.name not in os.environ
    )


@pytest.mark.parametrize("one", NUMBERS, ids=lambda one: one.name)
def test_a_number_out_of_its_bounds_is_refused_with_them(monkeypatch, one):
    for wrong in (one.within[0] - 1, one.within[1] + 1, 10**40):
        monkeypatch.setenv(one.name, str(wrong))
        with pytest.raises(ValueError, match=f"{one.name} .* {one.within[0]} .* {one.within[1]}"):
            environment.get_int(one.name)


def test_nothing_is_kept_for_no_day():
    """0 turns other settings off; here it would shred everything in the next night."""
    assert all(one.within[0] >= 1 for one in NUMBERS if "_KEEP_" in one.name)


@pytest.mark.parametrize(
    "wrong", ["khong", "10.1.2.3/24", "10.1.2.0/24 10.1.3.0/24", "10.1.2.0/99", "http://10.1.2.3"]
)
def test_a_network_that_is_none_is_named(monkeypatch, wrong):
    monkeypatch.setenv("NHIPCAU_CALL_ALLOW", f"10.9.0.0/16,{wrong}")
    with pytest.raises(ValueError, match="NHIPCAU_CALL_ALLOW"):
        environment.get_networks("NHIPCAU_CALL_ALLOW")


@pytest.mark.parametrize(
    "said", ["2025-02-29", "29/02/2024", "hôm nay", "1999-12-31", "2100-01-01", "20260630", "2026-W27-2"]
)
def test_a_false_day_that_is_none_is_refused_at_the_start(monkeypatch, said):
    monkeypatch.setenv("NHIPCAU_TODAY", said)
    with pytest.raises(ValueError, match="NHIPCAU_TODAY"):
        environment.check_today()


@pytest.mark.parametrize("said", ["", "2028-02-29", "2000-01-01", "2099-12-31"])
def test_a_false_day_of_the_calendar_is_taken(monkeypatch, said):
    monkeypatch.setenv("NHIPCAU_TODAY", said)
    environment.check_today()


@pytest.mark.parametrize(
    ("url", "host", "port", "is_open"),
    [
        ("smtp+tls://nhipcau:mat%40khau@mail.example.org", "mail.example.org", 587, False),
        ("smtps://mail.example.org", "mail.example.org", 465, False),
        ("smtp://mail.example.org:2525", "mail.example.org", 2525, True),
    ],
)
def test_a_mail_server_is_read(monkeypatch, url, host, port, is_open):
    monkeypatch.setenv("NHIPCAU_EMAIL_URL", url)
    found = environment.mail_server()
    assert (found.host, found.port, found.is_open) == (host, port, is_open)
    assert found.password == ("mat@khau" if "khau" in url else "")


@pytest.mark.parametrize(
    "wrong",
    ["mail.example.org:587", "smtp+ssl://a:bi-mat@mail.example.org", "smtps+tls://mail.example.org", "smtp+tls://",
     "smtp+tls://a:bi-mat@mail.example.org:cong", "smtp+tls://a:bi[mat@mail.example.org"],
)  # fmt: skip
def test_a_misspelt_mail_server_is_refused_and_its_password_not_shown(monkeypatch, wrong):
    """It must not become a server on this machine, or an unencrypted way."""
    monkeypatch.setenv("NHIPCAU_EMAIL_URL", wrong)
    with pytest.raises(ValueError, match="NHIPCAU_EMAIL_URL") as told:
        environment.mail_server()
    assert "bi-mat" not in str(told.value)


@pytest.mark.parametrize(
    "wrong", ["mysql://a:bi-mat@h/ten", "h/ten", "postgre://a:bi-mat@h/ten", "postgres://a:b@h:cong/ten"]
)
def test_another_database_is_refused_and_its_password_not_shown(monkeypatch, wrong):
    monkeypatch.setenv("NHIPCAU_DATABASE_URL", wrong)
    with pytest.raises(ValueError, match="NHIPCAU_DATABASE_URL") as told:
        environment.database()
    assert "bi-mat" not in str(told.value)


def test_a_wrong_setting_is_told_in_words_by_every_command():
    done = subprocess.run(
        [sys.executable, "-m", "nhipcau.config.cli", "check"],
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | {"PYTHONPATH": str(ROOT / "src"), "NHIPCAU_KEEP_NOTICES": "0"},
    )
    assert done.returncode == 1 and "NHIPCAU_KEEP_NOTICES" in done.stderr and "Traceback" not in done.stderr


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
