"""Permissions and the one guard of every address.

Each app declares its permissions in its ``permissions.py``; roles, which stand above the kernel, gather
them.  The guard asks the account by the permission's name and knows nothing more about roles.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from nhipcau.kernel.joints import Joint
from nhipcau.kernel.refusal import N_

View = Callable[..., HttpResponseBase]


class Permission(str):
    """What a route or a record may demand: its name ("plans.run") is the string itself.

    sentence: what it allows, for the administrator, as a sentence of the catalogue.
    of_agency: it is held for one agency, so whoever asks says for which.
    """

    sentence: str
    of_agency: bool

    def __new__(cls, name: str, sentence: str, *, of_agency: bool = False) -> Permission:
        made = super().__new__(cls, name)
        made.sentence = sentence
        made.of_agency = of_agency
        return made

    @property
    def name(self) -> str:
        return str(self)

    @property
    def app(self) -> str:
        """The app that declares it: the part before the dot."""
        return self.partition(".")[0]


_declared: Joint[Permission] = Joint("permission", key=str)

# What every role carries; a person without a role that stands today has not even this.
SIGNED_IN = Permission("signed_in", N_("Đăng nhập và xem những gì ai có vai trò cũng được xem."))


def declare(name: str, sentence: str, *, of_agency: bool = False) -> Permission:
    """Make a permission known: "app.verb", and what it allows in a sentence for the administrator.

    of_agency: it is held for an agency ("signs for the agency"), not for the house as a whole.
    Declaring the name again with another sentence is ImproperlyConfigured.
    """
    made = _declared.register(Permission(name, sentence, of_agency=of_agency))
    if made.sentence != sentence or made.of_agency != of_agency:
        raise ImproperlyConfigured(f"the permission {name} is declared twice")
    return made


def declared() -> list[Permission]:
    """Every permission of every app, by name."""
    return list(_declared.all())


def permission_named(name: str) -> Permission:
    """A declared permission by its name.  Raises KeyError for a name that no app declared."""
    return _declared.get(name)


def demands(permission: str) -> Callable[[View], View]:
    """Refuse a route to accounts without the permission; a visitor is asked to sign in first.

    Whoever came in with a password that an administrator gave chooses an own one before anything else.
    """

    def wrap(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not request.user.is_authenticated:
                # Imported late: it asks for the account's model, which itself stands on permissions.
                from nhipcau.kernel.signing_in import ask_to_sign_in

                return ask_to_sign_in(request)
            # The account itself from here on: behind Django's lazy stand-in each word of it costs a detour.
            request.user = getattr(request.user, "_wrapped", request.user)
            if not request.user.may(permission):
                raise PermissionDenied(why_not(request.user))
            if getattr(request.user, "password_is_temporary", False):
                return redirect("account_change_password")
            return view(request, *args, **kwargs)

        guarded.demands = permission  # type: ignore[attr-defined]
        return guarded

    return wrap


def public(view: View) -> View:
    """Mark a route that needs no account (set-up, calendar feeds with their own key)."""
    view.demands = None  # type: ignore[attr-defined]
    return view


def demand(account: Any, permission: str, agency: Any = None) -> None:
    """PermissionDenied, in words, unless an account holds a permission (for an agency, where it is of one)."""
    if not (account.may(permission) if agency is None else account.may(permission, agency)):
        raise PermissionDenied(why_not(account))


def must(allowed: bool, sentence: str, **details: object) -> None:
    """PermissionDenied unless allowed.

    sentence: of the catalogue (N_), with %(name)s places for ``details``: who may, or whom to ask.
    """
    if not allowed:
        raise PermissionDenied(_(sentence) % details if details else _(sentence))


def why_not(account: Any) -> str:
    """Why, and what next, for the page that says no."""
    if not account.may(SIGNED_IN):
        return _(
            "Tài khoản của bạn chưa được phân vai trò. Hãy nhờ quản trị viên phân vai trò và cơ quan cho tài khoản."
        )
    return _(
        "Vai trò của bạn không dùng được trang này. Nếu cần, hãy nhờ cơ quan điều phối hoặc quản trị viên."
    )
