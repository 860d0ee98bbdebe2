"""Signing with certificates in the browser: files added, a paper signed, sealed, and its PDF looked at; on a phone too."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils import timezone

from nhipcau.agencies.models import AgencyName, Officer, RoleHolding
from nhipcau.agencies.rules import Role
from nhipcau.documents.letters import actions as letters
from nhipcau.documents.letters.actions import Receiver
from nhipcau.documents.letters.models import RecipientRole
from nhipcau.documents.letters.rules import PaperKind
from nhipcau.office.signing import actions as signing
from nhipcau.office.signing.models import Issue
from tests.certificates import WORD, Authority
from tests.journeys.conftest import DESKTOP, PASSWORD, PHONE
from tests.journeys.screens import wrong_on

pytestmark = [pytest.mark.browser, pytest.mark.long, pytest.mark.django_db(transaction=True)]


def _somebody(username: str, name: str, role: Role, agency, position: str) -> Officer:
    person = Officer.objects.create_user(
        username=username, password=PASSWORD, full_name=name, agency=agency, position=position
    )
    RoleHolding.objects.create(
        officer=person, role=role, agency=agency, since=date(2020, 1, 1), given_at=timezone.now()
    )
    return person


@pytest.fixture
def waiting(installation, agency):
    """A letter that waits for its signer: (version, signer, clerk)."""
    AgencyName.objects.create(agency=agency, name="SCT", kind="abbreviation")
    drafter = _somebody("soan", "Lê Soạn Thảo", Role.OFFICER, agency, "Chuyên viên")
    checker = _somebody("soat", "Trần Soát Xét", Role.OFFICER, agency, "Trưởng phòng")
    signer = _somebody("ky", "Phạm Giám Đốc", Role.AGENCY_LEADER, agency, "Giám đốc")
    clerk = _somebody("thu", "Võ Văn Thư", Role.CLERK, agency, "Văn thư")
    words = {
        "summary": "báo cáo công tác thông tin đối ngoại",
        "body": "Sở đề nghị báo cáo kết quả 6 tháng.\n1. Trước ngày 25/6.",
        "signer": signer,
    }
    to = [
        Receiver("Sở Văn hóa, Thể thao và Du lịch", None, RecipientRole.ADDRESSED),
        Receiver("Lưu: VT"),
    ]
    letter = letters.draft(kind=PaperKind.LETTER, agency=agency, by=drafter, fields=words, receivers=to)
    version = signing.present(subject=letter, by=drafter)
    signing.take_step(version=version, step="checked", seen_seal=version.seal, by=checker, now=timezone.now())
    return version, signer, clerk


def _add(page, address: str, content: bytes, whose: str) -> None:
    page.goto(f"{address}/chung-thu-so/them/")
    page.select_option("[name=whose]", label=whose)
    page.set_input_files(
        "[name=file]", {"name": "a.p12", "mimeType": "application/x-pkcs12", "buffer": content}
    )
    page.fill("[name=passphrase]", WORD)
    page.get_by_role("button", name="Thêm", exact=True).click()
    page.wait_for_selector("text=Đã thêm chứng thư số")


def _shot(page, pictures, name: str) -> None:
    if pictures:
        page.screenshot(path=pictures / f"chu-ky-so-{name}.png", full_page=True)


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_a_letter_is_signed_and_sealed_with_certificates(
    open_as, live_server, waiting, administrator, size, pictures
):
    version, signer, clerk = waiting
    authority, address = Authority("CA Chính phủ thử"), live_server.url
    told = "phone" if size == PHONE else "desk"
    here = f"{address}/ban-ky/{version.pk}/"

    page = open_as(signer, size=size)
    page.goto(address)
    page.locator("button.dropdown-toggle", has_text=str(signer)).last.click()
    page.get_by_role("link", name="Chứng thư số, chữ ký số").click()
    _add(
        page,
        address,
        authority.key_file("PHẠM GIÁM ĐỐC", days=20, organisation="Sở Công Thương"),
        f"của tôi ({signer})",
    )
    wrong = wrong_on(page, f"{address}/chung-thu-so/", told) + wrong_on(
        page, f"{address}/chung-thu-so/them/", told
    )
    page.goto(here)
    page.get_by_role("link", name="Ký…").click()
    _shot(page, pictures, f"ky-{told}")
    page.fill("[name=passphrase]", "sai")
    page.get_by_role("button", name="Ký, đứng tên").click()
    page.wait_for_selector("text=Mật khẩu của tệp chứng thư số không đúng")
    page.fill("[name=passphrase]", WORD)
    if not page.locator("[name=passphrase]").count():
        page.get_by_role("link", name="Ký…").click()
    page.fill("[name=passphrase]", WORD)
    page.get_by_role("button", name="Ký, đứng tên").click()
    page.wait_for_selector("text=Đã xong bước")

    desk = open_as(clerk, size=size)
    _add(desk, address, authority.key_file("Sở Công Thương"), "Sở Công Thương")
    wrong += wrong_on(desk, here, told)
    desk.goto(here)
    desk.fill("[name=passphrase]", WORD)
    _shot(desk, pictures, f"phat-hanh-{told}")
    desk.on("dialog", lambda asked: asked.accept())
    desk.get_by_role("button", name="Phát hành", exact=True).click()
    desk.wait_for_selector("text=Đã phát hành")
    assert desk.get_by_text("nguyên vẹn", exact=True).count() >= 4  # words, files, two signatures
    assert desk.get_by_text("nơi cấp chưa được tin: CA Chính phủ thử").count() == 2
    wrong += wrong_on(desk, here, told)

    trusts = open_as(administrator, size=size)
    trusts.goto(f"{address}/chung-thu-so/noi-cap/")
    trusts.set_input_files(
        "[name=file]", {"name": "goc.pem", "mimeType": "text/plain", "buffer": authority.pem}
    )
    trusts.get_by_role("button", name="Thêm", exact=True).click()
    trusts.wait_for_selector("text=Đã thêm nơi cấp được tin")
    _shot(trusts, pictures, f"trang-{told}")
    wrong += wrong_on(trusts, f"{address}/chung-thu-so/", told)
    wrong += wrong_on(trusts, f"{address}/chung-thu-so/noi-cap/", told)

    desk.goto(here)
    assert desk.get_by_text("nơi cấp được tin: CA Chính phủ thử").count() == 2
    _shot(desk, pictures, f"kiem-tra-{told}")
    with Issue.objects.get().pdf.content.open("rb") as kept:
        altered = kept.read().replace(b"/Type/Page", b"/Typf/Page", 1)
    desk.get_by_role("link", name="Kiểm tra một tệp PDF khác").click()
    desk.set_input_files(
        "[name=file]", {"name": "nhan.pdf", "mimeType": "application/pdf", "buffer": altered}
    )
    desk.get_by_role("button", name="Kiểm tra", exact=True).click()
    desk.wait_for_selector("text=đã bị sửa sau khi ký")
    _shot(desk, pictures, f"da-sua-{told}")
    assert wrong == []
