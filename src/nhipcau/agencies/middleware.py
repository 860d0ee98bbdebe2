"""The first visit of a real installation leads to its set-up page."""

from __future__ import annotations

from django.shortcuts import redirect
from django.urls import reverse

from nhipcau.kernel.models import Installation


class FirstVisit:
    """Until the installation has its province and administrator, every page is the set-up page."""

    def __init__(self, get_response):
        self.get_response = get_response
        self.done = False

    def __call__(self, request):
        if not self.done:
            self.done = Installation.objects.exists()
            open_paths = (
                reverse("agencies:setup"),
                reverse("kernel:health"),
                reverse("set_language"),
                "/static/",
            )
            if not self.done and not request.path.startswith(open_paths):
                return redirect("agencies:setup")
        return self.get_response(request)
