"""What the press desk puts on an officer's home: how much of the last days nobody has looked at."""

from __future__ import annotations

from datetime import timedelta

from django.urls import reverse
from django.utils.translation import ngettext

from nhipcau.kernel import navigation
from nhipcau.kernel.navigation import Asked, Need, Waiting
from nhipcau.press.models import Article
from nhipcau.press.permissions import TRIAGE
from nhipcau.press.rules import ArticleState

DAYS = 7


def connect() -> None:
    """Register it, once when the app starts."""
    navigation.morning.register(Waiting("press", TRIAGE, unseen, order=20))


def unseen(asked: Asked) -> list[Need]:
    """Articles of the last week that wait to be chosen or left, as the desk counts them: originals, not their copies."""
    rows = Article.objects.on_desk().of_days(asked.today - timedelta(days=DAYS - 1), asked.today)
    new = rows.filter(state=ArticleState.NEW)
    count = new.exclude(copy_of__in=rows.values("pk")).count()
    words = ngettext("tin chưa xem trong 7 ngày", "tin chưa xem trong 7 ngày", count)
    return [Need(count, words, reverse("press:desk") + "?khoang=tuan&xem=chua-xem", urgent=count > 0)]
