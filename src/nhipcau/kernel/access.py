"""Doors of the pages that the kernel itself serves.

The kernel stands below the app that knows roles, so it asks the account by the permission's name
(``agencies.rules.Permission``) and knows nothing more about it.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _

View = Callable[..., HttpResponseBase]

SIGNED_IN = "signed_in"
ADMINISTER = "administer"


def demands(permission: str) -> Callable[[View], View]:
    """Refuse a route to accounts without the permission; a visitor is asked to sign in first.

    Whoever came in with a password that an administrator gave chooses an own one before anything else.
    """

    def wrap(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            if not request.user.may(permission):  # type: ignore[arg-type]
                raise PermissionDenied(
                    _(
                        "Tài khoản của bạn không mở được trang này. Hãy nhờ quản trị viên phân vai cho tài khoản."
                    )
                )
            if getattr(request.user, "password_is_temporary", False):
                return redirect("account_change_password")
            return view(request, *args, **kwargs)

        guarded.demands = permission  # type: ignore[attr-defined]
        return guarded

    return wrap


def public(view: View) -> View:
    """Mark a route that needs no account."""
    view.demands = None  # type: ignore[attr-defined]
    return view
