"""Who may do what: routes name what they demand, records are loaded and authorised in one call."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from nhipcau.agencies.models import Agency, Officer
from nhipcau.agencies.rules import Permission

View = Callable[..., HttpResponseBase]


def demands(permission: Permission) -> Callable[[View], View]:
    """Refuse a route to accounts without the permission; a visitor is asked to sign in first.

    Whoever came in with a password that an administrator gave chooses an own one before anything else.
    """

    def wrap(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            if not request.user.may(permission):
                raise PermissionDenied(refusal(request.user, permission))
            if request.user.password_is_temporary:
                return redirect("account_change_password")
            return view(request, *args, **kwargs)

        guarded.demands = permission  # type: ignore[attr-defined]
        return guarded

    return wrap


def public(view: View) -> View:
    """Mark a route that needs no account (set-up, calendar feeds with their own key)."""
    view.demands = None  # type: ignore[attr-defined]
    return view


def refusal(officer: Officer, permission: Permission) -> str:
    """Why, and what next, for the page that says no."""
    if not officer.may(Permission.SIGNED_IN):
        return _(
            "Tài khoản của bạn chưa được phân vai. Hãy nhờ quản trị viên phân vai và cơ quan cho tài khoản."
        )
    return _(
        "Vai trò của bạn không dùng được trang này. Nếu cần, hãy nhờ cơ quan điều phối hoặc quản trị viên."
    )


def may_act_for(officer: Officer, agency: Agency) -> bool:
    """Whether an officer may write on behalf of an agency: the own one, or any for a coordinator."""
    return officer.may(Permission.RUN) or (officer.may(Permission.REPORT) and officer.agency_id == agency.pk)


def get_agency_for(officer: Officer, code: str) -> Agency:
    """An agency to act for; 404 when there is none, PermissionDenied when it is another's."""
    agency = get_object_or_404(Agency, code=code)
    if not may_act_for(officer, agency):
        raise PermissionDenied(_("Bạn chỉ làm việc được trên phần của cơ quan mình."))
    return agency
