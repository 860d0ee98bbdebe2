"""What an administrator must know of the accounts: those that decide over others and are guarded by a password alone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from allauth.mfa.models import Authenticator
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from nhipcau.agencies.permissions import KEEP_ACCOUNTS
from nhipcau.agencies.queries import who_may
from nhipcau.kernel.health import Check, Finding, Level, checks
from nhipcau.kernel.refusal import N_

_NAMED = 5


def connect() -> None:
    checks.register(Check("agencies.second_step", _("Tài khoản quản trị"), second_step, 40))


def second_step(now: datetime) -> Iterator[Finding]:
    """Accounts that keep accounts, without a second step at sign-in."""
    steps = Authenticator.objects.exclude(type=Authenticator.Type.RECOVERY_CODES).values("user")
    able = who_may(KEEP_ACCOUNTS)
    bare = list(able.exclude(pk__in=steps).in_order())
    if bare:
        named = ", ".join(str(officer) for officer in bare[:_NAMED])
        yield Finding(
            Level.LOOK,
            N_("%(count)s tài khoản quản trị chưa bật xác thực hai lớp: %(named)s."),
            {"count": len(bare), "named": named + ("…" if len(bare) > _NAMED else "")},
            N_(
                "Mỗi người tự bật ở Tài khoản → Xác thực hai lớp; ai không còn làm quản trị thì thôi vai trò."
            ),
            reverse("agencies:officers"),
        )
    else:
        yield Finding(
            Level.FINE,
            N_("Cả %(count)s tài khoản quản trị đều có xác thực hai lớp."),
            {"count": able.count()},
        )
