"""Keys that are typed or sent are read in one place; a class of values can be made with its parameters named."""

from __future__ import annotations

import ast
from pathlib import Path

from django import forms
from tests.architecture.test_routes import ROUTES

import nhipcau
from nhipcau.kernel.forms import ManyOf

SOURCE = Path(nhipcau.__file__).parent
MODULES = [
    file
    for file in sorted(SOURCE.rglob("*.py"))
    if not {"tests", "migrations"} & set(file.relative_to(SOURCE).parts)
]
# They read figures, not keys: digits in names of places, a port, a code of the program's own, a block's number, a year,
# a number that a clerk typed, a quarter.
FIGURES = {
    "agencies/naming.py",
    "ops/up.py",
    "digests/paper.py",
    "kernel/chain.py",
    "plans/timings.py",
    "office/registers/rules.py",
    "engines/vntext/directions.py",
    "kernel/keys.py",
}


def test_keys_are_read_by_one_reader():
    asking = {
        str(file.relative_to(SOURCE))
        for file in MODULES
        if "engines" not in file.relative_to(SOURCE).parts
        and any(word in file.read_text() for word in (".isdigit()", ".isdecimal()"))
    }
    assert asking <= FIGURES, f"read keys by kernel.keys: {asking - FIGURES}"


def test_no_form_asks_the_database_for_any_number():
    assert ROUTES  # all views, and with them all forms, are loaded
    wrong = []
    todo = [forms.BaseForm]
    while todo:
        form = todo.pop()
        todo += form.__subclasses__()
        if form.__module__.startswith("nhipcau."):
            wrong += [
                f"{form.__name__}.{name}"
                for name, field in getattr(form, "base_fields", {}).items()
                if isinstance(field, forms.ModelMultipleChoiceField) and not isinstance(field, ManyOf)
            ]
    assert wrong == []


def _is_frozen_with_slots(made: ast.expr) -> bool:
    if not isinstance(made, ast.Call):
        return False
    said = {word.arg for word in made.keywords if isinstance(word.value, ast.Constant) and word.value.value}
    return {"frozen", "slots"} <= said


def test_no_generic_class_is_frozen_with_slots():
    """``Read[Agency]()`` of one is a TypeError in Python 3.11."""
    for file in MODULES:
        text = file.read_text()
        for made in ast.walk(ast.parse(text)) if "Generic[" in text else ():
            if isinstance(made, ast.ClassDef) and any("Generic[" in ast.unparse(base) for base in made.bases):
                assert not any(_is_frozen_with_slots(by) for by in made.decorator_list), made.name
