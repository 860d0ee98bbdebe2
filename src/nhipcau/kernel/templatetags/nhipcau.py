"""Small words for templates."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache, lru_cache
from typing import Any
from unicodedata import normalize

from django import template
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.forms import BoundField
from django.forms.utils import flatatt
from django.http import HttpRequest
from django.template import Context
from django.template.defaultfilters import stringfilter
from django.template.defaultfilters import truncatechars as django_cut
from django.template.loader import render_to_string
from django.urls import get_script_prefix, get_urlconf, reverse
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.timezone import is_aware, localtime
from django.utils.translation import get_language, gettext, ngettext_lazy
from django_cotton.templatetags import Attrs

from nhipcau.kernel import (
    audit,
    clock,
    days,
    handbook,
    icons,
    logwords,
    navigation,
    undo_words,
    unsent,
    upload_kinds,
)
from nhipcau.kernel.keys import key_of
from nhipcau.kernel.models import LogEntry
from nhipcau.kernel.standing import Limit, Standing, span, written

register = template.Library()
BETWEEN_TAGS = re.compile(r">\s+<")


@register.filter
def action_label(action: str) -> str:
    """An audit action in an officer's words."""
    return str(audit.label(action))


@register.filter
def pick_groups(field: BoundField) -> list[tuple[str, list[dict[str, Any]]]]:
    """The choices of a field that picks many, (name of the group, its options), as ``c-pick-many`` draws them."""
    widget: Any = field.field.widget
    chosen = widget.format_value(field.value()) or []
    return [(str(name or ""), rows) for name, rows, _ in widget.optgroups(field.html_name, chosen)]


@register.filter
def who(account: Any) -> str:
    """The account's mark on its pages, see ``kernel.unsent``."""
    return unsent.mark_of(account)


@register.filter
def address(request: HttpRequest) -> str:
    """Where this page is found again, see ``kernel.unsent``."""
    return unsent.address_of(request)


@register.filter
def filled_by(request: HttpRequest) -> str:
    """The row of unsent words that filled the form which drew this page; "" where there was none."""
    return str(key_of(request.POST.get(unsent.DONE)) or "")


@register.filter
def iso_day(text: str | None) -> str:
    """A day in ISO form as officers write it; anything else as it is."""
    try:
        return written(date.fromisoformat(str(text)))
    except ValueError:
        return text or ""


@register.filter
def day_problem(typed: str | None) -> str:
    """What is wrong with a day that an address asks for; "" where it says none or one that is read."""
    try:
        days.DayField(required=False).clean((typed or "").strip())
    except ValidationError as wrong:
        return " ".join(wrong.messages)
    return ""


@register.filter
def in_words(value: Any) -> str:
    """A value of the log without the marks of a program: lists joined, records by name, days as written."""
    return logwords.plain_words(value)


@register.filter
def log_changes(entry: LogEntry) -> list[logwords.Change]:
    """What an entry of the log says changed, in the office's words."""
    return logwords.changes_of(entry)


@register.filter
def log_private(entry: LogEntry) -> list[logwords.Change]:
    """Its personal part, likewise, while it is kept."""
    return logwords.private_of(entry)


@register.filter
def day(value: date | None) -> str:
    """A day as officers write it, dd/mm/yyyy; "" where there is none."""
    if isinstance(value, datetime):
        value = (localtime(value) if is_aware(value) else value).date()
    return written(value) if value else ""


@register.filter
def limit(value: Limit | None) -> str:
    """A last day, or a last moment, as officers write it: "03/07/2026", "16:20 03/07/2026"; "" where there is none."""
    return written(value) if value else ""


@register.filter
def moment(value: datetime | None) -> str:
    """A moment as officers write it, "16:20 03/07/2026"; "" where there is none."""
    if not value:
        return ""
    return (localtime(value) if is_aware(value) else value).strftime("%H:%M %d/%m/%Y")


@register.filter("truncatechars", is_safe=True)
@stringfilter
def cut(text: str, most: Any) -> str:
    """As Django's ``truncatechars``, which counts letter by letter even where there is nothing to cut."""
    whole = normalize("NFC", text)
    return whole if isinstance(most, int) and len(whole) <= most else django_cut(text, most)


@register.filter
def in_story(value: datetime) -> datetime:
    """A moment that the machine wrote, on the office's calendar (a demonstration has one of its own)."""
    return clock.in_story(value)


@register.filter
def pc(share: float) -> str:
    """A place or length on a drawing, in percent: 12.5 → "12.50%", whatever the language writes for the point."""
    return f"{float(share):.2f}%"


@register.simple_tag
def icon(name: str, size: int = 16) -> str:
    """An icon for the eye only: the words beside it say what it means."""
    return _icon(str(name), int(size))


@cache
def _icon(name: str, size: int) -> str:
    return mark_safe(BETWEEN_TAGS.sub("><", icons.drawn(name, size)).strip())  # noqa: S308 - drawn by us


LOOKS = {
    "quiet": "btn btn-quiet",
    "primary": "btn btn-primary",
    "danger": "btn btn-danger",
    "link": "btn btn-link",
    "tool": "nc-tool",
    "item": "dropdown-item",
}


@register.filter
def button_class(look: str) -> str:
    """The classes of a button's look; KeyError where there is no such look."""
    return LOOKS[str(look)]


@register.filter
def html_attributes(attributes: Attrs) -> str:
    """What a page gives a component beyond the attributes that it declares, escaped: data-…, hx-…, aria-….

    ``{{ attrs }}`` itself must not be used: django-cotton writes a value that begins and ends with quotation
    marks as it is, so that a record's name could add attributes of its own.
    """
    return flatatt({name: value for name, value in attributes.attrs_dict().items() if value is not None})


@dataclass(frozen=True, slots=True)
class Option:
    """One choice of a ``c-choose``."""

    value: str
    words: str
    is_chosen: bool


@register.filter
def as_options(given: Iterable[Any] | None, chosen: object) -> list[Option]:
    """The options of a ``c-choose``: pairs (value, words), records (their key and name), registered kinds (name and
    label), or words.

    The words of a pair are a label of the program, put into the reader's language; names of records are not.
    """
    wanted = "" if chosen is None else str(getattr(chosen, "pk", chosen))
    found = (_option(one) for one in given or ())
    return [Option(value, words, value == wanted) for value, words in found]


def _option(one: Any) -> tuple[str, str]:
    if isinstance(one, Model):
        return str(one.pk), str(one)
    if isinstance(one, str):
        return one, one
    value, words = (one.name, one.label) if hasattr(one, "label") else one
    return str(value), gettext(str(words)) if words else ""


@register.simple_tag(takes_context=True)
def page_address(context: Context, number: int, name: str = "trang") -> str:
    """The address of another page of the list that is shown, with its filters."""
    wishes = context["request"].GET.copy()
    wishes[name] = str(number)
    return f"?{wishes.urlencode()}"


@register.simple_tag
def lateness(standing: Any, due: date | None = None) -> str:
    """How a piece of work stands, in the one look that the whole product has: icon, words and colour.

    standing: a ``kernel.standing.Standing``, anything with its ``lateness`` and ``days``.
    due: the day or the moment, or None where there is none yet.
    """
    if standing is None:  # nothing is owed any more
        return ""
    number, unit = span(standing) if isinstance(standing, Standing) else (standing.days, "days")
    return _badge(get_language() or "", str(standing.lateness), number, unit, due is not None)


@lru_cache(maxsize=4_000)
def _badge(language: str, lateness: str, number: int, unit: str, has_day: bool) -> str:
    """A list has one in each row, and there are few: by how many days, and in which language."""
    tone, sign, words = _lateness(lateness, number, unit, has_day=has_day)
    return format_html('<span class="nc-badge nc-late {}">{}{}</span>', tone, _icon(sign, 14), words)


SOON_DAYS = 30


def _lateness(lateness: str, number: int, unit: str, *, has_day: bool) -> tuple[str, str, str]:
    """(tone, icon, words)."""
    if lateness == "open_overdue":
        return "bad", "circle-alert", _span_words(lateness, number, unit)
    if lateness == "done_late":
        return "warn", "circle-check", _span_words(lateness, number, unit)
    if lateness == "on_time":
        return "good", "circle-check", gettext("Hoàn thành đúng hạn")
    if not has_day:
        return "", "circle-dashed", gettext("Chưa có thời hạn")
    if unit != "days":
        return "warn", "clock-alert", _span_words(lateness, number, unit)
    if number == 0:
        return "warn", "clock-alert", gettext("Hạn hôm nay")
    return ("info" if number <= SOON_DAYS else ""), "clock", _span_words(lateness, number, unit)


_SPANS = {
    ("open_overdue", "days"): ngettext_lazy("Quá hạn %(days)s ngày", "Quá hạn %(days)s ngày", "days"),
    ("open_overdue", "hours"): ngettext_lazy("Quá hạn %(n)s giờ", "Quá hạn %(n)s giờ", "n"),
    ("open_overdue", "minutes"): ngettext_lazy("Quá hạn %(n)s phút", "Quá hạn %(n)s phút", "n"),
    ("done_late", "days"): ngettext_lazy(
        "Hoàn thành quá hạn %(days)s ngày", "Hoàn thành quá hạn %(days)s ngày", "days"
    ),
    ("done_late", "hours"): ngettext_lazy(
        "Hoàn thành quá hạn %(n)s giờ", "Hoàn thành quá hạn %(n)s giờ", "n"
    ),
    ("done_late", "minutes"): ngettext_lazy(
        "Hoàn thành quá hạn %(n)s phút", "Hoàn thành quá hạn %(n)s phút", "n"
    ),
    ("open", "days"): ngettext_lazy("Còn %(days)s ngày", "Còn %(days)s ngày", "days"),
    ("open", "hours"): ngettext_lazy("Còn %(n)s giờ", "Còn %(n)s giờ", "n"),
    ("open", "minutes"): ngettext_lazy("Còn %(n)s phút", "Còn %(n)s phút", "n"),
}


def _span_words(lateness: str, number: int, unit: str) -> str:
    """How far a limit is away or gone by, in the reader's language."""
    return str(_SPANS[lateness, unit] % {"days": number, "n": number})


@register.simple_tag(takes_context=True)
def head_entries(context: Context) -> list[dict[str, Any]]:
    """The entries of the head that the signed-in account may open: each with its address and what waits there."""
    return _links(navigation.for_account(navigation.entries, context["user"]), context["user"])


@register.simple_tag(takes_context=True)
def head_tools(context: Context) -> list[dict[str, Any]]:
    """The tools in the corner of the head, likewise."""
    return _links(navigation.for_account(navigation.tools, context["user"]), context["user"])


@register.simple_tag(takes_context=True)
def own_links(context: Context) -> list[dict[str, Any]]:
    """What apps put into the account's own menu."""
    return _links(navigation.for_account(navigation.own, context["user"]), context["user"])


@register.simple_tag(takes_context=True)
def section_pages(context: Context, section: str) -> list[dict[str, Any]]:
    """The pages of a section that the signed-in account may open; none for nobody."""
    account = context["user"]
    return _links(navigation.pages_of(section, account), account) if account.is_authenticated else []


@register.simple_tag
def entry_url(key: str) -> str:
    """Where an entry of the head leads, for a page of an app on a floor below it; "" where no app has it."""
    found = next((entry for entry in navigation.entries if entry.key == key), None)
    return _address(found.url, get_urlconf(), get_script_prefix()) if found is not None else ""


@register.simple_tag(takes_context=True)
def page_help(context: Context) -> str:
    """Where the handbook explains the page that is being shown."""
    asked = getattr(context.get("request"), "resolver_match", None)
    return handbook.address(handbook.section_for(asked.view_name if asked else ""))


def _links(entries: Iterable[navigation.Entry], account: Any) -> list[dict[str, Any]]:
    return [
        {
            "key": entry.key,
            "label": entry.label,
            "icon": entry.icon,
            "url": _address(entry.url, get_urlconf(), get_script_prefix()),
            "count": entry.counter(account) if entry.counter else 0,
        }
        for entry in entries
    ]


@cache
def _address(name: str, urlconf: str | None, prefix: str) -> str:
    """The address of a page without arguments, reckoned once: the head of every page asks for a dozen."""
    return reverse(name, urlconf)


@register.simple_tag
def page_parts(signed_in: bool) -> str:
    """What the scripts of every page need ready: the same for everybody, so drawn once for each language."""
    return _page_parts(get_language() or "", bool(signed_in), get_urlconf(), get_script_prefix())


@cache
def _page_parts(language: str, signed_in: bool, urlconf: str | None, prefix: str) -> str:
    return render_to_string("parts/ended.html", {"signed_in": signed_in})


@register.inclusion_tag("parts/file_hint.html")
def file_hint(field: BoundField | None = None) -> dict[str, str]:
    """How large a file may be, below its field: what its own input says (``upload_kinds``)."""
    return {"limit": upload_kinds.in_words(upload_kinds.limit_of(field.field.widget if field else None))}


@register.simple_tag
def file_attributes(kind: str) -> str:
    """The attributes of a file's input where no form draws it; kind: of ``kernel.upload_kinds``."""
    return mark_safe(flatatt(upload_kinds.attributes(kind)))  # noqa: S308 - flatatt escapes


@register.filter
def undo_number(tags: str | None) -> str:
    """The number of the act that a message offers to take back; "" for other messages."""
    return (tags or "").partition(undo_words.TAG)[2].partition(" ")[0]


TONES = {"error": "bad", "warning": "warn", "success": "good"}


@register.filter
def tone(level: str) -> str:
    """The tone of a message's level: what went wrong is bad, what was done is good."""
    return TONES.get(level, "info")


@register.filter
def look_of_tags(tags: list[str] | None) -> str:
    """The look of allauth's buttons by their tags: "danger" is a danger, one without known tags the main one."""
    named = set(tags or ())
    if "danger" in named:
        return LOOKS["danger"]
    return LOOKS["quiet" if named & {"outline", "secondary", "tool", "panel", "cancel"} else "primary"]


@register.simple_tag
def foreign_input(field: BoundField) -> str:
    """The input of a form that is not ours (allauth's), in the house's look, tied to what is wrong with it."""
    widget = field.field.widget
    attributes = {name: value for name, value in widget.attrs.items() if name not in {"class", "placeholder"}}
    attributes |= {"type": widget.input_type, "class": "form-control"}
    if widget.input_type != "password" and field.value():
        attributes["value"] = field.value()
    if field.field.required:
        attributes["required"] = True
    if field.errors:
        attributes |= {
            "class": "form-control is-invalid", "aria-invalid": "true", "aria-describedby": f"{field.auto_id}_error",
        }  # fmt: skip
    return format_html(
        "<input{}>", flatatt({"name": field.html_name, "id": field.id_for_label, **attributes})
    )
