"""Certificates for tests, made anew each time; no key is ever kept in a file of the project."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    pkcs12,
)
from cryptography.x509.oid import NameOID

WORD = "mật-khẩu-của-tệp-1"
"""The passphrase of every file made here."""


def _named(name: str, organisation: str) -> x509.Name:
    parts = [x509.NameAttribute(NameOID.COUNTRY_NAME, "VN")]
    if organisation:
        parts.append(x509.NameAttribute(NameOID.ORGANIZATION_NAME, organisation))
    return x509.Name([*parts, x509.NameAttribute(NameOID.COMMON_NAME, name)])


@dataclass(frozen=True)
class Authority:
    """An issuer of certificates, made for a test."""

    name: str = "CA thử nghiệm"

    def __post_init__(self) -> None:
        key = ec.generate_private_key(ec.SECP256R1())
        object.__setattr__(self, "key", key)
        now = datetime.now(UTC)
        made = (
            x509.CertificateBuilder()
            .subject_name(_named(self.name, "Cơ quan cấp thử"))
            .issuer_name(_named(self.name, "Cơ quan cấp thử"))
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - timedelta(days=3650))
            .not_valid_after(now + timedelta(days=3650))
            .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
            .add_extension(_usage(issues=True), critical=True)
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
            .sign(key, hashes.SHA256())
        )
        object.__setattr__(self, "certificate", made)

    @property
    def pem(self) -> bytes:
        return self.certificate.public_bytes(Encoding.PEM)  # type: ignore[attr-defined]

    @property
    def der(self) -> bytes:
        return self.certificate.public_bytes(Encoding.DER)  # type: ignore[attr-defined]

    def key_file(
        self,
        name: str,
        *,
        organisation: str = "",
        days: int = 365,
        since: int = 30,
        word: str = WORD,
        key: Any = None,
        signs: bool = True,
        with_key: bool = True,
        rounds: int = 0,
    ) -> bytes:
        """A PKCS#12 file.  days, since: until and from when it is valid, in days from today."""
        key = key or ec.generate_private_key(ec.SECP256R1())
        now = datetime.now(UTC)
        mine = self.certificate  # type: ignore[attr-defined]
        made = (
            x509.CertificateBuilder()
            .subject_name(_named(name, organisation))
            .issuer_name(mine.subject)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - timedelta(days=since))
            .not_valid_after(now + timedelta(days=days))
            .add_extension(_usage(signs=signs), critical=True)
            .add_extension(
                x509.AuthorityKeyIdentifier.from_issuer_public_key(self.key.public_key()),  # type: ignore[attr-defined]
                critical=False,
            )
            .sign(self.key, hashes.SHA256())  # type: ignore[attr-defined]
        )
        locked: Any = BestAvailableEncryption(word.encode()) if word else NoEncryption()
        if rounds:
            locked = PrivateFormat.PKCS12.encryption_builder().kdf_rounds(rounds).build(word.encode())
        return pkcs12.serialize_key_and_certificates(b"thu", key if with_key else None, made, [mine], locked)


def _usage(*, issues: bool = False, signs: bool = True) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=signs and not issues,
        content_commitment=signs and not issues,
        key_encipherment=not signs,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=issues,
        crl_sign=issues,
        encipher_only=False,
        decipher_only=False,
    )
