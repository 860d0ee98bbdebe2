"""``nhipcau setup_link``: the link that opens the set-up page of an empty system."""

from __future__ import annotations

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse
from django.utils import timezone

from nhipcau.agencies.actions.installing import GOOD_FOR, entrance
from nhipcau.kernel.refusal import Refused
from nhipcau.kernel.saying import say


class Command(BaseCommand):
    help = f"In liên kết thiết lập hệ thống mới, dùng một lần trong {GOOD_FOR.days} ngày."

    def handle(self, *args, **options) -> None:
        try:
            token = entrance(now=timezone.now())
        except Refused as refused:
            raise CommandError(say(refused)) from None
        self.stdout.write(settings.BASE_URL + reverse("agencies:setup_behind", args=[token]))
