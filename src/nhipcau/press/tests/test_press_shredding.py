"""Copies of pages that could not be read go on their day; a file that is somebody's evidence stays."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from nhipcau.kernel import files, retention
from nhipcau.kernel.models import StoredFile
from nhipcau.plans.actions import work
from nhipcau.press.models import FoundPage, Outlet, Source

pytestmark = pytest.mark.django_db


def test_copies_of_pages_go_after_their_days_and_what_is_used_elsewhere_stays(duty, officer):
    outlet = Outlet.objects.create(name="Báo Thử")
    source = Source.objects.create(outlet=outlet, address="https://bao.example.org/")
    shared = ContentFile(b"trang nao do", name="a.txt")
    kept = work.add_evidence(duty=duty, title="", upload=shared, by=officer).file
    alone = files.store(ContentFile(b"<html>"), name="b.html", by=None)
    old = timezone.now() - timedelta(days=91)
    for number, (file, at) in enumerate(((kept, old), (alone, old), (alone, timezone.now()))):
        FoundPage.objects.create(
            source=source, key=f"k{number}", address="https://bao.example.org/1", found_at=at, file=file
        )
    assert retention.shred_all(timezone.now())["press.FoundPage"] == 2
    assert FoundPage.objects.filter(file=None).count() == 2
    assert set(StoredFile.objects.filter(pk__in=[kept.pk, alone.pk])) == {
        kept,
        alone,
    }  # one is still looked at
    FoundPage.objects.update(found_at=old)
    retention.shred_all(timezone.now())
    assert (
        not StoredFile.objects.filter(pk=alone.pk).exists() and StoredFile.objects.filter(pk=kept.pk).exists()
    )
    assert "press.FoundPage" not in retention.shred_all(timezone.now())
