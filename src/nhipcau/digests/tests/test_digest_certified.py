"""A digest signed by one click with the signer's own certificate in its PDF."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from tests.certificates import WORD, Authority
from tests.laid import laid

from nhipcau.digests.actions import signing
from nhipcau.digests.tests.conftest import at
from nhipcau.engines.pdfsign.model import Integrity
from nhipcau.kernel.models import LogEntry
from nhipcau.kernel.refusal import Refused
from nhipcau.office.certificates import actions as certificates
from nhipcau.office.certificates.signing import Unlocked
from nhipcau.office.signing import certified
from nhipcau.office.signing.models import Issue, PaperSignature, Place, Step, Version

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def authority() -> Authority:
    return Authority("CA Chính phủ thử")


@pytest.fixture
@laid
def own(authority, coordinator) -> Unlocked:
    content = ContentFile(authority.key_file(str(coordinator)), name="a.p12")
    key = certificates.add_key(
        content=content, passphrase=WORD, by=coordinator, now=datetime.now(UTC), officer=coordinator
    )
    return Unlocked(key, WORD)


@pytest.fixture
def done(draft):
    """Nothing is left unfinished in it."""
    for item in draft.items.all():
        item.proposal = item.proposal or "Đề nghị Sở chuyên ngành kiểm tra."
        item.save()
    return draft


def test_the_pdf_carries_the_signers_certificate_with_number_and_day(done, coordinator, own):
    digest = signing.sign(digest=done, now=at(6, 40), by=coordinator, own=own)
    version = Version.objects.with_deeds().get(pk=digest.version.pk)
    (found,) = certified.signatures_of(version)
    assert (found.name, found.integrity) == (str(coordinator), Integrity.INTACT)
    kept = PaperSignature.objects.get()
    assert (kept.place, kept.key, kept.pdf_sha256) == (Place.SIGNER, own.key, digest.issue.pdf_sha256)
    assert LogEntry.objects.filter(action="office.paper_signed").count() == 1


@pytest.mark.parametrize("passphrase", ["", "sai"])
def test_a_wrong_passphrase_signs_nothing(done, coordinator, own, passphrase):
    with pytest.raises(Refused, match="ật khẩu của tệp chứng thư số"):
        signing.sign(digest=done, now=at(6, 40), by=coordinator, own=Unlocked(own.key, passphrase))
    assert not Step.objects.exists() and not Issue.objects.exists() and not PaperSignature.objects.exists()


def test_nobody_signs_with_anothers_certificate(done, coordinator, leader, authority):
    content = ContentFile(authority.key_file(str(leader)), name="b.p12")
    others = certificates.add_key(
        content=content, passphrase=WORD, by=leader, now=datetime.now(UTC), officer=leader
    )
    with pytest.raises(Refused):
        signing.sign(digest=done, now=at(6, 40), by=coordinator, own=Unlocked(others, WORD))
    assert not Issue.objects.exists() and not Step.objects.exists()


def test_a_signature_that_was_cut_off_is_gone_on_with_by_the_certificate(done, coordinator, own, monkeypatch):
    with monkeypatch.context() as broken:
        broken.setattr(certified, "issued_pdf", lambda *args, **more: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            signing.sign(digest=done, now=at(6, 40), by=coordinator, own=own)
    assert Step.objects.count() == 1 and not Issue.objects.exists()
    digest = signing.sign(digest=done, now=at(6, 50), by=coordinator, own=own)
    assert digest.is_signed and PaperSignature.objects.count() == 1


def test_the_form_offers_the_own_certificate_and_signs_with_it(client_of, done, coordinator, own):
    client, page = client_of(coordinator), reverse("digests:sign", args=[done.pk])
    shown = client.get(page).content.decode()
    assert "Mật khẩu của tệp chứng thư số" in shown and "Không ký số" in shown
    seen = re.search(r'name="seen" value="([0-9a-f]{64})"', shown)
    sent = {"seen": seen[1], "sure": "on", "key": str(own.key.pk)}
    refused = client.post(page, sent | {"passphrase": "sai"}, follow=True)
    assert "Mật khẩu của tệp chứng thư số không đúng" in refused.content.decode()
    assert client.post(page, sent | {"passphrase": WORD}).status_code == 302
    assert PaperSignature.objects.get().key == own.key


def test_without_a_certificate_nothing_is_asked(client_of, done, coordinator):
    page = client_of(coordinator).get(reverse("digests:sign", args=[done.pk])).content.decode()
    assert "Mật khẩu" not in page
