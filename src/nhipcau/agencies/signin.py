"""Sign-in by allauth: accounts are given by the administrator, never taken; tries are counted in our own table.

allauth counts in each process by itself and by addresses; ours are counted together, by accounts (``actions.tries``).
"""

from __future__ import annotations

from allauth.account import forms as account_forms
from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.core.internal.httpkit import clean_client_ip
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms as mfa_forms
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _

from nhipcau.agencies.actions import signing_in
from nhipcau.agencies.actions.accounts import own_password_chosen
from nhipcau.agencies.actions.tries import begin, key_of, succeeded, use_code
from nhipcau.agencies.models import Officer
from nhipcau.kernel import troubles
from nhipcau.kernel.refusal import N_, Refused
from nhipcau.kernel.saying import say

DEVICE = "nhipcau_device"
DEVICE_DAYS = 365
PROXIES_TOLD = "nhipcau_proxies"  # of a session: through how many proxies its sign-in came (agencies.health)


def _device(request) -> str:
    """The mark of a machine on which somebody has signed in before: "17.x8…", "" where there is none."""
    return request.get_signed_cookie(DEVICE, default="", salt=DEVICE, max_age=DEVICE_DAYS * 86_400)


def _told(request) -> list[str]:
    """The addresses that proxies have told, the visitor's own words first; none where no proxy told any."""
    given = request.headers.get("X-Forwarded-For")
    return [one.strip() for one in given.split(",")] if given is not None else []


def _is_own(device: str, user: Officer) -> bool:
    return device.partition(".")[0] == str(user.pk)


def begin_try(key: str) -> None:
    """Write a try down; ValidationError in words where the account has to wait."""
    try:
        begin(key=key, now=timezone.now())
    except Refused as wait:
        raise ValidationError(say(wait)) from wait


class _CountedCode:
    """Codes of the second step are counted like passwords, in the same table, and each is good once for all processes."""

    def clean_code(self):
        key = key_of(self.user.username, step="code")
        begin_try(key)
        code = super().clean_code()
        if not use_code(officer=self.user, code=code, now=timezone.now()):
            self._emit_authentication_failed(self.authenticator)
            raise get_adapter().validation_error("incorrect_code")
        succeeded(key=key, now=timezone.now())
        return code


class CodeForm(_CountedCode, mfa_forms.AuthenticateForm):
    """The code at sign-in."""


class CodeAgainForm(_CountedCode, mfa_forms.ReauthenticateForm):
    """The code before something that needs it anew."""


class ChangePasswordForm(account_forms.ChangePasswordForm):
    """A machine left open is no place to guess its owner's password: what is tried here is counted, too."""

    def clean_oldpassword(self):
        key = key_of(self.user.username, step="own")
        begin_try(key)
        right = super().clean_oldpassword()
        succeeded(key=key, now=timezone.now())
        return right


UNKNOWN = N_(
    "Đăng nhập một lần đã xong, nhưng hệ thống chưa có tài khoản mang địa chỉ thư này. "
    "Hãy nhờ quản trị viên tạo tài khoản với đúng địa chỉ thư điện tử công vụ của bạn."
)


class ClosedSignup(DefaultAccountAdapter):
    """No self-made accounts."""

    def is_open_for_signup(self, request) -> bool:
        return False

    def pre_authenticate(self, request, **credentials) -> None:
        login = credentials.get("username") or credentials.get("email") or ""
        begin_try(key_of(login, device=_device(request)))

    def authenticate(self, request, **credentials):
        user = super().authenticate(request, **credentials)
        if user is not None:
            login = credentials.get("username") or credentials.get("email") or ""
            succeeded(key=key_of(login, device=_device(request)), now=timezone.now())
        return user

    def post_login(self, request, user, **more):
        response = super().post_login(request, user, **more)
        if not _is_own(_device(request), user):
            response.set_signed_cookie(
                DEVICE, f"{user.pk}.{get_random_string(22)}", salt=DEVICE, max_age=DEVICE_DAYS * 86_400,
                httponly=True, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE,
            )  # fmt: skip
        return response

    def get_client_ip(self, request) -> str:
        """The address by as many proxies as are trusted; the nearest one's own where it told too few."""
        # Entries are counted as they stand, empty ones too: none of a visitor's own moves into the place of a proxy's.
        told = _told(request)
        trusted = settings.ALLAUTH_TRUSTED_PROXY_COUNT
        by_proxy = told[-trusted] if 0 < trusted <= len(told) else ""
        address = by_proxy or request.META.get("REMOTE_ADDR", "")
        if address.startswith("[") and address.endswith("]"):  # an IPv6 address as addresses of pages have it
            address = address[1:-1]
        return clean_client_ip(address) or "0.0.0.0"  # noqa: S104 - a name for nobody, nothing listens there

    def login(self, request, user) -> None:
        super().login(request, user)
        request.signed_in_as = user
        request.session[PROXIES_TOLD] = len(_told(request))
        signing_in.signed_in(officer=user, request=request)

    def logout(self, request) -> None:
        officer = request.user if request.user.is_authenticated else None
        super().logout(request)
        request.signed_out = True
        if officer is not None:
            signing_in.signed_out(officer=officer, request=request)

    def authentication_failed(self, request, **credentials) -> None:
        super().authentication_failed(request, **credentials)
        name = credentials.get("username") or credentials.get("email") or credentials.get("login") or ""
        signing_in.sign_in_failed(name=str(name), request=request)

    def set_password(self, user, password) -> None:
        own_password_chosen(officer=user, password=password)


class KnownOfficersOnly(DefaultSocialAccountAdapter):
    """Single sign-on opens an existing account with the same e-mail; it never makes one."""

    def is_open_for_signup(self, request, sociallogin) -> bool:
        return False

    def pre_social_login(self, request, sociallogin) -> None:
        if sociallogin.is_existing:
            return
        email = (sociallogin.user.email or "").strip()
        verified = any(address.verified for address in sociallogin.email_addresses)
        officer = (
            Officer.objects.filter(email__iexact=email, is_active=True).first()
            if email and verified
            else None
        )
        if officer is None:
            raise ImmediateHttpResponse(troubles.answer(request, troubles.TROUBLES[403], text=_(UNKNOWN)))
        sociallogin.connect(request, officer)
