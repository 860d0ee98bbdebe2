"""A signed digest is locked in the database too; a draft is not."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.utils import timezone

from nhipcau.digests.actions import editing
from nhipcau.digests.content import content_of
from nhipcau.digests.models import Digest, DigestItem
from nhipcau.kernel.days import written
from nhipcau.kernel.refusal import Refused
from nhipcau.kernel.saying import say
from nhipcau.press.models import Article, Story

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("wish", [
    lambda digest: Digest.objects.filter(pk=digest.pk).update(note="Khác"),
    lambda digest: Digest.objects.filter(pk=digest.pk).update(correction_reason="Khác"),
    lambda digest: DigestItem.objects.filter(digest=digest).update(title="Khác"),
    lambda digest: DigestItem.objects.filter(digest=digest)[0].delete(),
    lambda digest: DigestItem.objects.create(digest=digest, key="them", title="Thêm"),
    lambda digest: digest.items.first().delete(),
    lambda digest: digest.delete(),
])  # fmt: skip
def test_the_database_refuses_to_change_a_signed_digest(signed, wish):
    before = content_of(Digest.objects.get(pk=signed.pk))
    with pytest.raises((IntegrityError, ProtectedError)), transaction.atomic():
        wish(signed)
    assert content_of(Digest.objects.get(pk=signed.pk)) == before


def test_the_refusal_says_who_signed_it_and_when(signed, coordinator):
    with pytest.raises(Refused) as lock:
        editing.discard(digest=signed, by=coordinator)
    since = f"({signed.signer_name}, ngày {written(timezone.localdate(signed.signed_at))})"
    assert say(lock.value).startswith(f"Bản tin đã ký {since} nên không sửa được.")


def test_a_draft_is_still_changed_and_discarded(draft, coordinator):
    Digest.objects.filter(pk=draft.pk).update(note="Khác")
    editing.discard(digest=draft, by=coordinator)
    assert not Digest.objects.exists()


def test_a_story_that_goes_leaves_the_signed_item(signed):
    item = signed.items.first()
    Article.objects.filter(story=item.story).delete()
    Story.objects.filter(pk=item.story_id).delete()
    item.refresh_from_db()
    assert item.story is None
