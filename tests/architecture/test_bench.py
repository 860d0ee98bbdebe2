"""Every measurement can be called by ``script/bench``, whatever moved around it."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from tests.bench import run

FOLDER = Path(run.__file__).parent


@pytest.mark.parametrize("name", run.names())
def test_a_measurement_is_called_with_its_own_arguments(name, monkeypatch):
    monkeypatch.syspath_prepend(str(FOLDER))
    measure = run.load(name).run
    sys.modules.pop(f"bench_{name}", None)
    assert measure.__code__.co_argcount == 1


def test_figures_are_printed_and_the_rest_of_the_line_is_the_measurements_own(monkeypatch, tmp_path, capsys):
    (tmp_path / "bench_made_up.py").write_text("def run(argv):\n    return {'asked': list(argv)}\n")
    monkeypatch.setattr(run, "FOLDER", tmp_path)
    monkeypatch.setattr(sys, "argv", ["script/bench", "made_up", "--json", "--pages", "5"])
    assert run.main() == 0
    assert capsys.readouterr().out.strip() == '{"asked": ["--pages", "5"]}'
