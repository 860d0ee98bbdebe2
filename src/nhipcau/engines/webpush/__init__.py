"""Web push: a message that one browser alone can read, and the sender's signed name.

``encrypt`` is RFC 8291 over RFC 8188 (one record), ``signed`` RFC 8292.  Keys travel as browsers give them: base64url
without padding.  Nothing here is sent; whoever sends knows the network.
"""

from __future__ import annotations

import base64
import binascii
import json
import os
from datetime import datetime, timedelta

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from nhipcau.engines.coded import Coded

__all__ = ["BadKeys", "check_keys", "encrypt", "new_key", "public_of", "signed"]

_CURVE = ec.SECP256R1()
_RECORD = 4096
MOST = _RECORD - 103
"""Bytes that a message may have: what every push service takes (RFC 8291, 4)."""
GOOD_FOR = timedelta(hours=12)
"""How long a signed name holds; a push service refuses more than a day (RFC 8292, 2)."""


class BadKeys(Coded):
    """What a browser is said to have given is no key of one."""

    family, code = "webpush", "bad_keys"


def _to_text(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def _to_bytes(text: str) -> bytes:
    try:
        return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError) as wrong:
        raise BadKeys("letters") from wrong


def new_key() -> str:
    """A private key of this sender: 32 bytes."""
    number = ec.generate_private_key(_CURVE).private_numbers().private_value
    return _to_text(number.to_bytes(32, "big"))


def _private(key: str) -> ec.EllipticCurvePrivateKey:
    return ec.derive_private_key(int.from_bytes(_to_bytes(key), "big"), _CURVE)


def _point(key: ec.EllipticCurvePublicKey) -> bytes:
    return key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def public_of(key: str) -> str:
    """The public half, as a browser wants it (applicationServerKey)."""
    return _to_text(_point(_private(key).public_key()))


def _read_keys(p256dh: str, auth: str) -> tuple[ec.EllipticCurvePublicKey, bytes, bytes]:
    point, secret = _to_bytes(p256dh), _to_bytes(auth)
    if len(point) != 65 or len(secret) != 16:
        raise BadKeys("length")
    try:
        return ec.EllipticCurvePublicKey.from_encoded_point(_CURVE, point), point, secret
    except ValueError as wrong:
        raise BadKeys("point") from wrong


def check_keys(p256dh: str, auth: str) -> None:
    """Raises BadKeys unless the first is a point of the curve, uncompressed, and the second 16 bytes."""
    _read_keys(p256dh, auth)


def _derived(salt: bytes, secret: bytes, info: bytes, length: int) -> bytes:
    return HKDF(algorithm=hashes.SHA256(), length=length, salt=salt, info=info).derive(secret)


def encrypt(message: bytes, p256dh: str, auth: str, *, salt: bytes = b"", own: str = "") -> bytes:
    """A message as the body of a push request (Content-Encoding: aes128gcm).

    p256dh, auth: the browser's keys; salt (16 bytes), own (a private key): new ones for each message, given only to
    repeat an example.  Raises BadKeys, ValueError for a message that is too long.
    """
    if len(message) > MOST:
        raise ValueError(f"{len(message)} bytes, {MOST} at most")
    theirs, point, secret = _read_keys(p256dh, auth)
    mine, salt = _private(own or new_key()), salt or os.urandom(16)
    sender = _point(mine.public_key())
    shared = mine.exchange(ec.ECDH(), theirs)
    seed = _derived(secret, shared, b"WebPush: info\0" + point + sender, 32)
    key = _derived(salt, seed, b"Content-Encoding: aes128gcm\0", 16)
    nonce = _derived(salt, seed, b"Content-Encoding: nonce\0", 12)
    sealed = AESGCM(key).encrypt(nonce, message + b"\2", None)  # \2: the last record
    return salt + _RECORD.to_bytes(4, "big") + bytes([len(sender)]) + sender + sealed


def signed(key: str, *, audience: str, subject: str, now: datetime) -> str:
    """The sender's name for the header Authorization.

    audience: scheme and host of the push service; subject: "mailto:…" or "https://…", whom it may ask.
    """
    claims = {"aud": audience, "exp": int((now + GOOD_FOR).timestamp()), "sub": subject}
    head = {"typ": "JWT", "alg": "ES256"}
    parts = [_to_text(json.dumps(one, separators=(",", ":")).encode()) for one in (head, claims)]
    made = _private(key).sign(".".join(parts).encode(), ec.ECDSA(hashes.SHA256()))
    r, s = decode_dss_signature(made)
    parts.append(_to_text(r.to_bytes(32, "big") + s.to_bytes(32, "big")))
    return f"vapid t={'.'.join(parts)}, k={public_of(key)}"
