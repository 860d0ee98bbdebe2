"""The log speaks the office's words: every field that is logged has some, in both languages, and so have its codes."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from django.utils import translation
from tests.architecture.test_links import lived_in  # noqa: F401
from tests.architecture.test_log_actions import ROOT, modules

from nhipcau.kernel import audit, logwords
from nhipcau.kernel.models import LogEntry


def written_out() -> Iterator[tuple[str, str]]:
    """(place, field) of every field that is named where a deed is recorded or its fields are looked at."""
    for path in modules():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            what = ast.unparse(node.func)
            given: list[ast.expr] = []
            if what.endswith("snapshot") and len(node.args) > 1 and isinstance(node.args[1], ast.Tuple):
                given = node.args[1].elts
            elif what == "audit.record":
                for word in node.keywords:
                    if word.arg in {"before", "after", "personal"} and isinstance(word.value, ast.Dict):
                        given += [key for key in word.value.keys if key is not None]
            for each in given:
                if isinstance(each, ast.Constant):
                    yield f"{path.relative_to(ROOT)}:{node.lineno}", str(each.value)


def named_by_some_model(field: str) -> bool:
    from django.apps import apps

    return any(logwords.has_words(model._meta.label_lower, field) for model in apps.get_models())


def test_every_field_that_is_written_out_has_words():
    found = list(written_out())
    assert len(found) > 20
    assert [place for place, field in found if not named_by_some_model(field)] == [], "audit.name_fields"


def test_every_declared_word_is_in_english_too():
    with translation.override("en"):
        english = {one.name: str(one.label) for one in audit.field_words}
    with translation.override("vi"):
        vietnamese = {one.name: str(one.label) for one in audit.field_words}
    assert {name for name in english if english[name] == vietnamese[name]} == set()


def test_every_entry_of_a_lived_in_house_is_in_words(demonstration):
    silent = set()
    for entry in LogEntry.objects.select_related("personal"):
        for field in (*entry.before, *entry.after, *entry.private_words):
            if not logwords.has_words(entry.record_kind, field):
                silent.add((entry.record_kind, field))
        for change in logwords.changes_of(entry):
            assert "_" not in change.label
            assert change.now not in {"True", "False", "None"}
    assert silent == set()
    assert LogEntry.objects.count() > 50


def test_codes_are_shown_by_their_labels():
    entry = LogEntry(
        record_kind="press.article",
        before={"state": "new", "flag_labels": []},
        after={"state": "dropped", "flag_labels": ["amplify"]},
    )
    state, flags = logwords.changes_of(entry)
    assert (state.label, state.was, state.now) == ("tình trạng", "Chưa xem", "Đã loại")
    assert "amplify" not in flags.now
    account = LogEntry(record_kind="agencies.officer", before={"is_active": True}, after={"is_active": False})
    (change,) = logwords.changes_of(account)
    assert (change.was, change.now) == ("có", "không")
    old = LogEntry(record_kind="gone.model", before={}, after={"some_field": "x"})
    assert logwords.changes_of(old)[0].label == "some_field"
