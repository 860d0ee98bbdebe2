"""Stages raise codes; each code that stands in their source has a sentence, and no sentence is without a code."""

from __future__ import annotations

import ast
import pickle
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from nhipcau.engines.presswire import model
from nhipcau.engines.presswire.model import PresswireError, TryLater, Unreadable
from nhipcau.engines.presswire.sentences import SENTENCES, sentence

ENGINE = Path(model.__file__).parent
KINDS = {"PresswireError", "Unreadable", "TryLater", "ProfileRefused", "EngineRefused", "NoSuchInput"}
OF_A_STATUS = {
    "press.bad_status", "press.busy", "press.empty_page", "press.forbidden", "press.forbidden.law",
    "press.forbidden.login", "press.gone", "press.not_found", "press.server_error", "press.timeout.answer",
    "press.robots_unreachable", "press.no_such_host",
}  # fmt: skip


def failures() -> Iterator[tuple[str, set[str]]]:
    """The key of each failure that is made with plain words, and the names of what its sentence may say."""
    for path in ENGINE.rglob("*.py"):
        if "tests" in path.relative_to(ENGINE).parts:
            continue
        for call in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in KINDS:
                if not all(isinstance(one, ast.Constant) for one in call.args):
                    continue
                words = [str(one.value) for one in call.args if isinstance(one, ast.Constant)]
                yield PresswireError(*words).key, {word.arg or "" for word in call.keywords}


def test_every_failure_has_a_sentence_that_says_only_what_the_failure_knows():
    made = dict(failures())
    assert len(made) > 35
    assert set(SENTENCES) == set(made) | OF_A_STATUS
    for key, known in failures():
        assert set(re.findall(r"%\((\w+)\)s", SENTENCES[key])) <= known, key


@pytest.mark.parametrize(
    "status", [204, 302, 401, 403, 404, 408, 410, 418, 425, 429, 451, 500, 502, 503, 504]
)
def test_every_answer_of_a_server_has_a_sentence(status):
    import httpx

    from nhipcau.engines.presswire.net.fetch import Fetcher

    transport = httpx.MockTransport(lambda request: httpx.Response(status))
    with Fetcher(transport=transport, obey_robots=False) as fetcher, pytest.raises(PresswireError) as caught:
        fetcher.fetch("https://a.example/tin")
    assert str(status) in sentence(caught.value) or caught.value.code == "empty_page"
    assert caught.value.key in SENTENCES


def test_a_failure_crosses_a_process_border_with_what_its_sentence_names():
    failure = pickle.loads(pickle.dumps(TryLater("busy", host="a.example", status=503, after=60)))
    assert (failure.after, failure.key) == (60, "press.busy")
    assert "a.example" in sentence(failure) and "503" in sentence(failure)
    assert sentence(Unreadable("not_a_feed", feed="")).startswith("Nguồn tin không phải")
