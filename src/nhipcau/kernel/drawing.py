"""What a template writes, written quickly: words, whole numbers, addresses of files, as Django writes them (ADR 47).

A page writes some hundred values.  For each Django asks whether it is a moment of another zone, a number to be put
into the language's form, a sentence not yet translated, a thing that knows its own HTML.  Nearly all are plain words,
words known to be safe, or whole numbers, for which none of this changes anything; they are told by their type, and all
else is written by Django's own code.  While tests run (``watching``) each is written both ways and compared.
"""

from __future__ import annotations

from functools import lru_cache
from html import escape
from typing import Any

from django.apps import apps
from django.conf import STATICFILES_STORAGE_ALIAS, settings
from django.core.files.storage import Storage, storages
from django.template import Template
from django.template.base import VariableNode, render_value_in_context
from django.template.context import Context
from django.template.loaders import cached
from django.templatetags.static import StaticNode
from django.utils.safestring import SafeString

watching = False
"""Whether each value is written by Django, too, and compared; in tests."""


class Loader(cached.Loader):
    """Django's own; what a template writes is written by ``Written``."""

    def get_template(self, template_name: str, skip: Any = None) -> Template:
        """The template, made ready when it is first asked for."""
        found: Any = super().get_template(template_name, skip)
        if not hasattr(found, "is_ready"):
            _make_ready(found)
            found.is_ready = True
        return found


def _make_ready(template: Template) -> None:
    for file in template.nodelist.get_nodes_by_type(StaticNode):
        if type(file) is StaticNode:
            file.__class__ = FileOnce
    if settings.USE_THOUSAND_SEPARATOR:  # then a number has another form in each language
        return
    for node in template.nodelist.get_nodes_by_type(VariableNode):
        if type(node) is VariableNode:
            node.__class__ = Written


class FileOnce(StaticNode):
    """``{% static … %}``: a page names some twenty files, and the address of each is the same as long as the process."""

    def url(self, context: Context) -> str:
        path = self.path.resolve(context)
        if not isinstance(path, str) or not apps.is_installed("django.contrib.staticfiles"):
            return str(self.handle_simple(path))
        return _address(storages[STATICFILES_STORAGE_ALIAS], path)


@lru_cache(maxsize=1_000)
def _address(files: Storage, path: str) -> str:
    return files.url(path)


class Written(VariableNode):
    """``{{ … }}``."""

    def render(self, context: Context) -> str:
        try:
            value = self.filter_expression.resolve(context)
        except UnicodeDecodeError:  # as Django
            return ""
        kind = type(value)
        if kind is SafeString:
            words = value
        elif kind is str:
            words = escape(value) if context.autoescape else value
        elif kind is int:
            words = str(value)
        else:
            return render_value_in_context(value, context)
        if watching and words != render_value_in_context(value, context):
            raise AssertionError(f"{self.filter_expression}: {value!r} is not written as Django writes it")
        return words
