"""The log speaks the office's words: every field that is logged has some, in both languages, and so have its codes."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest
from django.utils import translation
from tests.architecture.test_links import lived_in  # noqa: F401
from tests.architecture.test_log_actions import ROOT, is_record, modules

from nhipcau.kernel import audit, logwords, notifications
from nhipcau.kernel.models import LogEntry


def written_out() -> Iterator[tuple[str, str]]:
    """(place, field) of every field that is named where a deed is recorded or its fields are looked at."""
    for path in modules():
        tree = ast.parse(path.read_text(encoding="utf-8"))
        functions = [one for one in ast.walk(tree) if isinstance(one, ast.FunctionDef)]
        for scope in functions:
            sees = [*ast.walk(scope), *tree.body]
            for node in ast.walk(scope):
                for field in (one for given in recorded(node) for one in fields_in(given, sees)):
                    yield f"{path.relative_to(ROOT)}:{node.lineno}", field


def recorded(node: ast.AST) -> list[ast.expr]:
    """The parts of a call that name logged fields."""
    if not isinstance(node, ast.Call):
        return []
    name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    if name.endswith("snapshot") and len(node.args) > 1:
        return [node.args[1]]
    if is_record(node):
        return [word.value for word in node.keywords if word.arg in {"before", "after", "personal"}]
    return []


def fields_in(given: ast.AST, sees: list[ast.AST], depth: int = 0) -> Iterator[str]:
    """The fields that an expression names: written out, by a constant of the module or of the one it came from."""
    if isinstance(given, ast.Tuple | ast.List):
        for each in given.elts:
            if isinstance(each, ast.Constant):
                yield str(each.value)
            elif isinstance(each, ast.Starred):
                yield from fields_in(each.value, sees, depth)
    elif isinstance(given, ast.Dict):
        yield from (str(key.value) for key in given.keys if isinstance(key, ast.Constant))
    elif isinstance(given, ast.IfExp):
        yield from fields_in(given.body, sees, depth)
        yield from fields_in(given.orelse, sees, depth)
    elif isinstance(given, ast.BinOp):
        yield from fields_in(given.left, sees, depth)
        yield from fields_in(given.right, sees, depth)
    elif isinstance(given, ast.Name) and depth < 4:
        yield from named(given.id, sees, depth + 1)


def named(name: str, sees: list[ast.AST], depth: int) -> Iterator[str]:
    """What a name of a module stands for, there or where it is imported from."""
    for node in sees:
        if isinstance(node, ast.Assign) and name in {ast.unparse(target) for target in node.targets}:
            if isinstance(node.value, ast.Tuple | ast.List | ast.Dict | ast.IfExp | ast.BinOp):
                yield from fields_in(node.value, sees, depth)
        elif isinstance(node, ast.ImportFrom) and name in {one.asname or one.name for one in node.names}:
            path = ROOT.parent / f"{(node.module or '').replace('.', '/')}.py"
            if path.exists():
                there = ast.parse(path.read_text(encoding="utf-8"))
                yield from fields_in(ast.Name(name), list(there.body), depth)


def has_words(kind: str, field: str) -> bool:
    """Whether somebody said what a field is called: else its own name stands there."""
    return logwords.field_label(kind, field) != field


def named_by_some_model(field: str) -> bool:
    from django.apps import apps

    return any(has_words(model._meta.label_lower, field) for model in apps.get_models())


def test_every_field_that_is_written_out_has_words():
    found = list(written_out())
    assert len(found) > 120
    # By a constant, an imported one, a list, a choice of two: each of these hid some.
    assert {"username", "valid_to", "mail_to", "inaccurate_why", "minutes"} <= {
        field for _place, field in found
    }
    assert [one for one in found if not named_by_some_model(one[1])] == [], "audit.name_fields"


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
            if not has_words(entry.record_kind, field):
                silent.add((entry.record_kind, field))
        for change in logwords.changes_of(entry):
            assert "_" not in change.label
            assert change.now not in {"True", "False", "None"}
    assert silent == set()
    assert LogEntry.objects.count() > 50


@pytest.mark.django_db
def test_a_choice_of_ways_is_said_in_words(officer):
    """A value that is made of parts names each in the office's words, as a field is named."""
    for by_mail in (True, False):
        ways = {"desk.log_broken": {"in_app": True, "by_mail": by_mail}}
        notifications.choose(officer=officer, language="vi", ways=ways)
    entry = LogEntry.objects.filter(action="kernel.notice_choices").order_by("-pk").first()
    (change,) = logwords.changes_of(entry)
    assert change.was == "trong phần mềm: có, qua thư: có, trên thiết bị: có"
    assert change.now == "trong phần mềm: có, qua thư: không, trên thiết bị: có"


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
