"""State secrets stay out, locked files are refused, and what nobody can look into needs somebody who vouches for it."""

from __future__ import annotations

import io
import zipfile

import pytest
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction

from nhipcau.kernel import files, reading, stamps
from nhipcau.kernel.models import StoredFile
from nhipcau.kernel.refusal import Refused

FILM = b"\0\0\0\x18ftypmp42" + bytes(range(256)) * 40


def packed(**members: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for name, content in members.items():
            made.writestr(name.replace("__", "."), content)
    return out.getvalue()


def test_a_stamp_in_an_archive_is_refused_whatever_is_declared():
    secret = ContentFile(packed(a__txt="Độ mật: Tối mật".encode()), name="a.zip")
    for is_declared in (False, True):
        with pytest.raises(Refused, match="TỐI MẬT"):
            stamps.refuse_secrets(secret, is_declared=is_declared)
    assert list(reading.incoming().iterdir()) == []


def test_what_cannot_be_looked_into_needs_somebody_who_vouches_for_it():
    film = ContentFile(FILM, name="phim.mp4")
    with pytest.raises(Refused, match="không xem được bên trong") as refused:
        stamps.refuse_secrets(film, is_declared=False)
    assert "phim.mp4" in str(refused.value) and "cam đoan" in str(refused.value)
    assert stamps.refuse_secrets(film, is_declared=True) == "unknown"


def test_a_locked_file_is_refused_even_when_declared():
    content = bytearray(packed(a__txt=b"x"))
    for sign, flag in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(sign) + flag] |= 1
    with pytest.raises(Refused, match="mật khẩu"):
        stamps.refuse_secrets(ContentFile(bytes(content), name="a.zip"), is_declared=True)


def test_a_file_that_was_looked_into_needs_no_declaration_and_bears_none():
    assert stamps.refuse_secrets(ContentFile(b"thu", name="a.txt"), is_declared=True) == ""


def test_every_reason_has_words():
    from nhipcau.engines.officialdoc.secrecy import looking

    said = {str(one) for one in vars(looking).values() if isinstance(one, looking.Unseen)}
    assert said == set(stamps.WHY)


@pytest.mark.django_db
def test_the_declaration_stays_beside_the_file_for_ever(officer):
    stored = files.store(ContentFile(FILM), name="phim.mp4", by=officer, unseen="unknown")
    assert "Lê Cán Bộ" in stored.declaration and "cam đoan" in stored.declaration
    assert files.store(ContentFile(b"thu"), name="a.txt", by=officer).declaration == ""
    for change in ({"declared_by": "Khác"}, {"unseen": "", "declared_by": "", "declared_at": None}):
        with pytest.raises(IntegrityError), transaction.atomic():
            StoredFile.objects.filter(pk=stored.pk).update(**change)


@pytest.mark.django_db
def test_one_officer_cannot_fill_the_disk_in_a_day(officer, leader, settings):
    settings.MAX_DAILY_BYTES = 3000
    files.store(ContentFile(b"a" * 2500), name="a.txt", by=officer)
    more = ContentFile(b"b" * 600, name="b.txt")
    with pytest.raises(Refused, match="24 giờ"):
        stamps.refuse_secrets(more, is_declared=False, by=officer)
    assert stamps.refuse_secrets(more, is_declared=False, by=leader) == ""
    StoredFile.objects.update(stored_at="2020-01-01T00:00:00Z")
    assert stamps.refuse_secrets(more, is_declared=False, by=officer) == ""
