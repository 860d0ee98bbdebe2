"""A parcel comes out as it went in, or not at all and with the reason."""

from __future__ import annotations

import base64
import hashlib
import io
import json
import zipfile
from datetime import UTC, datetime

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from nhipcau.engines.parcels import Enclosed, Parcel, Sender, Unfit, fingerprint, opened, sealed
from nhipcau.engines.parcels import model as limits

KEY = Ed25519PrivateKey.from_private_bytes(hashlib.sha256(b"an office").digest())
OTHER = Ed25519PrivateKey.from_private_bytes(hashlib.sha256(b"another").digest())
NOW = datetime(2026, 6, 18, 8, 0, tzinfo=UTC)
SENDER = Sender("Sở Văn hóa, Thể thao và Du lịch", "svhttdl", "Lâm Đồng")
PARCEL = Parcel(
    "report",
    SENDER,
    "Báo cáo 6 tháng đầu năm 2026",
    NOW,
    {"period": "2026-H1", "figures": [{"code": "COURSES", "value": "12"}], "empty": None},
    (Enclosed("Báo cáo số 31.docx", b"PK paper" * 1000), Enclosed("phụ lục.pdf", b"%PDF")),
)


def refused(data: bytes) -> Unfit:
    with pytest.raises(Unfit) as why:
        opened(data)
    return why.value


def members(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as box:
        return {name: box.read(name) for name in box.namelist()}


def boxed(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as box:
        for name, data in parts.items():
            box.writestr(name, data)
    return out.getvalue()


def signed_anew(told: dict, key=KEY, files=None) -> bytes:
    """A parcel whose manifest says something else, signed by its maker."""
    manifest = json.dumps(told).encode()
    signature = {
        "algorithm": "Ed25519",
        "key": base64.b64encode(key.public_key().public_bytes_raw()).decode(),
        "signature": base64.b64encode(key.sign(limits.PURPOSE + manifest)).decode(),
    }
    parts = {limits.MANIFEST: manifest, limits.SIGNATURE: json.dumps(signature).encode()}
    return boxed(parts | (files or {}))


def told_of(parcel=PARCEL) -> dict:
    return json.loads(members(sealed(parcel, KEY))[limits.MANIFEST])


def test_it_comes_out_as_it_went_in_and_says_whose_it_is():
    found = opened(sealed(PARCEL, KEY))
    assert found.parcel == PARCEL
    assert found.key == KEY.public_key().public_bytes_raw()
    assert found.fingerprint == fingerprint(found.key) and len(found.fingerprint) == 19
    assert opened(sealed(PARCEL, OTHER)).fingerprint != found.fingerprint


def test_equal_parcels_are_equal_bytes():
    assert sealed(PARCEL, KEY) == sealed(PARCEL, KEY)


texts = st.text(max_size=60)
values = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**15), 10**15) | texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4),
    max_leaves=20,
)


@given(
    content=st.dictionaries(texts, values, max_size=5),
    subject=texts,
    data=st.lists(st.binary(max_size=200), max_size=4),
)
def test_whatever_it_holds(content, subject, data):
    files = tuple(Enclosed(f"tệp {at}.bin", one) for at, one in enumerate(data))
    parcel = Parcel("report", SENDER, subject, NOW, content, files)
    assert opened(sealed(parcel, KEY)).parcel == parcel


def test_cut_anywhere_it_is_refused():
    whole = sealed(PARCEL, KEY)
    for end in range(0, len(whole), max(1, len(whole) // 60)):
        assert refused(whole[:end]).code in {"strange", "truncated"}
    assert refused(whole[: len(whole) // 2]).code == "truncated"


def test_any_byte_changed_is_seen_or_changes_nothing():
    whole = bytearray(sealed(PARCEL, KEY))
    seen = 0
    for at in range(0, len(whole), max(1, len(whole) // 150)):
        changed = whole.copy()
        changed[at] ^= 0x41
        try:
            assert opened(bytes(changed)).parcel == PARCEL  # the ZIP's own marks: days, rights
        except Unfit:
            seen += 1
    assert seen > 75


@pytest.mark.parametrize("name", [limits.MANIFEST, limits.SIGNATURE])
def test_the_words_of_one_with_the_signature_of_another(name):
    other = members(sealed(Parcel("report", SENDER, "Khác", NOW), KEY))
    parts = members(sealed(PARCEL, KEY))
    assert refused(boxed(parts | {name: other[name]})).code == "signature"


def test_a_signature_for_another_purpose_is_none():
    parts = members(sealed(PARCEL, KEY))
    told = json.loads(parts[limits.SIGNATURE])
    told["signature"] = base64.b64encode(KEY.sign(parts[limits.MANIFEST])).decode()
    assert refused(boxed(parts | {limits.SIGNATURE: json.dumps(told).encode()})).code == "signature"
    told = json.loads(parts[limits.SIGNATURE]) | {"algorithm": "none"}
    assert refused(boxed(parts | {limits.SIGNATURE: json.dumps(told).encode()})).code == "signature"


def test_a_file_changed_taken_away_or_added():
    parts = members(sealed(PARCEL, KEY))
    name = "tep/phụ lục.pdf"
    assert refused(boxed(parts | {name: b"%PDF-2"})).params == {"name": "phụ lục.pdf"}
    assert refused(boxed({key: value for key, value in parts.items() if key != name})).code == "truncated"
    added = refused(boxed(parts | {"tep/virus.exe": b"MZ"}))
    assert (added.code, added.params) == ("altered", {"name": "tep/virus.exe"})


def test_made_by_a_later_version():
    late = refused(signed_anew(told_of() | {"format": 2, "more": 1}))
    assert (late.code, late.params) == ("newer", {"version": 2})


@pytest.mark.parametrize(
    ("change", "what"),
    [
        ({"kind": "Report!"}, "kind"),
        ({"kind": 3}, "kind"),
        ({"content": []}, "content"),
        ({"sender": "Sở"}, "sender"),
        ({"sender": {"name": "a", "code": "b", "province": 1}}, "province"),
        ({"subject": "x" * 5000}, "subject"),
        ({"made_at": "hôm nay"}, "made_at"),
        ({"made_at": "2026-06-18T08:00:00"}, "made_at"),
        ({"files": [{"name": "../../etc/passwd", "size": 1, "sha256": "0" * 64}]}, "files"),
        ({"files": [{"name": "a", "size": 1, "sha256": "x"}]}, "files"),
        ({"files": {}}, "files"),
        ({"besides": 1}, "names"),
    ],
    ids=str,
)
def test_data_of_another_form_also_where_they_are_signed(change, what):
    why = refused(signed_anew(told_of(Parcel("report", SENDER, "a", NOW)) | change))
    assert (why.code, why.params) == ("content", {"what": what})


@pytest.mark.parametrize(
    "data",
    [b"", b"PK", b"hello" * 100, boxed({"a": b"b"}), boxed({limits.MANIFEST: b"{}", "b": b""})],
    ids=["empty", "two letters", "text", "another zip", "no signature"],
)
def test_what_is_no_parcel(data):
    assert refused(data).code == "strange"


@pytest.mark.parametrize(
    "manifest", [b"[" * 100_000, b"null", b'{"format":NaN}', b"\xff\xfe", b'{"format":true}', b"{}"]
)
def test_a_manifest_that_is_none(manifest):
    assert refused(boxed({limits.MANIFEST: manifest, limits.SIGNATURE: b"{}"})).code in {"content", "strange"}


def test_a_bomb_is_not_unpacked(monkeypatch):
    monkeypatch.setattr("nhipcau.engines.parcels.reading.LARGEST_MANIFEST", 1000)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as box:
        box.writestr(limits.MANIFEST, b" " * 5_000_000)
        box.writestr(limits.SIGNATURE, b"{}")
    why = refused(out.getvalue())
    assert (why.code, why.params) == ("large", {"most": 1000})
    many = boxed({limits.MANIFEST: b"{}", limits.SIGNATURE: b"{}"} | {f"tep/{n}": b"" for n in range(60)})
    assert refused(many).code == "large"


@pytest.mark.parametrize(
    ("parcel", "what"),
    [
        (Parcel("Báo cáo", SENDER, "a", NOW), "kind"),
        (Parcel("report", SENDER, "a", NOW.replace(tzinfo=None)), "made_at"),
        (Parcel("report", SENDER, "a", NOW, {"a": float("nan")}), "content"),
        (Parcel("report", SENDER, "a", NOW, {"a": NOW}), "content"),
        (Parcel("report", SENDER, "\ud800", NOW), "content"),
        (Parcel("report", SENDER, "a", NOW, {}, (Enclosed("a/b", b""),)), "files"),
        (Parcel("report", SENDER, "a", NOW, {}, (Enclosed("a", b""), Enclosed("a", b""))), "files"),
    ],
    ids=str,
)
def test_what_no_receiver_would_take_is_not_made(parcel, what):
    with pytest.raises(Unfit) as why:
        sealed(parcel, KEY)
    assert why.value.params == {"what": what} and why.value.key == "parcel.content"
