"""``nhipcau --help`` names every command of the product, first and by groups, each with an example that runs."""

from __future__ import annotations

import contextlib
import re
import subprocess
import sys
from pathlib import Path

import pytest

import nhipcau
from nhipcau.config import cli, helping

ROOT = Path(nhipcau.__path__[0])


def said(capsys, *args: str) -> str:
    assert cli.main(list(args)) == 0
    return capsys.readouterr().out


def test_every_own_command_is_named():
    own = {
        path.stem
        for path in ROOT.glob("*/management/commands/*.py")
        if path.stem not in {"__init__", "migrate"}
    }  # Django's own, run faster
    named = {command.name.replace(" ", "_").replace("-", "_") for command in helping.all_commands()}
    assert own <= named
    written = set(
        re.findall(r'"([a-z-]+)"', (ROOT / "config" / "cli.py").read_text().split("def _helped")[0])
    )
    words = {word for command in helping.all_commands() for word in command.name.split()}
    assert {
        "up",
        "worker",
        "backup",
        "restore",
        "doctor",
        "scan",
        "extract",
        "feed",
        "stories",
    } <= written & words


@pytest.mark.parametrize("command", helping.all_commands(), ids=lambda command: command.name)
def test_each_says_what_it_does_in_both_languages_with_an_example(command):
    assert command.vi and command.en and command.vi != command.en
    assert command.example.split()[:2] == ["nhipcau", command.name.split()[0]]


@pytest.mark.parametrize("asked", [[], ["help"], ["--help"], ["-h"]])
def test_help_shows_the_product_first_and_none_of_djangos(capsys, monkeypatch, asked):
    monkeypatch.setenv("LC_ALL", "vi_VN.UTF-8")
    text = said(capsys, *asked)
    assert text.index("nhipcau up") < text.index("nhipcau backup") < text.index("nhipcau press scan")
    assert "startproject" not in text and "sao lưu vào một tệp" in text
    assert max(map(len, text.splitlines())) < 150


@pytest.mark.parametrize(
    ("language", "word"),
    [("en_US.UTF-8", "write a sealed backup"), ("vi_VN.UTF-8", "sao lưu"), ("C", "sao lưu"), ("", "sao lưu")],
)
def test_help_is_in_the_terminals_language(capsys, monkeypatch, language, word):
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    if language:
        monkeypatch.setenv("LANG", language)
    assert word in said(capsys, "--help")
    assert word in said(capsys, "help", "backup")


@pytest.mark.parametrize("asked", [["press"], ["press", "--help"], ["help", "press"]])
def test_a_group_shows_its_commands_with_examples(capsys, asked):
    text = said(capsys, *asked)
    assert "nhipcau press scan" in text and "trang-da-luu/" in text and "nhipcau backup" not in text


@pytest.mark.parametrize("command", helping.all_commands(), ids=lambda command: command.name)
def test_the_options_of_each_command_end_with_its_example(command, capsys, monkeypatch):
    monkeypatch.setenv("LC_ALL", "vi_VN.UTF-8")
    try:
        code = cli.main([*command.name.split(), "--help"])
    except SystemExit as ended:
        code = ended.code
    text = capsys.readouterr().out
    assert not code
    assert text.count(f"ví dụ: {command.example}\n") == 1
    assert "usage" in text.lower()


NOT_OURS = re.compile(
    r"usage:|options:|positional arguments:|show this help|Show program|Verbosity|verbosity|2=verbose|The Python path|"
    r"settings module|DJANGO_SETTINGS|variable will|A directory to add|/home/djangoprojects|Raise on|Display a full|"
    r"Don't colorize|Force colorization|Skip system|--settings|--pythonpath|--traceback|--no-color|--force-color"
)
VIETNAMESE = re.compile(r"[à-ỹđĐ]", re.IGNORECASE)


def options_of(command, capsys) -> str:
    with contextlib.suppress(SystemExit):
        cli.main([*command.name.split(), "--help"])
    return capsys.readouterr().out


@pytest.mark.parametrize("command", helping.all_commands(), ids=lambda command: command.name)
def test_what_a_command_says_of_itself_is_vietnamese(command, capsys, monkeypatch):
    monkeypatch.setenv("LC_ALL", "vi_VN.UTF-8")
    text = options_of(command, capsys)
    described = re.sub(r"\Ausage:.*?(\n\n|\Z)", "", text, flags=re.S).partition("\n\n")[0]
    assert VIETNAMESE.search(described), described
    own = re.findall(r"^  (--[a-z-]+|-[a-z])(?: [^\s].*?)?  +(\S.*)$", text, re.M)
    english = [line for line in own if not VIETNAMESE.search(line[1]) and not NOT_OURS.search(line[1])]
    assert english == []


@pytest.mark.parametrize("asked", [["--help"], ["report", "periods", "2026"]])
def test_python_m_nhipcau_is_nhipcau(asked):
    whole = [
        subprocess.run([sys.executable, *how, *asked], capture_output=True, text=True, check=True).stdout
        for how in (["-m", "nhipcau"], ["-m", "nhipcau.config.cli"])
    ]
    assert whole[0] == whole[1] != ""


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ("law when", "nhipcau law when publish_spokesperson"),
        ("law list", "nhipcau law list"),
        ("seal check", "nhipcau seal check"),
        ("log check", "nhipcau log check"),
        ("doctor", "nhipcau doctor"),
    ],
)
def test_help_of_a_command_of_two_words_is_its_own(capsys, monkeypatch, asked, shown):
    monkeypatch.setenv("LANG", "vi_VN.UTF-8")
    assert cli.main(["help", *asked.split()]) == 0
    said = capsys.readouterr().out
    assert shown in said
    assert "law" not in asked or said.count("Ví dụ:") == 1
