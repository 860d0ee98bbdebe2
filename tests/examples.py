"""One example of everything that an app registers, laid by the app itself for the tests that walk a joint."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec

from django.apps import apps

from nhipcau.agencies.models import Officer


def lay_examples(by: Officer) -> None:
    """Call ``lay(by)`` of each app's ``tests/examples.py`` where it has one."""
    for app in sorted(apps.get_app_configs(), key=lambda each: each.name):
        name = f"{app.name}.tests.examples"
        if app.name.startswith("nhipcau.") and find_spec(f"{app.name}.tests") and find_spec(name):
            import_module(name).lay(by)
