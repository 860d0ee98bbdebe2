"""What the press desk puts on an officer's home: how much of the last days nobody has looked at."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import ngettext

from nhipcau.kernel import navigation
from nhipcau.kernel.navigation import Asked, Need, Waiting
from nhipcau.kernel.shapes import number_of, shape
from nhipcau.press.models import Article, moments_of
from nhipcau.press.permissions import TRIAGE
from nhipcau.press.rules import ArticleState

DAYS = 7


def connect() -> None:
    """Register it, once when the app starts."""
    navigation.morning.register(Waiting("press", TRIAGE, unseen, order=20))


def unseen(asked: Asked) -> list[Need]:
    """Articles of the last week that wait to be chosen or left, as the desk counts them: originals, not their copies."""
    begin, end = moments_of(asked.today - timedelta(days=DAYS - 1), asked.today)
    count = sum(_unseen(begin=begin, end=end))
    words = ngettext("tin chưa xem trong 7 ngày", "tin chưa xem trong 7 ngày", count)
    return [Need(count, words, reverse("press:desk") + "?khoang=tuan&xem=chua-xem", urgent=count > 0)]


@shape
def _unseen(begin: datetime, end: datetime) -> QuerySet[Any, int]:
    rows = Article.objects.on_desk().filter(at__gte=begin, at__lt=end)
    return number_of(rows.filter(state=ArticleState.NEW).exclude(copy_of__in=rows.values("pk")))
