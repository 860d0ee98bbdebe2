"""Signatures in PDF files: made, filled in between, altered, and read again."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime, timedelta

import pypdfium2
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from tests.certificates import WORD, Authority

from nhipcau.engines.officialdoc.write import model as write
from nhipcau.engines.officialdoc.write.pdf import Spot, write_pdf, write_pdf_with_spots, write_stamp
from nhipcau.engines.pdfsign import work
from nhipcau.engines.pdfsign.errors import BadCertificate, BadKey, BadPdf
from nhipcau.engines.pdfsign.model import Asked, Box, Fill, Integrity

VALUES = {"number": "57", "day": "08", "month": "02", "year": "2027"}


@pytest.fixture(scope="module")
def authority() -> Authority:
    return Authority("CA Ban Cơ yếu thử")


@pytest.fixture(scope="module")
def leader(authority) -> bytes:
    return authority.key_file("Nguyễn Thị Ký", organisation="Sở Thử")


@pytest.fixture(scope="module")
def seal(authority) -> bytes:
    return authority.key_file("Sở Thử nghiệm", organisation="Sở Thử nghiệm tỉnh Lâm Đồng")


def _paper(pages: int = 1) -> write.Draft:
    return write.Draft(
        letterhead=write.Letterhead(
            issuer="Sở Thử", symbol="TB-ST", place="Đà Lạt", number=None, issued=None
        ),
        kind="THÔNG BÁO",
        summary="Về một việc thử",
        body=tuple(
            write.Paragraph(f"Đoạn {place}. " + "Chữ của văn bản. " * 12) for place in range(pages * 9 - 5)
        ),
        signature=write.Signature(position="GIÁM ĐỐC", name="Nguyễn Thị Ký", authority=()),
        recipients=("Như trên", "Lưu: VT"),
    )


def _box(spot: Spot) -> Box:
    return Box(spot.page, spot.x, spot.y, spot.width, spot.height)


def _look(spot: Spot, words: list[str], look: str) -> bytes:
    return write_stamp(words, width=spot.width, height=spot.height, look=look)


def _fills(spots: dict[str, Spot]) -> tuple[Fill, ...]:
    return tuple(
        Fill(
            name,
            _box(spots[name]),
            value,
            _look(spots[name], [value], "number" if name == "number" else "day"),
        )
        for name, value in VALUES.items()
    )


@pytest.fixture(scope="module")
def spots() -> dict[str, Spot]:
    return write_pdf_with_spots(_paper())[1]


@pytest.fixture(scope="module")
def signed(leader, spots) -> bytes:
    pdf, _ = write_pdf_with_spots(_paper())
    asked = Asked(
        "nguoi-ky",
        _box(spots["signature"]),
        _look(spots["signature"], ["Ký số: Nguyễn Thị Ký"], "signature"),
        opens=tuple(Fill(name, _box(spots[name])) for name in VALUES),
    )
    return work.sign(pdf, leader, WORD, asked)


@pytest.fixture(scope="module")
def sealed(signed, seal, spots) -> bytes:
    asked = Asked(
        "con-dau",
        _box(spots["seal"]),
        _look(spots["seal"], ["Sở Thử nghiệm"], "seal"),
        fills=_fills(spots),
        is_last=True,
    )
    return work.sign(signed, seal, WORD, asked)


def _integrities(pdf: bytes, *issuers: bytes) -> list[Integrity]:
    return [found.integrity for found in work.read(pdf, issuers)]


def _flat(pdf: bytes) -> pypdfium2.PdfTextPage:
    """The words of the first page with everything that is laid over it."""
    document = pypdfium2.PdfDocument(pdf)
    document.init_forms()
    document[0].flatten()
    out = io.BytesIO()
    document.save(out)
    return pypdfium2.PdfDocument(out.getvalue())[0].get_textpage()


def _text(pdf: bytes) -> str:
    return _flat(pdf).get_text_bounded()


# --- signing ---


def test_a_signature_says_by_whom_when_and_from_which_issuer(signed, authority):
    (found,) = work.read(signed, (authority.der,))
    assert (found.name, found.organisations, found.issuer) == (
        "Nguyễn Thị Ký",
        ("Sở Thử",),
        "CA Ban Cơ yếu thử",
    )
    assert found.integrity is Integrity.INTACT
    assert found.issuer_known and found.in_force
    assert abs(found.at - datetime.now(UTC)) < timedelta(minutes=5)


def test_a_second_signature_fills_number_and_day_and_leaves_the_first_valid(sealed, signed, authority):
    assert sealed.startswith(signed)
    found = work.read(sealed, (authority.der,))
    assert [one.name for one in found] == ["Nguyễn Thị Ký", "Sở Thử nghiệm"]
    assert [one.integrity for one in found] == [Integrity.INTACT, Integrity.INTACT]
    assert all(one.issuer_known for one in found)


def test_number_and_day_are_seen_on_the_page_only_once_filled(sealed, signed, spots):
    assert not any(value in _text(signed) for value in VALUES.values())
    assert "Ký số: Nguyễn Thị Ký" in _text(signed)
    words = _flat(sealed)
    for name, value in VALUES.items():
        place, _ = words.search(value).get_next()
        left, bottom, right, top = words.get_charbox(place, loose=False)
        spot = spots[name]
        assert spot.x <= left < right <= spot.x + spot.width, name
        assert spot.y - 1 <= 841.89 - top < 841.89 - bottom <= spot.y + spot.height + 1, name


def test_it_is_pades_without_a_time_stamp(signed):
    assert b"/ETSI.CAdES.detached" in signed
    assert b"/DocTimeStamp" not in signed


def test_a_signature_need_not_be_seen(leader, authority):
    made = work.sign(write_pdf(_paper()), leader, WORD, Asked("chu-ky"))
    assert _integrities(made, authority.der) == [Integrity.INTACT]


def test_the_places_lie_on_the_page_of_the_signature_in_a_long_paper(leader, authority):
    pdf, spots = write_pdf_with_spots(_paper(pages=3))
    assert spots["number"].page == 1 and spots["seal"].page > 1
    asked = Asked("nguoi-ky", _box(spots["signature"]), _look(spots["signature"], ["Ký số"], "signature"))
    assert _integrities(work.sign(pdf, leader, WORD, asked)) == [Integrity.INTACT]


def test_a_paper_whose_number_is_known_has_no_open_places():
    draft = _paper()
    known = write.Draft(
        letterhead=write.Letterhead(
            issuer="Sở Thử", symbol="TB-ST", place="Đà Lạt", number="05", issued=date(2026, 6, 18)
        ),
        kind=draft.kind,
        summary=draft.summary,
        body=draft.body,
        signature=draft.signature,
    )
    assert set(write_pdf_with_spots(known)[1]) == {"signature", "seal"}


def test_rsa_keys_sign_too(authority):
    key = authority.key_file("Người Khác", key=rsa.generate_private_key(65537, 2048))
    made = work.sign(write_pdf(_paper()), key, WORD, Asked("chu-ky"))
    assert work.read(made, (authority.der,))[0].issuer_known


# --- altered ---


def test_a_byte_changed_in_what_was_signed_is_seen(sealed, signed):
    for pdf, place in ((signed, 300), (sealed, 300), (sealed, len(signed) // 2)):
        altered = bytearray(pdf)
        altered[place] ^= 0x01
        try:
            found = _integrities(bytes(altered))
        except BadPdf:
            continue  # the file does not even open
        assert Integrity.ALTERED in found and Integrity.INTACT not in found[:1]


def test_a_byte_changed_after_the_first_signature_spoils_the_second_alone(sealed, signed):
    assert b"(57)" not in signed
    altered = sealed.replace(b"(57)", b"(58)")
    assert len(altered) == len(sealed)
    assert _integrities(altered)[1] is Integrity.ALTERED


def test_an_increment_that_changes_the_page_is_seen(sealed, signed):
    for pdf in (signed, sealed):
        assert set(_integrities(_with_other_words(pdf))) == {Integrity.ALTERED}


def _with_other_words(pdf: bytes) -> bytes:
    """The file with words written over its first page in an increment, as an editor would."""
    from pyhanko.pdf_utils import generic
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    drawn = writer.add_object(generic.StreamObject(stream_data=b"0 0 200 200 re f"))
    page = writer.find_page_for_modification(0)[0].get_object()
    page["/Contents"] = generic.ArrayObject([page.raw_get("/Contents"), drawn])
    writer.update_container(page)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_a_note_laid_over_the_page_is_seen(sealed):
    from pyhanko.pdf_utils import generic
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

    writer = IncrementalPdfFileWriter(io.BytesIO(sealed))
    page = writer.find_page_for_modification(0)[0]
    name = generic.pdf_name
    note = {
        name("/Type"): name("/Annot"),
        name("/Subtype"): name("/FreeText"),
        name("/Rect"): generic.ArrayObject(map(generic.NumberObject, (10, 10, 90, 90))),
        name("/Contents"): generic.pdf_string("khác"),
    }
    writer.register_annotation(page, writer.add_object(generic.DictionaryObject(note)))
    out = io.BytesIO()
    writer.write(out)
    assert set(_integrities(out.getvalue())) == {Integrity.ALTERED}


def test_a_number_filled_in_by_nobody_is_said(signed, spots):
    filled = work.fill(signed, _fills(spots))
    assert "57" in _text(filled)
    assert _integrities(filled) == [Integrity.FILLED]


def test_a_number_filled_anew_after_the_seal_is_seen(sealed, spots):
    again = tuple(
        Fill(one.name, one.box, "58", _look(spots[one.name], ["58"], "number")) for one in _fills(spots)[:1]
    )
    found = _integrities(work.fill(sealed, again))
    assert found[1] is Integrity.ALTERED
    assert found[0] is not Integrity.INTACT


def test_a_third_signature_after_the_seal_is_seen(sealed, authority):
    third = work.sign(sealed, authority.key_file("Người Thứ Ba"), WORD, Asked("them"))
    assert _integrities(third)[1] is Integrity.ALTERED


def test_bytes_hung_behind_the_file_are_seen(sealed):
    assert _integrities(sealed + b"\n") == [Integrity.INTACT, Integrity.INTACT]
    assert _integrities(sealed + b"% khac\n")[1] is Integrity.ALTERED


def test_a_byte_in_the_place_kept_for_the_signature_is_seen(signed):
    place = signed.index(b"00>", signed.index(b"/Contents <"))
    assert _integrities(signed[:place] + b"07" + signed[place + 2 :]) == [Integrity.ALTERED]


def test_a_signature_taken_from_another_file_is_seen(signed, leader, spots):
    start = signed.index(b"/Contents <") + len(b"/Contents <")
    end = signed.index(b">", start)
    other = work.sign(write_pdf(_paper(2)), leader, WORD, Asked("nguoi-ky"))
    there = other.index(b"/Contents <") + len(b"/Contents <")
    taken = other[there : other.index(b">", there)]
    moved = signed[:start] + taken[: end - start].ljust(end - start, b"0") + signed[end:]
    assert _integrities(moved) == [Integrity.ALTERED]


# --- issuers and days ---


def test_an_issuer_that_nobody_named_is_unknown_and_the_words_are_intact_all_the_same(signed):
    other = Authority("CA khác")
    for issuers in ((), (other.der,)):
        (found,) = work.read(signed, issuers)
        assert found.integrity is Integrity.INTACT
        assert not found.issuer_known


def test_an_altered_file_does_not_make_its_issuer_unknown(signed, authority):
    (found,) = work.read(_with_other_words(signed), (authority.der,))
    assert (found.integrity, found.issuer_known) == (Integrity.ALTERED, True)
    (found,) = work.read(signed.replace(b"/Type/Page", b"/Typf/Page", 1), (authority.der,))
    assert (found.integrity, found.issuer_known) == (Integrity.ALTERED, True)


def test_an_issuer_of_the_same_name_is_not_the_same(signed):
    (found,) = work.read(signed, (Authority("CA Ban Cơ yếu thử").der,))
    assert not found.issuer_known


def test_a_certificate_out_of_its_days_is_said_and_its_issuer_is_known(authority):
    key = authority.key_file("Hết Hạn", days=-2)
    (found,) = work.read(work.sign(write_pdf(_paper()), key, WORD, Asked("chu-ky")), (authority.der,))
    assert found.integrity is Integrity.INTACT
    assert (found.in_force, found.issuer_known) == (False, True)


# --- what is no PDF, no key, no issuer ---


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"x" * 5000])
def test_what_is_no_pdf_is_refused(content):
    with pytest.raises(BadPdf):
        work.read(content, ())


@pytest.mark.parametrize(
    "content", [b"%PDF-1.7\n", b"%PDF-1.7\ntrailer << /Root 1 0 R >>\nstartxref\n9\n%%EOF"]
)
def test_a_broken_pdf_is_refused(content):
    with pytest.raises(BadPdf):
        work.read(content, ())


def test_a_pdf_without_signatures_has_none():
    assert work.read(write_pdf(_paper()), ()) == ()


def test_facts_of_a_key_file(leader):
    facts = work.key_facts(leader, WORD)
    assert (facts.name, facts.organisations, facts.issuer) == (
        "Nguyễn Thị Ký",
        ("Sở Thử",),
        "CA Ban Cơ yếu thử",
    )
    assert facts.valid_from < datetime.now(UTC) < facts.valid_to
    assert len(facts.fingerprint) == 64


@pytest.mark.parametrize(
    ("content", "variant"),
    [
        (b"", "empty"),
        (b"x" * 300_000, "large"),
        (b"khong phai", "type"),
        (b"-----BEGIN CERTIFICATE-----\n", "type"),
        (b"%PDF-1.7 ...", "type"),
        (b"\x30\x03\x02\x01\x03", "type"),
    ],
)
def test_what_is_no_key_file_is_refused(content, variant):
    with pytest.raises(BadKey) as refused:
        work.key_facts(content, WORD)
    assert refused.value.key == f"key-file.{variant}"


@pytest.mark.parametrize("typed", ["", WORD])
def test_a_key_that_lies_open_in_its_file_is_refused_whatever_is_typed(authority, typed):
    """Whoever gets the file would sign for its owner: it lies on the server locked by its passphrase, or not at all."""
    with pytest.raises(BadKey) as refused:
        work.key_facts(authority.key_file("Người Ký", word=""), typed)
    assert refused.value.key == "key-file.bare"


def test_nothing_typed_for_a_locked_file_is_a_wrong_passphrase(leader):
    with pytest.raises(BadKey) as refused:
        work.key_facts(leader, "")
    assert refused.value.key == "key-file.passphrase"


def test_key_files_that_do_not_serve_are_refused_each_with_its_reason(authority, leader):
    weak = rsa.generate_private_key(65537, 1024)
    cases = {
        "passphrase": (leader, "sai"),
        "alone": (authority.key_file("A", with_key=False), WORD),
        "use": (authority.key_file("A", signs=False), WORD),
    }
    cases |= {"use ": (authority.key_file("A", key=weak), WORD)}
    for variant, (content, word) in cases.items():
        with pytest.raises(BadKey) as refused:
            work.key_facts(content, word)
        assert refused.value.variant == variant.strip()


def test_issuers_come_as_pem_or_der_and_only_issuers(authority, leader):
    other = Authority("CA thứ hai")
    assert [one.name for one in work.issuers_in(authority.pem + other.pem)] == [authority.name, "CA thứ hai"]
    assert work.issuers_in(authority.der)[0].der == authority.der
    for content, variant in (
        (b" ", "empty"),
        (b"x" * 300_000, "large"),
        (b"khong", "type"),
        (leader, "type"),
    ):
        with pytest.raises(BadCertificate) as refused:
            work.issuers_in(content)
        assert refused.value.variant == variant
