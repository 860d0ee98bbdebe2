"""The product's own addresses, and a page that shows every component; for tests, never in the product."""

from __future__ import annotations

from types import SimpleNamespace

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import include, path
from django.utils import timezone

from nhipcau.kernel.access import public
from nhipcau.kernel.forms import Form, PickMany

HOSTILE = '"><script>alert(1)</script>" onmouseover="alert(2)"'


class Wishes(Form):
    """A field of each look, wrong on purpose."""

    title = forms.CharField(label="Tên tài liệu", help_text="Như ghi trên văn bản.")
    note = forms.CharField(label="Ghi chú", required=False, widget=forms.Textarea)
    sure = forms.BooleanField(label="Đã đối chiếu bản giấy")
    agencies = forms.MultipleChoiceField(
        label="Cơ quan được lấy ý kiến",
        choices=[
            ("Sở, ban, ngành", [("1", "Sở Công Thương"), ("2", "Sở Y tế")]),
            ("UBND xã", [("3", HOSTILE)]),
        ],
        widget=PickMany,
    )


def shown(name: str = "Nguyễn Thu Điều") -> dict:
    """What the gallery shows; ``name`` stands wherever a record's own words would."""
    today = timezone.localdate()
    standings = [
        SimpleNamespace(of=SimpleNamespace(lateness=lateness, days=days), at=today)
        for lateness, days in (
            ("open_overdue", 80),
            ("done_late", 3),
            ("on_time", 0),
            ("open", 0),
            ("open", 12),
        )
    ]
    standings.append(SimpleNamespace(of=SimpleNamespace(lateness="open", days=0), at=None))
    entry = SimpleNamespace(
        at=timezone.now(),
        actor_name=name,
        action="agency.edited",
        label=name,
        record_kind="agencies.agency",
        changes=[("name", "", name), ("valid_from", None, "2026-07-01")],
    )
    form = Wishes({})
    form.is_valid()
    return {
        "view": "bang",
        "standings": standings,
        "roles": [("1", "Chủ trì"), ("2", HOSTILE)],
        "page": Paginator(range(90), 30).get_page(2),
        "name": name,
        "entries": [entry],
        "none": [],
        "form": form,
    }


@public
def gallery(request: HttpRequest) -> HttpResponse:
    """Every component with sample data."""
    return render(request, "gallery/gallery.html", shown())


urlpatterns = [path("thanh-phan/", gallery), path("", include("nhipcau.config.urls"))]
