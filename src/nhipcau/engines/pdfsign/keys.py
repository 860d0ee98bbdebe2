"""PKCS#12 files and issuers' certificates."""

from __future__ import annotations

import hashlib
from typing import Any

from asn1crypto import pem
from asn1crypto import pkcs12 as asn1_pkcs12
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, pkcs12
from cryptography.x509.oid import NameOID

from nhipcau.engines.pdfsign.errors import BadCertificate, BadKey
from nhipcau.engines.pdfsign.model import LARGEST_KEY, Certificate

SMALLEST_RSA = 2048


def facts(key: bytes, passphrase: str) -> Certificate:
    """Whose certificate a PKCS#12 file holds.  Raises ``BadKey``."""
    _, certificate, _ = opened(key, passphrase)
    return _certificate(certificate)


def opened(key: bytes, passphrase: str) -> tuple[Any, x509.Certificate, list[x509.Certificate]]:
    """Private key, certificate and the certificates of its issuers.  Raises ``BadKey``."""
    if not key:
        raise BadKey("empty")
    if len(key) > LARGEST_KEY:
        raise BadKey("large", most=LARGEST_KEY // 1024)
    if not _is_pkcs12(key):
        raise BadKey("type")
    if _lies_open(key):
        raise BadKey("bare")
    try:
        private, certificate, others = pkcs12.load_key_and_certificates(key, passphrase.encode())
    except UnsupportedAlgorithm as old:
        raise BadKey("old") from old
    except ValueError as refused:
        raise BadKey("passphrase") from refused
    if not passphrase:
        raise BadKey("bare")  # it opened with nothing
    if private is None or certificate is None:
        raise BadKey("alone")
    _check_use(private, certificate)
    return private, certificate, list(others)


def _is_pkcs12(key: bytes) -> bool:
    try:
        made = asn1_pkcs12.Pfx.load(key)
        return bool(made["version"].native == "v3" and made["auth_safe"]["content_type"].native)
    except (ValueError, TypeError, KeyError):
        return False


def _lies_open(key: bytes) -> bool:
    """Whether the private key stands in the file unencrypted, whatever protects the file's wholeness."""
    try:
        parts = asn1_pkcs12.Pfx.load(key).authenticated_safe
        return any(
            bag["bag_id"].native == "key_bag"
            for part in parts
            if part["content_type"].native == "data"
            for bag in asn1_pkcs12.SafeContents.load(part["content"].native)
        )
    except (ValueError, TypeError, KeyError):
        return False  # what cannot be taken apart does not open either


def _check_use(private: Any, certificate: x509.Certificate) -> None:
    """A certificate for signing: a key that is long enough, no use but signing denied."""
    if isinstance(private, rsa.RSAPrivateKey):
        fits = private.key_size >= SMALLEST_RSA
    else:
        fits = isinstance(private, ec.EllipticCurvePrivateKey)
    try:
        use = certificate.extensions.get_extension_for_class(x509.KeyUsage).value
        fits = fits and (use.digital_signature or use.content_commitment)
    except x509.ExtensionNotFound:
        pass
    if not fits:
        raise BadKey("use")


def issuers_in(content: bytes) -> tuple[Certificate, ...]:
    """The issuers' certificates in a file (PEM or DER).  Raises ``BadCertificate``."""
    if not content.strip():
        raise BadCertificate("empty")
    if len(content) > LARGEST_KEY:
        raise BadCertificate("large", most=LARGEST_KEY // 1024)
    try:
        if pem.detect(content):
            found = x509.load_pem_x509_certificates(content)
        else:
            found = [x509.load_der_x509_certificate(content)]
    except ValueError as refused:
        raise BadCertificate("type") from refused
    for certificate in found:
        if not _issues(certificate):
            raise BadCertificate("issuer", name=_words(certificate.subject, NameOID.COMMON_NAME))
    return tuple(_certificate(certificate) for certificate in found)


def _issues(certificate: x509.Certificate) -> bool:
    try:
        return bool(certificate.extensions.get_extension_for_class(x509.BasicConstraints).value.ca)
    except x509.ExtensionNotFound:
        return False


def _certificate(made: x509.Certificate) -> Certificate:
    der = made.public_bytes(Encoding.DER)
    return Certificate(
        name=_words(made.subject, NameOID.COMMON_NAME),
        organisations=_all(made.subject),
        issuer=_words(made.issuer, NameOID.COMMON_NAME) or made.issuer.rfc4514_string()[:200],
        serial=f"{made.serial_number:x}",
        fingerprint=hashlib.sha256(der).hexdigest(),
        valid_from=made.not_valid_before_utc,
        valid_to=made.not_valid_after_utc,
        der=der,
    )


def _words(name: x509.Name, kind: x509.ObjectIdentifier) -> str:
    found = name.get_attributes_for_oid(kind)
    return str(found[0].value)[:200] if found else ""


def _all(name: x509.Name) -> tuple[str, ...]:
    kinds = (NameOID.ORGANIZATION_NAME, NameOID.ORGANIZATIONAL_UNIT_NAME)
    return tuple(str(one.value)[:200] for kind in kinds for one in name.get_attributes_for_oid(kind))


def facts_of(made: asn1_x509.Certificate) -> Certificate:
    """The same of a certificate found in a PDF.  Raises ValueError for one that cannot be read."""
    return _certificate(x509.load_der_x509_certificate(made.dump()))
