"""What signed daily digests give to the weekly sheet: the press of the week by tone, each story once."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from nhipcau.digests.models import Digest, DigestItem
from nhipcau.digests.rules import DigestKind
from nhipcau.office.weekly.parts import Counted, Line, WeekAsked
from nhipcau.press.rules import TONE_LABELS, Tone

_LOOK = {Tone.POSITIVE: "good", Tone.NEUTRAL: "", Tone.NEGATIVE: "bad"}


def press(asked: WeekAsked) -> list[Counted]:
    """Stories by tone as the last digest that has each tells it; one query."""
    digests = Digest.objects.last_words().filter(
        kind=DigestKind.DAY, last_day__gte=asked.first, last_day__lte=asked.last
    )
    items = DigestItem.objects.standing().filter(digest__in=digests).select_related("digest").defer("pages")
    last: dict[str, DigestItem] = {}
    for item in items.order_by("digest__last_day", "position"):
        last[item.key] = item
    return [
        Counted(
            tone.value,
            TONE_LABELS[tone],
            tuple(_line(item) for item in last.values() if item.tone == tone),
            tone=_LOOK[tone],
            brief=tone != Tone.NEGATIVE,
        )
        for tone in (Tone.NEGATIVE, Tone.POSITIVE, Tone.NEUTRAL)
    ]


def _line(item: DigestItem) -> Line:
    url = reverse("digests:digest", args=[item.digest_id]) + f"#muc-{item.pk}"
    outlets = ngettext("%(n)d cơ quan báo chí", "%(n)d cơ quan báo chí", item.outlets) % {"n": item.outlets}
    note = f"{outlets}; {item.digest.last_day:%d/%m}"
    if item.doubt:
        note += "; " + gettext("có thể chưa chính xác")
    return Line(item.title, url, note)
