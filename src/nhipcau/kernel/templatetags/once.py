"""``{% url %}`` and ``{% translate %}`` as Django has them, reckoned once: a page asks for dozens, the same each time.

Of a fixed sentence the words are kept by language, of an address by its name and the numbers in it.  What may change
from one drawing to the next (a variable, a filter, a context) is Django's own work each time.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.template import Library, Node
from django.template.base import FilterExpression, Parser, Token
from django.template.context import Context
from django.template.defaulttags import URLNode
from django.template.defaulttags import url as django_url
from django.templatetags.i18n import TranslateNode, do_translate
from django.urls import NoReverseMatch, get_script_prefix, get_urlconf, reverse
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString
from django.utils.translation import get_language

register = Library()
MOST_ADDRESSES = 10_000


@lru_cache(maxsize=MOST_ADDRESSES)
def _address(
    name: str,
    args: tuple[Any, ...],
    named: tuple[tuple[str, Any], ...],
    app: str | None,
    urlconf: Any,
    prefix: str,
) -> tuple[str, SafeString]:
    """The address as it is, and for a page.  urlconf, prefix: the list of addresses and what stands before them, which
    change in tests and behind a proxy."""
    found = reverse(name, args=args, kwargs=dict(named), current_app=app)
    return found, conditional_escape(found)


def _app(context: Context) -> str | None:
    request = getattr(context, "request", None)
    match = getattr(request, "resolver_match", None)
    return getattr(request, "current_app", None) or getattr(match, "namespace", None)


class AddressOnce(URLNode):
    """An address; refused as Django refuses it."""

    def render(self, context: Context) -> str:
        args = tuple([arg.resolve(context) for arg in self.args])
        named = (
            tuple([(key, value.resolve(context)) for key, value in self.kwargs.items()])
            if self.kwargs
            else ()
        )
        # True is 1 to a dictionary and "True" in an address: only plain numbers and words are kept.
        if not (_are_plain(args) and (not named or _are_plain([value for _key, value in named]))):
            return str(super().render(context))
        urlconf = get_urlconf() or settings.ROOT_URLCONF
        try:
            found, for_page = _address(
                self.view_name.resolve(context), args, named, _app(context), urlconf, get_script_prefix()
            )
        except NoReverseMatch:
            if self.asvar is None:
                raise
            found = for_page = SafeString("")
        if self.asvar:
            context[self.asvar] = found
            return ""
        return for_page if context.autoescape else found


def _are_plain(values: Sequence[Any]) -> bool:
    for one in values:
        kind = type(one)
        if kind is not int and kind is not str:
            return False
    return True


class SentenceOnce(Node):
    """A fixed sentence in the reader's language."""

    def __init__(self, node: TranslateNode) -> None:
        self.node = node
        self.asvar = node.asvar
        self.said: dict[tuple[str | None, bool], Any] = {}

    def render(self, context: Context) -> str:
        key = get_language(), bool(context.autoescape)
        words = self.said.get(key)
        if words is None:
            words = self.node.render(context)
            if self.asvar:
                words = context[self.asvar]
            self.said[key] = words
        if self.asvar:
            context[self.asvar] = words
            return ""
        return words


@register.tag
def url(parser: Parser, token: Token) -> Node:
    """As Django's ``url``."""
    node = django_url(parser, token)
    return AddressOnce(node.view_name, node.args, node.kwargs, node.asvar)


@register.tag("translate")
@register.tag("trans")
def translate(parser: Parser, token: Token) -> Node:
    """As Django's ``translate``."""
    node = do_translate(parser, token)
    return SentenceOnce(node) if _is_fixed(node) else node


def _is_fixed(node: TranslateNode) -> bool:
    said: FilterExpression = node.filter_expression
    return not node.message_context and not said.filters and getattr(said.var, "literal", None) is not None
