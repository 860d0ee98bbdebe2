"""A program that is forked is what it is when begun from nothing: its own arguments, environment, streams and end."""

from __future__ import annotations

import subprocess
import sys

import pytest
from tests.crash.conftest import LONGEST
from tests.crash.forking import Mother

PROGRAMS = {
    "environment": "import os; print(os.environ.get('OWN'), os.environ.get('NHIPCAU_VAR'), os.getcwd())",
    "settings": "import sys; print([name for name in sys.modules if name.startswith(('nhipcau.config', 'nhipcau.kernel'))])",
    "streams": "import sys; print('chữ'); print('lỗi', file=sys.stderr); print(repr(sys.stdin.read()))",
    "a number": "import sys; sys.exit(3)",
    "words": "import sys; sys.exit('không được')",
    "nothing": "import sys; sys.exit()",
    "an error": "raise ValueError('sai')",
    "at the end": "import atexit; atexit.register(print, 'cuối'); print('đầu')",
    "killed": "import os, signal; os.kill(os.getpid(), signal.SIGKILL)",
    "what lies beside": "import tests.certificates, killing; print('found')",
}


@pytest.fixture(scope="module")
def mother(sqlite_maker):
    made = Mother(sqlite_maker.pattern.env(OWN="the mother's"))
    yield made
    made.close()


@pytest.mark.parametrize("program", PROGRAMS)
def test_forked_or_from_nothing_it_says_and_ends_alike(mother, sqlite_maker, program):
    env, args = sqlite_maker.pattern.env(OWN="own"), ["-c", PROGRAMS[program]]
    plain = subprocess.run(
        [sys.executable, *args], env=env, capture_output=True, text=True, stdin=subprocess.DEVNULL
    )
    forked = mother.run(args, env, LONGEST)
    assert (forked.returncode, forked.stdout) == (plain.returncode, plain.stdout)
    assert (forked.stderr.splitlines() or [""])[-1] == (plain.stderr.splitlines() or [""])[-1]
    mother_s_own = mother.run(args, env | {"OWN": "another"}, LONGEST)
    assert ("another" in mother_s_own.stdout) == (program == "environment")
