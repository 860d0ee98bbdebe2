"""Sign-in by allauth: accounts are given by the administrator, never taken."""

from __future__ import annotations

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.shortcuts import render

from nhipcau.agencies.actions.accounts import own_password_chosen
from nhipcau.agencies.models import Officer


class ClosedSignup(DefaultAccountAdapter):
    """No self-made accounts."""

    def is_open_for_signup(self, request) -> bool:
        return False

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
            raise ImmediateHttpResponse(render(request, "error/403.html", status=403))
        sociallogin.connect(request, officer)
