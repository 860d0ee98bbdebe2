"""Whatever kind of paper, whichever way it is signed: what is attached goes to whoever gets it, and "Như trên" means whom it is
addressed to."""

from __future__ import annotations

import hashlib

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from nhipcau.documents.letters import actions, attaching
from nhipcau.documents.letters.actions import Receiver
from nhipcau.documents.letters.models import Letter, RecipientRole
from nhipcau.documents.letters.rules import FORMS, PaperKind
from nhipcau.documents.tests.test_letters import DAY, NOW, _today, house  # noqa: F401
from nhipcau.engines.officialdoc.write.model import Draft, Letterhead, Paragraph, Signature
from nhipcau.engines.officialdoc.write.pdf import write_pdf
from nhipcau.kernel import files
from nhipcau.kernel.proofs import all_doubts
from nhipcau.kernel.refusal import Refused
from nhipcau.office.deliveries.models import Delivery
from nhipcau.office.registers import actions as registers
from nhipcau.office.registers.models import Number
from nhipcau.office.signing import actions as signing
from nhipcau.office.signing.models import Version

pytestmark = pytest.mark.django_db(transaction=True)
ALONG = {
    "bang-tong-hop.xlsx": b"PK\x03\x04 table",
    "Phụ lục 1.pdf": b"%PDF-1.7 annex",
    "anh.tiff": b"II*\x00 picture",
}
WAYS = ("system", "pen")
PROOFS = ("office.versions", "office.books", "office.deliveries")


@pytest.fixture(scope="module")
def scan() -> bytes:
    head = Letterhead("SỞ VĂN HÓA", "TTr-SVHTTDL", "Lâm Đồng", DAY, 57)
    return write_pdf(Draft(head, "TỜ TRÌNH", "Việc", (Paragraph("Bản ký giấy"),), Signature("GIÁM ĐỐC", "A")))


def drafted(house, agency, other_agency, kind: PaperKind, copies=("Như trên", "Lưu: VT")) -> Letter:  # noqa: F811
    """A paper with three files along; kinds without "Kính gửi" name the agency among the receivers."""
    role = RecipientRole.ADDRESSED if FORMS[kind].addressed else RecipientRole.COPY
    fields = {
        "summary": "ban hành kế hoạch truyền thông",
        "body": "Nội dung văn bản, gửi kèm tài liệu.",
        "closing": "Trân trọng",
        "signer": house["director"],
        "unit": "",
    }
    if FORMS[kind].based:
        fields["bases"] = "Căn cứ Nghị định số 72/2015/NĐ-CP ngày 07/9/2015 của Chính phủ"
    letter = actions.draft(
        kind=kind, agency=other_agency, by=house["drafter"], fields=fields,
        receivers=[Receiver("Sở Công Thương", agency, role), *(Receiver(name) for name in copies)],
    )  # fmt: skip
    for name, content in ALONG.items():
        stored = files.store(ContentFile(content), name=name, by=house["drafter"])
        attaching.attach(letter=letter, title=f"Tài liệu {name}", file=stored, by=house["drafter"])
    return letter


def gone(letter: Letter, house, way: str, scan: bytes, **more) -> Version:  # noqa: F811
    version = signing.present(subject=letter, by=house["drafter"])
    signing.take_step(version=version, step="checked", seen_seal=version.seal, by=house["checker"], now=NOW)
    if way == "pen":
        asked = {
            "number_text": "57", "day": DAY, "scan": ContentFile(scan, name="ky.pdf"), "scan_name": "ky.pdf",
            "compared_by": house["clerk"], "by": house["clerk"], "signer_name": "Phạm Giám Đốc", "now": NOW,
        }  # fmt: skip
        signing.sign_on_paper(version=version, **(asked | more))
    else:
        signing.take_step(
            version=version, step="signed", seen_seal=version.seal, by=house["director"], now=NOW
        )
        signing.issue(version=version, by=house["clerk"], day=DAY)
    return Version.objects.get(pk=version.pk)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("kind", list(PaperKind))
def test_who_gets_a_paper_opens_every_file_along_and_reads_its_sum(
    kind,
    way,
    house,  # noqa: F811
    agency,
    other_agency,
    officer,
    client_of,
    scan,
):
    version = gone(drafted(house, agency, other_agency, kind), house, way, scan)
    reader = client_of(officer)
    page = reader.get(reverse("office:version", args=[version.pk])).text
    for place, (name, content) in enumerate(ALONG.items(), 1):
        sum_ = hashlib.sha256(content).hexdigest()
        address = reverse("office:version_file", args=[version.pk, f"kem-theo-{place}"])
        assert address in page and f"Tài liệu {name}" in page and sum_ in page
        got = reader.get(address)
        assert b"".join(got.streaming_content) == content
        printed = " ".join(str(getattr(block, "text", "")) for block in _paper(version).body)
        assert sum_ in printed.replace(" ", "")
    assert [doubt.words for _, found in all_doubts(PROOFS) for doubt in found] == []
    if way == "pen":
        assert version.issue.symbol.startswith("57/") and version.issue.scan is not None


def _paper(version: Version) -> Draft:
    from nhipcau.office.signing import printing

    return printing.draft_of(version, printing.mark_of(version))


def test_a_pen_signed_paper_whose_file_was_altered_does_not_go_out_and_keeps_its_number(
    house,  # noqa: F811
    agency,
    other_agency,
    scan,
):
    letter = drafted(house, agency, other_agency, PaperKind.SUBMISSION)
    along = letter.attachments.first()
    with along.file.content.storage.open(along.file.content.name, "wb") as spoilt:
        spoilt.write(b"something else")
    with pytest.raises(Refused, match="không còn đúng như khi ký"):
        gone(letter, house, "pen", scan)
    assert not Delivery.objects.exists() and Number.objects.get().text == "57"
    with along.file.content.storage.open(along.file.content.name, "wb") as mended:
        mended.write(ALONG["bang-tong-hop.xlsx"])
    version = Version.objects.get()
    again = {
        "version": version, "day": DAY, "scan": ContentFile(scan, name="ky.pdf"), "scan_name": "ky.pdf",
        "compared_by": house["clerk"], "by": house["clerk"], "signer_name": "Phạm Giám Đốc", "now": NOW,
    }  # fmt: skip
    with pytest.raises(Refused, match="đang giữ số 57"):
        signing.sign_on_paper(number_text="58", **again)
    issue = signing.sign_on_paper(number_text="57", **again)
    assert issue.number == Number.objects.get() and issue.renditions.count() == len(ALONG)


def test_a_number_given_up_in_between_is_not_taken_up_again(house, agency, other_agency, scan):  # noqa: F811
    letter = drafted(house, agency, other_agency, PaperKind.SUBMISSION)
    along = letter.attachments.first()
    with along.file.content.storage.open(along.file.content.name, "wb") as spoilt:
        spoilt.write(b"something else")
    with pytest.raises(Refused):
        gone(letter, house, "pen", scan)
    registers.give_up(number=Number.objects.get(), reason="Ghi nhầm", by=house["clerk"])
    with along.file.content.storage.open(along.file.content.name, "wb") as mended:
        mended.write(ALONG["bang-tong-hop.xlsx"])
    version = Version.objects.get()
    asked = {
        "version": version, "number_text": "59", "day": DAY, "scan": ContentFile(scan, name="ky.pdf"), "scan_name": "k.pdf",
        "compared_by": house["clerk"], "by": house["clerk"], "signer_name": "Phạm Giám Đốc", "now": NOW,
    }  # fmt: skip
    assert signing.sign_on_paper(**asked).symbol == "59/TTr-SVHTTDL"


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("kind", [kind for kind in PaperKind if FORMS[kind].addressed])
def test_as_above_is_whom_the_paper_is_addressed_to(kind, way, house, agency, other_agency, scan):  # noqa: F811
    letter = drafted(
        house, agency, other_agency, kind, copies=("- Như trên;", "Hội Hữu nghị tỉnh", "Lưu: VT")
    )
    gone(letter, house, way, scan)
    assert sorted(Delivery.objects.values_list("channel", "name")) == [
        ("inside", "Sở Công Thương"), ("paper", "Hội Hữu nghị tỉnh"),
    ]  # fmt: skip


def test_a_decision_that_says_as_article_3_tells_its_drafter_that_this_reaches_nobody(
    house,  # noqa: F811
    agency,
    other_agency,
    client_of,
):
    letter = drafted(house, agency, other_agency, PaperKind.DECISION, copies=("Như Điều 3", "Lưu: VT"))
    page = client_of(house["drafter"]).get(reverse("documents:letter", args=[letter.pk])).text
    assert "không gửi tới ai" in page and "Như Điều 3" in page
    addressed = drafted(house, agency, other_agency, PaperKind.LETTER)
    page = client_of(house["drafter"]).get(reverse("documents:letter", args=[addressed.pk])).text
    assert "không gửi tới ai" not in page
