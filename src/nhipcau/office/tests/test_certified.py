"""Papers signed with certificates: the signer's, then number, day and seal; altered, killed between, read again."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from tests.certificates import WORD, Authority
from tests.laid import laid

from nhipcau.engines.pdfsign.model import Integrity
from nhipcau.kernel.atomic import InsideTransaction
from nhipcau.kernel.clock import today
from nhipcau.kernel.models import LogEntry
from nhipcau.kernel.refusal import Refused
from nhipcau.office.certificates import actions as certificates
from nhipcau.office.certificates import queries as certificate_queries
from nhipcau.office.certificates.models import KeyFile
from nhipcau.office.certificates.signing import Unlocked
from nhipcau.office.registers.models import Number
from nhipcau.office.signing import actions, certified, checking
from nhipcau.office.signing.actions import issuing
from nhipcau.office.signing.deeds import state_of
from nhipcau.office.signing.models import Issue, PaperSignature, Place, Step, Version
from nhipcau.office.signing.rules import State
from nhipcau.office.tests.conftest import DAY, NOW

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def authority() -> Authority:
    return Authority("CA Chính phủ thử")


def _kept(content: bytes, by, **owner) -> KeyFile:
    file = ContentFile(content, name="a.p12")
    return certificates.add_key(content=file, passphrase=WORD, by=by, now=datetime.now(UTC), **owner)


@pytest.fixture
@laid
def own_key(authority, agency_leader) -> Unlocked:
    content = authority.key_file("Đỗ Giám Đốc", organisation="Sở Công Thương")
    return Unlocked(_kept(content, agency_leader, officer=agency_leader), WORD)


@pytest.fixture
@laid
def seal(authority, clerk, agency) -> Unlocked:
    return Unlocked(_kept(authority.key_file("Sở Công Thương"), clerk, agency=agency), WORD)


@pytest.fixture
@laid
def trusted(authority, administrator):
    content = ContentFile(authority.pem, name="goc.pem")
    return certificates.add_issuers(content=content, by=administrator, now=datetime.now(UTC))


@pytest.fixture
@laid
def checked(presented, checker):
    actions.take_step(version=presented, step="check", seen_seal=presented.seal, by=checker, now=NOW)
    return presented


def _sign(version, leader, own_key) -> Step:
    return actions.sign_with_certificate(
        version=version, seen_seal=version.seal, by=leader, now=NOW, unlocked=own_key
    )


@pytest.fixture
@laid
def certified_version(checked, agency_leader, own_key):
    """Checked, and signed by the leader's certificate; without a number yet."""
    _sign(checked, agency_leader, own_key)
    return checked


@pytest.fixture
@laid
def sent_out(certified_version, clerk, seal):
    actions.issue(version=certified_version, by=clerk, day=DAY, seal=seal)
    return _again(certified_version)


def _again(version) -> Version:
    return Version.objects.with_deeds().get(pk=version.pk)


def _bytes(stored) -> bytes:
    with stored.content.open("rb") as kept:
        return kept.read()


def _integrities(version) -> list[Integrity]:
    return [one.integrity for one in certified.signatures_of(_again(version))]


def _spoil(stored, change) -> None:
    with open(stored.content.path, "r+b") as kept:  # noqa: PTH123
        content = change(kept.read())
        kept.seek(0)
        kept.truncate()
        kept.write(content)


# --- the signer ---


def test_the_leader_signs_the_pdf_with_number_and_day_open(certified_version, agency_leader, trusted):
    paper = certified.signed_paper(certified_version)
    assert (paper.by, paper.place, paper.pdf_sha256) == (agency_leader, Place.SIGNER, paper.pdf.sha256)
    assert set(paper.places) == {"number", "day", "month", "year", "seal"}
    (found,) = certified.signatures_of(_again(certified_version))
    assert (found.name, found.integrity) == ("Đỗ Giám Đốc", Integrity.INTACT)
    assert found.issuer_known and found.in_force
    assert state_of(_again(certified_version)) is State.SIGNED


def test_nobody_signs_with_anothers_certificate(checked, agency_leader, clerk, authority, seal):
    others = Unlocked(_kept(authority.key_file("Vũ Văn Thư"), clerk, officer=clerk), WORD)
    for key in (others, seal):
        with pytest.raises(PermissionDenied):
            _sign(checked, agency_leader, key)
    assert not PaperSignature.objects.exists()


def test_a_refused_signature_signs_nothing(checked, presented, agency_leader, own_key):
    wrong = Unlocked(own_key.key, "sai")
    with pytest.raises(Refused, match="Mật khẩu của tệp chứng thư số không đúng"):
        _sign(checked, agency_leader, wrong)
    with pytest.raises(Refused, match="khác với bản"):
        actions.sign_with_certificate(
            version=checked, seen_seal="0" * 64, by=agency_leader, now=NOW, unlocked=own_key
        )
    assert Step.objects.count() == 1 and not PaperSignature.objects.exists()


def test_a_step_whose_turn_it_is_not_makes_no_file(presented, agency_leader, own_key, monkeypatch):
    monkeypatch.setattr(certified, "signer_pdf", lambda *args, **more: pytest.fail("made"))
    with pytest.raises(Refused, match="Soát xét"):
        _sign(presented, agency_leader, own_key)


def test_a_certificate_that_was_removed_or_ended_signs_no_more(
    checked, agency_leader, authority, monkeypatch
):
    key = _kept(authority.key_file("Đỗ Giám Đốc", days=1), agency_leader, officer=agency_leader)
    later = datetime.now(UTC) + timedelta(days=2)
    with monkeypatch.context() as once, pytest.raises(Refused, match="hết hạn"):
        once.setattr("nhipcau.office.certificates.signing.timezone.now", lambda: later)
        _sign(checked, agency_leader, Unlocked(key, WORD))
    certificates.remove_key(key=key, by=agency_leader, now=datetime.now(UTC))
    with pytest.raises(Refused, match="vừa được gỡ"):
        _sign(checked, agency_leader, Unlocked(key, WORD))


def test_killed_before_the_signature_is_written_nothing_was_signed(
    checked, agency_leader, own_key, monkeypatch
):
    from nhipcau.office.signing.actions import chain

    def killed(**more):
        raise SystemExit

    with monkeypatch.context() as once, pytest.raises(SystemExit):
        once.setattr(chain, "take_step", killed)
        _sign(checked, agency_leader, own_key)
    assert state_of(_again(checked)) is State.PRESENTED
    _sign(checked, agency_leader, own_key)
    assert state_of(_again(checked)) is State.SIGNED


def test_it_is_not_signed_inside_a_transaction(checked, agency_leader, own_key):
    with pytest.raises(InsideTransaction), transaction.atomic():
        _sign(checked, agency_leader, own_key)


# --- number, day and seal ---


def test_the_seal_follows_and_the_first_signature_still_verifies(sent_out, certified_version, trusted):
    issue = Issue.objects.get()
    before = certified.signed_paper(sent_out)
    assert _bytes(issue.pdf).startswith(_bytes(before.pdf)), "an increment behind what the leader signed"
    found = certified.signatures_of(sent_out)
    assert [(one.name, one.integrity) for one in found] == [
        ("Đỗ Giám Đốc", Integrity.INTACT),
        ("Sở Công Thương", Integrity.INTACT),
    ]
    assert all(one.issuer_known for one in found)
    assert checking.is_whole(checking.check(sent_out))
    assert [row.place for row in PaperSignature.objects.all()] == [Place.SIGNER, Place.SEAL]


def test_the_seal_alone_where_the_leader_has_no_certificate(signed, clerk, seal):
    actions.issue(version=signed, by=clerk, day=DAY, seal=seal)
    assert [one.name for one in certified.signatures_of(_again(signed))] == ["Sở Công Thương"]
    assert _integrities(signed) == [Integrity.INTACT]


def test_without_a_seal_number_and_day_are_filled_and_that_is_said(certified_version, clerk):
    actions.issue(version=certified_version, by=clerk, day=DAY)
    assert _integrities(certified_version) == [Integrity.FILLED]


def test_without_certificates_everything_is_as_before(issued):
    assert certified.signatures_of(_again(issued)) == ()
    assert b"/ByteRange" not in _bytes(Issue.objects.get().pdf)
    assert not PaperSignature.objects.exists()


def test_the_words_seen_on_the_paper_have_number_and_day(sent_out):
    import pypdfium2

    document = pypdfium2.PdfDocument(_bytes(Issue.objects.get().pdf))
    document.init_forms()
    document[0].flatten()
    out = io.BytesIO()
    document.save(out)
    words = pypdfium2.PdfDocument(out.getvalue())[0].get_textpage().get_text_bounded()
    for word in ("01", f"{DAY.day:02d}", str(DAY.year), "Ký số: Đỗ Giám Đốc", "Ký số: Sở Công Thương"):
        assert word in words


def test_a_seal_of_another_agency_or_without_the_right_is_turned_away(
    certified_version, clerk, agency_leader, other_agency, administrator, authority, seal
):
    others = Unlocked(_kept(authority.key_file(other_agency.name), administrator, agency=other_agency), WORD)
    with pytest.raises(PermissionDenied):
        actions.issue(version=certified_version, by=clerk, day=DAY, seal=others)
    with pytest.raises(PermissionDenied):
        actions.issue(version=certified_version, by=agency_leader, day=DAY, seal=seal)
    assert not Number.objects.exists()


def test_a_wrong_passphrase_takes_no_number(certified_version, clerk, seal):
    with pytest.raises(Refused, match="Mật khẩu"):
        actions.issue(version=certified_version, by=clerk, day=DAY, seal=Unlocked(seal.key, "sai"))
    assert not Number.objects.exists()
    assert state_of(_again(certified_version)) is State.SIGNED


def test_a_paper_altered_between_signature_and_issue_is_not_issued(certified_version, clerk, seal):
    _spoil(certified.signed_paper(certified_version).pdf, lambda content: content + b"\n")
    with pytest.raises(Refused, match="đã bị sửa sau khi ký"):
        actions.issue(version=certified_version, by=clerk, day=DAY, seal=seal)
    assert not Issue.objects.exists()


def test_files_are_signed_outside_any_transaction(certified_version, clerk, seal, monkeypatch):
    usual, depths = certified.signing.sign, []

    def watched(*args):
        depths.append([atomic._from_testcase for atomic in connection.atomic_blocks])
        return usual(*args)

    monkeypatch.setattr(certified.signing, "sign", watched)
    actions.issue(version=certified_version, by=clerk, day=DAY, seal=seal)
    assert len(depths) == 1 and all(depths[0])


@dataclass
class Killed:
    """A process that dies at a place: what it did before stays."""

    monkeypatch: pytest.MonkeyPatch

    def at(self, place: str, deed) -> None:
        def die(*args, **more):
            raise SystemExit

        with self.monkeypatch.context() as once, pytest.raises(SystemExit):
            once.setattr(issuing, place, die)
            deed()


@pytest.mark.parametrize("place", ["make_papers", "_write_issue"])
def test_killed_between_number_and_issue_it_is_taken_up_with_the_passphrase_typed_again(
    certified_version, clerk, seal, monkeypatch, place, client_of
):
    Killed(monkeypatch).at(
        place, lambda: actions.issue(version=certified_version, by=clerk, day=DAY, seal=seal)
    )
    assert state_of(_again(certified_version)) is State.NUMBERED
    page = client_of(clerk).get(f"/ban-ky/{certified_version.pk}/").content.decode()
    assert "Đang giữ số 01/TB-SCT" in page and 'name="passphrase"' in page
    with pytest.raises(Refused, match="Mật khẩu"):
        actions.issue(version=certified_version, by=clerk, day=DAY, seal=Unlocked(seal.key, ""))
    issue = actions.issue(version=certified_version, by=clerk, day=DAY, seal=seal)
    assert (issue.symbol, issue.issued_on) == ("01/TB-SCT", DAY)
    assert Number.objects.count() == 1
    assert _integrities(certified_version) == [Integrity.INTACT, Integrity.INTACT]


def test_a_second_certificate_does_not_take_the_first_ones_place(sent_out, seal, clerk):
    with pytest.raises(Refused):
        actions.issue(version=sent_out, by=clerk, day=DAY, seal=seal)
    row = PaperSignature.objects.first()
    copy = {field.attname: getattr(row, field.attname) for field in row._meta.local_concrete_fields}
    with pytest.raises(IntegrityError), transaction.atomic():
        PaperSignature.objects.create(**{name: value for name, value in copy.items() if name != "id"})
    for sql in ("UPDATE office_papersignature SET pdf_sha256 = 'x'", "DELETE FROM office_papersignature"):
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)


def test_certificates_stand_in_the_log(sent_out):
    assert LogEntry.objects.filter(action="office.paper_signed").count() == 2


# --- altered, unknown ---


def _changed_inside(content: bytes) -> bytes:
    """Another word in the first signed range, as long as before."""
    place = content.index(b"/Producer") if b"/Producer" in content else content.index(b"/Type/Page")
    return content[: place + 1] + bytes([content[place + 1] ^ 1]) + content[place + 2 :]


def _appended(content: bytes) -> bytes:
    """A black square over the first page, in an increment."""
    from pyhanko.pdf_utils import generic
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

    writer = IncrementalPdfFileWriter(io.BytesIO(content))
    drawn = writer.add_object(generic.StreamObject(stream_data=b"0 0 200 200 re f"))
    page = writer.find_page_for_modification(0)[0].get_object()
    page["/Contents"] = generic.ArrayObject([page.raw_get("/Contents"), drawn])
    writer.update_container(page)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


@pytest.mark.parametrize("change", [_changed_inside, _appended])
def test_an_altered_pdf_is_said_on_the_page_by_the_command_and_on_the_page_for_any_pdf(
    sent_out, trusted, clerk, client_of, tmp_path, change
):
    issue, client = Issue.objects.get(), client_of(clerk)
    page = client.get(f"/ban-ky/{sent_out.pk}/").content.decode()
    assert "đã bị sửa sau khi ký" not in page
    assert page.count("chưa kiểm tra chứng thư có bị thu hồi hay không") == 2
    assert page.count("nơi cấp được tin: CA Chính phủ thử") == 2
    copy = tmp_path / "nhan-duoc.pdf"
    copy.write_bytes(change(_bytes(issue.pdf)))
    said = io.StringIO()
    with pytest.raises(CommandError):
        call_command("seal", "check", str(copy), stdout=said)
    assert "đã bị sửa sau khi ký" in said.getvalue()
    sent = {"file": SimpleUploadedFile("nhan-duoc.pdf", copy.read_bytes())}
    assert "đã bị sửa sau khi ký" in client.post("/kiem-tra-chu-ky/", sent).content.decode()
    _spoil(issue.pdf, change)
    page = client.get(f"/ban-ky/{sent_out.pk}/").content.decode()
    assert page.count("đã bị sửa sau khi ký") >= 2


def test_a_pdf_broken_or_gone_is_said_on_the_page(sent_out, clerk, client_of):
    issue, client = Issue.objects.get(), client_of(clerk)
    before = certified.signed_paper(sent_out).pdf
    _spoil(issue.pdf, lambda content: b"%PDF-1.7 hong")
    page = client.get(f"/ban-ky/{sent_out.pk}/").content.decode()
    assert "bị hỏng nên không đọc được chữ ký" in page and "đã bị sửa sau khi ký" in page
    for stored in (issue.pdf, before):
        stored.content.storage.delete(stored.content.name)
    page = client.get(f"/ban-ky/{sent_out.pk}/").content.decode()
    assert page.count("không còn trong kho") == 2
    for address in ("ban-in/", "tep/pdf/"):
        assert client.get(f"/ban-ky/{sent_out.pk}/{address}").status_code == 404


def test_the_command_says_four_things_of_each_signature(sent_out, trusted, tmp_path):
    copy, said = tmp_path / "a.pdf", io.StringIO()
    copy.write_bytes(_bytes(Issue.objects.get().pdf))
    call_command("seal", "check", str(copy), stdout=said)
    words = said.getvalue()
    assert "đúng bản đã phát hành: 01/TB-SCT" in words
    for once in ("Đỗ Giám Đốc (Sở Công Thương)", "Sở Công Thương, "):
        assert once in words
    assert words.count("nguyên vẹn") == 2
    assert words.count("nơi cấp được tin: CA Chính phủ thử") == 2
    assert words.count("chưa kiểm tra chứng thư có bị thu hồi hay không") == 2


def test_an_issuer_that_is_not_trusted_is_said_so(sent_out, clerk, client_of, tmp_path):
    page = client_of(clerk).get(f"/ban-ky/{sent_out.pk}/").content.decode()
    assert page.count("nơi cấp chưa được tin: CA Chính phủ thử") == 2
    assert "nguyên vẹn" in page


def test_a_pdf_of_another_house_is_read_and_judged(authority, trusted, tmp_path, officer, client_of):
    from nhipcau.engines.officialdoc.write.model import Draft, Letterhead, Paragraph, Signature
    from nhipcau.engines.officialdoc.write.pdf import write_pdf
    from nhipcau.engines.pdfsign import work
    from nhipcau.engines.pdfsign.model import Asked

    paper = Draft(
        letterhead=Letterhead(
            issuer="UBND tỉnh khác", symbol="CV", place="Huế", number="9", issued=date(2026, 1, 2)
        ),
        kind="THÔNG BÁO",
        summary="Từ nơi khác",
        body=(Paragraph("Chữ."),),
        signature=Signature(position="CHỦ TỊCH", name="Người Ký", authority=()),
    )
    plain = write_pdf(paper)
    made = work.sign(plain, authority.key_file("Người Ký"), WORD, Asked("chu-ky"))
    copy, said = tmp_path / "khac.pdf", io.StringIO()
    copy.write_bytes(made)
    call_command("seal", "check", str(copy), stdout=said)
    assert "Người Ký" in said.getvalue() and "nguyên vẹn" in said.getvalue()
    client = client_of(officer)
    page = client.post("/kiem-tra-chu-ky/", {"file": SimpleUploadedFile("khac.pdf", made)}).content.decode()
    assert "Người Ký" in page and "nguyên vẹn" in page
    page = client.post("/kiem-tra-chu-ky/", {"file": SimpleUploadedFile("k.pdf", plain)}).content.decode()
    assert "không có chữ ký số nào" in page
    for content in (b"", b"khong phai", b"%PDF-1.7 hong"):
        answer = client.post("/kiem-tra-chu-ky/", {"file": SimpleUploadedFile("k.pdf", content)})
        assert "nc-error" in answer.content.decode()
    copy.write_bytes(plain)
    with pytest.raises(CommandError):
        call_command("seal", "check", str(copy), stdout=said)


# --- screens ---


def test_the_whole_way_on_its_pages(checked, agency_leader, clerk, own_key, seal, trusted, client_of):
    address = f"/ban-ky/{checked.pk}"
    client = client_of(agency_leader)
    page = client.get(f"{address}/buoc/").content.decode()
    assert "Ký số vào tệp PDF" in page and 'type="password"' in page
    sent = {
        "seen_seal": checked.seal,
        "capacity": "head",
        "key": own_key.key.pk,
        "passphrase": "sai",
    }
    answer = client.post(f"{address}/buoc/", sent, follow=True).content.decode()
    assert "Mật khẩu của tệp chứng thư số không đúng" in answer
    client.post(f"{address}/buoc/", sent | {"passphrase": WORD})
    assert state_of(_again(checked)) is State.SIGNED
    assert b"/ByteRange" in b"".join(client.get(f"{address}/ban-in/").streaming_content)
    client = client_of(clerk)
    assert "Đóng dấu số của cơ quan vào tệp PDF" in client.get(f"{address}/").content.decode()
    sent = {"day": today().isoformat(), "number_text": "", "key": seal.key.pk, "passphrase": WORD}
    client.post(f"{address}/phat-hanh/", sent)
    page = client.get(f"{address}/").content.decode()
    assert "Sở Công Thương" in page and page.count("theo đồng hồ máy ký") == 2
    assert checking.is_whole(checking.check(_again(checked)))


def test_whoever_has_a_certificate_may_still_sign_without(checked, agency_leader, own_key, client_of):
    sent = {"seen_seal": checked.seal, "capacity": "head", "key": "", "passphrase": ""}
    client_of(agency_leader).post(f"/ban-ky/{checked.pk}/buoc/", sent)
    assert state_of(_again(checked)) is State.SIGNED
    assert not PaperSignature.objects.exists()


def test_the_checker_is_not_asked_for_a_certificate(presented, checker, authority, client_of):
    _kept(authority.key_file("Hồ Soát Xét"), checker, officer=checker)
    assert certificate_queries.own_keys(checker, datetime.now(UTC))
    assert 'name="passphrase"' not in client_of(checker).get(f"/ban-ky/{presented.pk}/").content.decode()
