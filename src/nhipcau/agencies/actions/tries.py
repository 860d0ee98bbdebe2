"""Tries to sign in: each is written down before the password is looked at, by whatever process; a success wipes them.

An address is never held back: an office of a hundred people sits behind one.  An account is, for a time that grows, and
only on the side from which the tries come: a machine on which its owner has signed in before has a side of its own.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils.crypto import salted_hmac

from nhipcau.agencies import rules
from nhipcau.agencies.models import Officer, SignInTries
from nhipcau.kernel.refusal import N_, Refused

CODE_GOOD_FOR = timedelta(seconds=90)
"""Longer than a code of the second step lives (30 s), with the clocks of an office's machines apart."""

TOO_MANY = N_(
    "Nhập sai nhiều lần cho tài khoản này nên phải đợi. Hãy thử lại sau %(wait)s giây; quên mật khẩu thì nhờ quản trị "
    "viên cấp liên kết đặt lại."
)


def key_of(login: str, *, device: str = "", step: str = "password") -> str:
    """Under what a try is counted: the account that a name or an e-mail means, or the words where it means none.

    device: the mark of a machine on which somebody has signed in before ("17.x8…"); it counts for that account alone,
    or whoever has an account could open side after side for somebody else's.  step: "password", "code", or "own": the
    password asked again of somebody who is in.
    """
    name = login.strip().casefold()
    known = Officer.objects.filter(Q(username__iexact=name) | Q(email__iexact=name)).order_by("pk").first()
    whom = f"officer {known.pk}" if known is not None else f"login {name[:300]}"
    if known is None or device.partition(".")[0] != str(known.pk):
        device = ""
    return salted_hmac("nhipcau.tries", f"{step}\n{whom}\n{device}", algorithm="sha256").hexdigest()


@transaction.atomic
def begin(*, key: str, now: datetime) -> None:
    """Write a try down.  Raises Refused, with how long to wait, where too many went before it."""
    # Locked at once: between two steps somebody else's success could sweep an old row away.
    held, _is_new = SignInTries.objects.select_for_update().get_or_create(key=key, defaults={"last_at": now})
    if held.until is not None and now < held.until <= now + rules.LONGEST_WAIT:
        raise Refused(TOO_MANY, wait=int((held.until - now).total_seconds()) + 1)
    if now - held.last_at > rules.FORGOTTEN_AFTER:
        held.count = 0
    held.count += 1
    held.last_at = now
    wait = rules.wait_after(held.count)
    held.until = now + wait if wait else None
    held.save()


@transaction.atomic
def succeeded(*, key: str, now: datetime) -> None:
    """Wipe an account's tries, and all that nobody will ask about again."""
    SignInTries.objects.filter(Q(key=key) | Q(last_at__lt=now - rules.FORGOTTEN_AFTER)).delete()


@transaction.atomic
def use_code(*, officer: Officer, code: str, now: datetime) -> bool:
    """Whether a right code of the second step is used for the first time; it is used up now.

    The library remembers in each process by itself what was used, so whoever looked over a shoulder had one more
    entry with every other process.
    """
    letters = "".join(filter(str.isalnum, code)).lower()  # "123 456" and "123-456" are one code
    told = f"used\n{officer.pk}\n{letters}"
    spent = salted_hmac("nhipcau.tries", told, algorithm="sha256").hexdigest()
    kept, is_new = SignInTries.objects.select_for_update().get_or_create(key=spent, defaults={"last_at": now})
    if not is_new and now - kept.last_at < CODE_GOOD_FOR:
        return False
    kept.last_at = now
    kept.save()
    return True
