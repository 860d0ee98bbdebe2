"""What agencies put on the desk: focal officers who are missing, accounts without a role."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import ngettext

from nhipcau.agencies.actions.focal import missing_words
from nhipcau.agencies.models import Officer
from nhipcau.agencies.open_work import number_left_behind
from nhipcau.agencies.permissions import KEEP_ACCOUNTS, KEEP_AGENCIES, KEEP_OWN, SEE_CONTACTS
from nhipcau.agencies.queries import focal, who_may
from nhipcau.kernel import navigation
from nhipcau.kernel.access import SIGNED_IN
from nhipcau.kernel.navigation import Asked, Card, Need, Waiting


def connect() -> None:
    """Register it all, once when the app starts."""
    navigation.waiting.register(Waiting("agencies.focal", KEEP_AGENCIES, without_focal, order=20))
    navigation.waiting.register(Waiting("agencies.left", KEEP_AGENCIES, left_work, order=15))
    navigation.waiting.register(Waiting("agencies.accounts", KEEP_ACCOUNTS, without_role, order=30))
    navigation.cards.register(
        Card(
            "agencies.lacking", "agencies/desk/lacking.html", KEEP_OWN, lacking, order=10, place="wide",
            unless=SEE_CONTACTS,
        )
    )  # fmt: skip


def without_focal(asked: Asked) -> Iterable[Need]:
    """Agencies that were asked for focal officers and still miss one."""
    count = focal.gaps(on=asked.today)
    said = ngettext(
        "%(n)s cơ quan chưa cử đủ cán bộ đầu mối", "%(n)s cơ quan chưa cử đủ cán bộ đầu mối", count
    )
    yield Need(count, said % {"n": count}, reverse("agencies:focal_officers"))


def left_work(asked: Asked) -> Iterable[Need]:
    """Agencies that are no more whose work nobody took over."""
    count = number_left_behind(asked.today)
    said = ngettext(
        "%(n)s cơ quan không còn hoạt động có việc chưa nơi nào nhận",
        "%(n)s cơ quan không còn hoạt động có việc chưa nơi nào nhận",
        count,
    )
    yield Need(count, said % {"n": count}, reverse("agencies:agencies") + "?xem=het&loc=con-viec")


def without_role(asked: Asked) -> Iterable[Need]:
    """Accounts that nobody gave a role."""
    able = who_may(SIGNED_IN).values("pk")
    count = Officer.objects.filter(is_active=True).exclude(pk__in=able).count()
    said = ngettext("%(n)s tài khoản chưa phân vai trò", "%(n)s tài khoản chưa phân vai trò", count)
    yield Need(count, said % {"n": count}, reverse("agencies:officers"))


def lacking(asked: Asked) -> dict[str, Any] | None:
    """The account's own agencies that miss a focal officer, and which."""
    own = asked.once("agencies.own", asked.account.own_agencies)
    found = focal.lacking(own, on=asked.today) if own else []
    told = [{"agency": agency, "words": str(missing_words(agency, asked.today))} for agency in found]
    return {"lacking": told} if told else None
