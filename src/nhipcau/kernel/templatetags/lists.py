"""Tags of lists: heads that sort, boxes that choose rows, the acts offered for them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import template
from django.template import Context
from django.utils.html import format_html
from django.utils.translation import gettext, gettext_lazy

from nhipcau.kernel import lists, ordering
from nhipcau.kernel.lists import Act

register = template.Library()
PLACES = ("trang", "sau", "truoc")
"""What an address says about the page that is open; another order begins at its first page."""


@dataclass(frozen=True, slots=True)
class Sorting:
    """How a column's head looks: where its link leads, what it says, and how the list is sorted by it now."""

    url: str
    words: str
    icon: str
    aria: str = ""


@register.simple_tag(takes_context=True)
def sorting(context: Context, key: str, down: str = "") -> Sorting:
    """A column's head: the first click sorts, the second turns round, the third gives the list's own order back."""
    address = context["request"].GET.copy()
    wish = ordering.asked(address)
    for place in PLACES:
        address.pop(place, None)
    first, second = (f"-{key}", key) if down else (key, f"-{key}")
    now = "" if wish.column != key else f"-{key}" if wish.falls else key
    then = {"": first, first: second}.get(now, "")
    address.pop(ordering.ASKED, None)
    if then:
        address[ordering.ASKED] = then
    words = (
        gettext("Về thứ tự ban đầu")
        if not then
        else gettext("Sắp xếp giảm dần")
        if then.startswith("-")
        else gettext("Sắp xếp tăng dần")
    )
    aria = {"": "", key: "ascending", f"-{key}": "descending"}[now]
    icon = {"": "arrow-up-down", key: "arrow-up", f"-{key}": "arrow-down"}[now]
    return Sorting(f"?{address.urlencode()}", words, icon, aria)


@register.simple_tag
def pick(key: object, name: object) -> str:
    """The first cell of a row: the box that chooses it, named for whoever does not see the row."""
    return format_html('<td class="nc-pick-cell">{}</td>', pick_box(key, name))


@register.simple_tag
def pick_box(key: object, name: object) -> str:
    """The box alone, for a list of cards."""
    words = gettext("Chọn %(name)s") % {"name": str(name)[:120]}
    box = '<input class="form-check-input" type="checkbox" form="nc-bulk" name="dong" value="{}" aria-label="{}">'
    return format_html(box, key, words)


@register.simple_tag
def pick_head() -> str:
    """The head of that column: all rows of the page, offered by script."""
    head = '<th scope="col" class="nc-pick-cell"><input class="form-check-input" type="checkbox" data-bulk-page hidden aria-label="{}"></th>'
    return format_html(head, gettext("Chọn mọi dòng của trang"))


EXPORT = Act("xuat", gettext_lazy("Xuất Excel"), lambda chosen: "", icon="sheet")


@register.simple_tag(takes_context=True)
def bulk_acts(context: Context, key: str) -> list[Any]:
    """What the reader can do with chosen rows of a list."""
    if not context["user"].is_authenticated:  # the page of all components
        return []
    listing = lists.listings.get(key)
    export = [EXPORT] if listing.table is not None else []
    return [*lists.offered(listing, context["user"]), *export]
