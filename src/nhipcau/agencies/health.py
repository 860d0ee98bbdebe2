"""What an administrator must know of the accounts: those that decide over others and are guarded by a password alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.sessions.models import Session
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from nhipcau.agencies.permissions import KEEP_ACCOUNTS
from nhipcau.agencies.queries import who_may
from nhipcau.agencies.signin import PROXIES_TOLD
from nhipcau.kernel.health import Check, Finding, Level, checks
from nhipcau.kernel.refusal import N_

_NAMED = 5
_SIGN_INS = 30  # of late; what most of them came through stands in front


def connect() -> None:
    checks.register(Check("agencies.second_step", _("Tài khoản quản trị"), second_step, 40))
    checks.register(Check("agencies.proxies", _("Máy chủ proxy"), proxies, 72))


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


def proxies(now: datetime) -> Iterator[Finding]:
    """Whether as many proxies stand in front as the settings say: the addresses in the log are reckoned by it."""
    if not settings.PRODUCTION:
        return
    newest = Session.objects.filter(expire_date__gt=now).order_by("-expire_date")[:_SIGN_INS]
    told = Counter(
        count for one in newest if isinstance(count := one.get_decoded().get(PROXIES_TOLD), int)
    ).most_common(1)
    there, said = told[0][0] if told else settings.PROXIES, settings.PROXIES
    if there < said:
        yield Finding(
            Level.WRONG,
            N_(
                "NHIPCAU_TRUSTED_PROXY là %(said)s nhưng người dùng chỉ qua %(there)s máy chủ proxy: ai cũng tự đặt được địa chỉ"
                " của mình trong nhật ký."
            ),
            {"said": said, "there": there},
            N_("Đặt NHIPCAU_TRUSTED_PROXY=%(there)s rồi khởi động lại dịch vụ."),
        )
    elif there > said:
        yield Finding(
            Level.LOOK,
            N_(
                "NHIPCAU_TRUSTED_PROXY là %(said)s nhưng người dùng qua %(there)s máy chủ proxy: nhật ký ghi địa chỉ của proxy"
                " thay cho của người dùng."
            ),
            {"said": said, "there": there},
            N_(
                "Nếu cả %(there)s máy chủ proxy là của cơ quan thì đặt NHIPCAU_TRUSTED_PROXY=%(there)s rồi khởi động lại dịch vụ."
            ),
        )
    elif told:
        yield Finding(
            Level.FINE, N_("Người dùng qua %(there)s máy chủ proxy, như đã khai báo."), {"there": there}
        )
