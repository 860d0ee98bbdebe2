"""Files that sign: whose they are, what is refused, where they lie, who sees them, who is trusted to issue."""

from __future__ import annotations

import logging
import stat
from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from tests.certificates import WORD, Authority

from nhipcau.kernel import navigation, reading
from nhipcau.kernel.atomic import InsideTransaction
from nhipcau.kernel.models import LogEntry
from nhipcau.kernel.refusal import Refused
from nhipcau.office.certificates import actions, queries, rules, vault
from nhipcau.office.certificates.models import KeyFile, KeyRemoved, TrustedIssuer
from nhipcau.office.certificates.rules import Validity

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def authority() -> Authority:
    return Authority("CA Chính phủ thử")


def _add(content: bytes, by, word: str = WORD, **owner) -> KeyFile:
    file = ContentFile(content, name="chung-thu.p12")
    owner = owner or {"officer": by}
    return actions.add_key(content=file, passphrase=word, by=by, now=datetime.now(UTC), **owner)


# --- whose a file is ---


def test_a_file_says_whose_it_is_from_whom_and_until_when(officer, authority):
    key = _add(authority.key_file("LÊ CÁN BỘ", organisation="Sở Công Thương"), officer)
    assert (key.officer, key.name, key.issuer) == (officer, "LÊ CÁN BỘ", "CA Chính phủ thử")
    assert key.organisation == "Sở Công Thương"
    assert key.valid_from < datetime.now(UTC) < key.valid_to
    assert queries.own_keys(officer, datetime.now(UTC)) == [key]


@pytest.mark.parametrize(
    ("name", "person"),
    [
        ("Lê Cán Bộ", "Lê Cán Bộ"),
        ("LE CAN BO", "Lê Cán Bộ"),
        ("Trần  Thị-Bình", "Trần Thị Bình"),
        ("Đặng Đức Anh - 0123456789", "Đặng Đức Anh"),
    ],
)
def test_names_on_certificates_are_read_as_offices_write_them(name, person):
    rules.check_person(name=name, person=person)


@pytest.mark.parametrize(
    ("name", "person"),
    [("Lê Cán", "Lê Cán Bộ"), ("Nguyễn An Bình", "An"), ("Trần Văn Bé", "Trần Văn B"), ("", "Lê Cán Bộ")],
)
def test_another_persons_file_is_refused_with_both_names(name, person):
    with pytest.raises(Refused) as refused:
        rules.check_person(name=name, person=person)
    assert f"“{name}”" in str(refused.value) and f"“{person}”" in str(refused.value)


def test_an_agencys_file_begins_with_one_of_its_names(clerk, agency, authority):
    key = _add(authority.key_file("SỞ CÔNG THƯƠNG TỈNH LÂM ĐỒNG"), clerk, agency=agency)
    assert queries.seals_of(agency, datetime.now(UTC)) == [key]
    for name in ("Sở Công An", "Phòng Một Sở Công Thương", "Vũ Văn Thư"):
        with pytest.raises(Refused, match=name):
            _add(authority.key_file(name), clerk, agency=agency)


def test_whoever_may_not_keep_a_file_is_turned_away(
    officer, clerk, agency, other_agency, administrator, authority
):
    with pytest.raises(PermissionDenied):
        _add(authority.key_file("Vũ Văn Thư"), officer, officer=clerk)
    for who, where in ((officer, agency), (clerk, other_agency)):
        with pytest.raises(PermissionDenied):
            _add(authority.key_file(where.name), who, agency=where)
    assert _add(authority.key_file("Vũ Văn Thư"), administrator, officer=clerk).officer == clerk
    assert _add(authority.key_file(other_agency.name), administrator, agency=other_agency)
    assert [key.officer for key in queries.kept_by(clerk)] == [clerk]
    assert not queries.kept_by(officer)


# --- what is refused ---


def test_what_does_not_serve_is_refused_in_words_that_say_what_next(officer, authority):
    good = authority.key_file("Lê Cán Bộ")
    cases = [
        (good, "sai-mật-khẩu", "Mật khẩu của tệp chứng thư số không đúng"),
        (good, "", "Mật khẩu của tệp chứng thư số không đúng"),
        (b"", WORD, "Tệp này trống"),
        (b"%PDF-1.7 khong phai", WORD, "không phải tệp chứng thư số"),
        (good + bytes(300_000), WORD, "lớn hơn 256 KB"),
        (authority.key_file("Lê Cán Bộ", days=-1), WORD, "đã hết hạn"),
        (authority.key_file("Lê Cán Bộ", since=-5), WORD, "chưa dùng được"),
        (authority.key_file("Lê Cán Bộ", with_key=False), WORD, "không có khóa bí mật"),
        (authority.key_file("Lê Cán Bộ", signs=False), WORD, "không dùng để ký được"),
        (authority.key_file("Người Khác"), WORD, "không phải “Lê Cán Bộ”"),
    ]
    for content, word, said in cases:
        with pytest.raises(Refused) as refused:
            _add(content, officer, word)
        assert said in str(refused.value)
        assert "Hãy" in str(refused.value) or "chưa dùng được" in str(refused.value)
    assert not KeyFile.objects.exists()
    assert list(vault.folder().iterdir()) == []


def test_a_file_that_takes_for_ever_to_open_is_refused(officer, authority, monkeypatch):
    monkeypatch.setattr(reading, "SIGNING", reading.Limits(wall=1.0, cpu=1.0))
    with pytest.raises(Refused, match="không kiểm tra được"):
        _add(authority.key_file("Lê Cán Bộ", rounds=6_000_000), officer)


def test_the_same_file_is_not_kept_twice_but_again_after_it_was_removed(officer, authority):
    content = authority.key_file("Lê Cán Bộ")
    first = _add(content, officer)
    with pytest.raises(Refused, match="đã có"):
        _add(content, officer)
    assert len(list(vault.folder().iterdir())) == 1
    actions.remove_key(key=first, by=officer, now=datetime.now(UTC))
    assert _add(content, officer).pk != first.pk


# --- where files lie ---


def test_files_lie_in_a_folder_for_this_account_alone_and_leave_it_when_removed(officer, authority):
    content = authority.key_file("Lê Cán Bộ")
    key = _add(content, officer)
    path = vault.folder() / key.file
    assert stat.S_IMODE(vault.folder().stat().st_mode) == 0o700
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert vault.take(key.file, key.sha256) == content
    actions.remove_key(key=key, by=officer, now=datetime.now(UTC))
    assert not path.exists()
    assert queries.own_keys(officer, datetime.now(UTC)) == []


def test_a_file_exchanged_or_gone_is_not_used(officer, authority):
    key = _add(authority.key_file("Lê Cán Bộ"), officer)
    (vault.folder() / key.file).write_bytes(authority.key_file("Lê Cán Bộ"))
    with pytest.raises(Refused, match="đã bị thay đổi"):
        vault.take(key.file, key.sha256)
    (vault.folder() / key.file).unlink()
    with pytest.raises(Refused, match="sao lưu"):
        vault.take(key.file, key.sha256)


def test_what_a_crash_left_in_the_folder_goes_after_an_hour(officer, authority, monkeypatch):
    left = vault.put(b"nobody's")
    kept = _add(authority.key_file("Lê Cán Bộ"), officer)
    assert (vault.folder() / left).exists(), "somebody may just be adding it"
    monkeypatch.setattr(vault, "ORPHAN", -1.0)
    assert vault.clear({kept.file}) == 1
    assert [path.name for path in vault.folder().iterdir()] == [kept.file]


def test_nothing_of_it_happens_inside_a_transaction(officer, authority):
    content = authority.key_file("Lê Cán Bộ")
    key = _add(content, officer)
    with transaction.atomic():
        for deed in (
            lambda: _add(content, officer),
            lambda: vault.take(key.file, key.sha256),
            lambda: actions.remove_key(key=key, by=officer, now=datetime.now(UTC)),
        ):
            with pytest.raises(InsideTransaction):
                deed()


def test_the_passphrase_is_kept_nowhere(officer, authority, client_of, caplog, tmp_path):
    caplog.set_level(logging.DEBUG)
    word = "một-mật-khẩu-không-ai-có-7391"
    content = authority.key_file("Lê Cán Bộ", word=word)
    client = client_of(officer)
    sent = {"whose": f"o{officer.pk}", "file": SimpleUploadedFile("a.p12", content), "passphrase": word}
    assert client.post("/chung-thu-so/them/", sent).status_code == 302
    sent |= {"file": SimpleUploadedFile("a.p12", b"hong")}
    assert word not in client.post("/chung-thu-so/them/", sent).content.decode()
    assert word not in caplog.text
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT * FROM "{table}"')
            assert word not in str(cursor.fetchall()), table
    for path in tmp_path.rglob("*"):
        assert not path.is_file() or word.encode() not in path.read_bytes()


def test_the_rows_are_frozen(officer, authority):
    key = _add(authority.key_file("Lê Cán Bộ"), officer)
    for sql in ("UPDATE office_keyfile SET name = 'khác'", "DELETE FROM office_keyfile"):
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)
    actions.remove_key(key=key, by=officer, now=datetime.now(UTC))
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM office_keyremoved")
    assert KeyRemoved.objects.get().by == officer


def test_what_is_done_stands_in_the_log(officer, administrator, authority):
    key = _add(authority.key_file("Lê Cán Bộ"), officer)
    actions.remove_key(key=key, by=administrator, now=datetime.now(UTC))
    assert list(
        LogEntry.objects.filter(action__startswith="office.key").values_list("action", "by_name")
    ) == [
        ("office.key_added", "Lê Cán Bộ"),
        ("office.key_removed", "Ngô Quản Trị"),
    ]


# --- days ---


def test_the_last_day_of_a_certificate_is_told_as_it_was_here():
    """Its moments are kept in UTC: seven hours into the day they are of the day before there."""
    end = datetime(2025, 12, 31, 17, 30, tzinfo=UTC)
    with pytest.raises(Refused, match="hết hạn ngày 01/01/2026"):
        rules.check_days(
            name="A", valid_from=end - timedelta(days=1), valid_to=end, now=end + timedelta(days=1)
        )


def test_a_certificate_is_warned_of_a_month_before_its_end():
    end = datetime(2027, 3, 1, tzinfo=UTC)
    start = end - timedelta(days=365)
    for day, found in (
        (start - timedelta(days=1), Validity.EARLY),
        (end - timedelta(days=31), Validity.GOOD),
        (end - timedelta(days=29), Validity.SOON),
        (end + timedelta(days=1), Validity.ENDED),
    ):
        assert rules.validity_of(valid_from=start, valid_to=end, now=day) is found


def test_the_desk_warns_whoever_signs_with_it(officer, clerk, agency, stranger, authority):
    def warned(who) -> int:
        (one,) = [one for one in navigation.waiting.all() if one.key == "office.certificates"]
        return sum(need.count for need in one.find(navigation.Asked(who, datetime.now(UTC).date())))

    _add(authority.key_file("Lê Cán Bộ", days=20), officer)
    _add(authority.key_file("Sở Công Thương", days=400), clerk, agency=agency)
    assert (warned(officer), warned(clerk)) == (1, 0)
    _add(authority.key_file("Sở Công Thương", days=3), clerk, agency=agency)
    assert (warned(officer), warned(clerk)) == (1, 1)


# --- issuers ---


def test_issuers_are_trusted_by_the_administrator_alone_and_until_removed(administrator, officer, authority):
    content = ContentFile(authority.pem, name="goc.pem")
    with pytest.raises(PermissionDenied):
        actions.add_issuers(content=content, by=officer, now=datetime.now(UTC))
    (issuer,) = actions.add_issuers(content=content, by=administrator, now=datetime.now(UTC))
    assert queries.trusted() == (authority.der,)
    with pytest.raises(Refused, match="từ trước"):
        actions.add_issuers(content=content, by=administrator, now=datetime.now(UTC))
    actions.remove_issuer(issuer=issuer, by=administrator, now=datetime.now(UTC))
    assert queries.trusted() == ()
    assert TrustedIssuer.objects.count() == 1


def test_a_persons_certificate_is_no_issuer(administrator, authority):
    from cryptography.hazmat.primitives.serialization import Encoding, pkcs12

    _, mine, _ = pkcs12.load_key_and_certificates(authority.key_file("Lê Cán Bộ"), WORD.encode())
    with pytest.raises(Refused, match="không phải của nơi cấp"):
        actions.add_issuers(
            content=ContentFile(mine.public_bytes(Encoding.PEM), name="a.pem"),
            by=administrator,
            now=datetime.now(UTC),
        )


# --- screens ---


def test_a_file_comes_in_and_goes_on_its_pages(officer, authority, client_of):
    client = client_of(officer)
    assert "Chưa có chứng thư số nào" in client.get("/chung-thu-so/").content.decode()
    content = authority.key_file("Lê Cán Bộ", days=10)
    sent = {"whose": f"o{officer.pk}", "file": SimpleUploadedFile("a.p12", content), "passphrase": "sai"}
    assert (
        "Mật khẩu của tệp chứng thư số không đúng"
        in client.post("/chung-thu-so/them/", sent).content.decode()
    )
    sent |= {"file": SimpleUploadedFile("a.p12", content), "passphrase": WORD}
    page = client.post("/chung-thu-so/them/", sent, follow=True).content.decode()
    assert "Lê Cán Bộ" in page and "CA Chính phủ thử" in page and "sắp hết hạn" in page
    key = KeyFile.objects.get()
    client.post(f"/chung-thu-so/{key.pk}/go/")
    assert KeyRemoved.objects.filter(key=key).exists()
    assert client.post(f"/chung-thu-so/{key.pk}/go/").status_code == 404


def test_nobody_removes_or_chooses_anothers_file(officer, clerk, agency, authority, client_of):
    key = _add(authority.key_file("Vũ Văn Thư"), clerk)
    client = client_of(officer)
    assert client.post(f"/chung-thu-so/{key.pk}/go/").status_code == 403
    for whose in (f"o{clerk.pk}", f"a{agency.pk}"):
        sent = {
            "whose": whose,
            "file": SimpleUploadedFile("a.p12", authority.key_file("Vũ Văn Thư")),
            "passphrase": WORD,
        }
        assert client.post("/chung-thu-so/them/", sent).status_code == 200
    assert KeyFile.objects.count() == 1


def test_the_administrator_trusts_an_issuer_on_a_page(administrator, authority, client_of):
    client = client_of(administrator)
    wrong = client.post("/chung-thu-so/noi-cap/", {"file": SimpleUploadedFile("a.pem", b"khong")})
    assert "không có chứng thư nào đọc được" in wrong.content.decode()
    sent = {"file": SimpleUploadedFile("goc.pem", authority.pem)}
    assert "CA Chính phủ thử" in client.post("/chung-thu-so/noi-cap/", sent, follow=True).content.decode()
    client.post(f"/chung-thu-so/noi-cap/{TrustedIssuer.objects.get().pk}/go/")
    assert queries.trusted() == ()
