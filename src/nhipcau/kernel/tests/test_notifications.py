from __future__ import annotations

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import gettext_lazy, override

from nhipcau.kernel import notifications, sentences
from nhipcau.kernel.models import LetterLanguage, Notice, NoticeChoice
from nhipcau.kernel.refusal import Words
from nhipcau.kernel.sentences import Sentence


@pytest.fixture(autouse=True)
def _kind(monkeypatch):
    monkeypatch.setattr(notifications, "_kinds", notifications._kinds.copy())
    notifications.register_kind("test.due", "Việc sắp đến hạn")
    monkeypatch.setitem(sentences._sentences, "test.due.on", "%(day)s: %(what)s")


def tell(*recipients, **more) -> int:
    given = {"kind": "test.due", "once": "test:1", "title": "Sắp đến hạn", "url": "/ke-hoach/"}
    return notifications.notify(recipients=recipients, **(given | more))


def test_the_same_thing_is_told_once(officer, leader):
    assert tell(officer) == 1
    assert tell(officer, leader) == 1
    assert tell(officer, leader) == 0
    assert Notice.objects.count() == 2


def test_another_thing_is_told_too(officer):
    assert tell(officer) == tell(officer, once="test:2") == 1


def test_a_closed_account_is_passed_over(officer):
    officer.is_active = False
    assert tell(officer) == 0


def test_an_unknown_kind_is_a_mistake_in_the_program(officer):
    with pytest.raises(ImproperlyConfigured):
        tell(officer, kind="test.unknown")


def test_a_kind_has_one_label():
    notifications.register_kind("test.due", "Việc sắp đến hạn")
    with pytest.raises(ImproperlyConfigured):
        notifications.register_kind("test.due", "Khác")


@pytest.mark.parametrize(
    ("in_app", "by_mail", "told"), [(True, True, 1), (True, False, 1), (False, True, 1), (False, False, 0)]
)
def test_choices_are_kept(officer, in_app, by_mail, told):
    NoticeChoice.objects.create(officer=officer, kind="test.due", in_app=in_app, by_mail=by_mail)
    assert tell(officer) == told
    assert Notice.objects.to(officer).unread().count() == (told if in_app else 0)
    assert Notice.objects.awaiting_mail().count() == (told if by_mail else 0)


def test_without_an_address_no_letter_is_wanted(officer):
    officer.email = ""
    officer.save()
    tell(officer)
    assert not Notice.objects.awaiting_mail().exists()


def test_each_reader_reads_the_machine_s_words_in_the_language_of_the_page(client_of, officer, leader):
    tell(
        officer,
        leader,
        title=Sentence("test.due.on", {"day": gettext_lazy("Monday"), "what": Words("Nhật ký")}),
        text=gettext_lazy("Tuesday"),
    )
    assert {notice.title for notice in Notice.objects.all()} == {"Thứ 2: Nhật ký"}
    client = client_of(officer)
    assert "Thứ 2: Nhật ký" in client.get("/thong-bao/").content.decode()
    client.cookies["nhipcau_language"] = "en"
    page = client.get("/thong-bao/").content.decode()
    assert "Monday: Audit log" in page and "Tuesday" in page


def test_what_a_person_wrote_stays_as_written(officer):
    tell(officer, title="Đề nghị sửa", text="Theo ý kiến của Sở")
    notice = Notice.objects.get()
    with override("en"):
        assert (notice.heading, notice.words, notice.said) == ("Đề nghị sửa", "Theo ý kiến của Sở", {})


def test_a_notice_from_before_codes_is_shown_as_it_was_written(officer):
    notice = Notice.objects.create(recipient=officer, kind="test.due", once="old", title="Sắp đến hạn")
    with override("en"):
        assert notice.heading == "Sắp đến hạn"


def test_a_sentence_that_no_app_registered_is_a_mistake_in_the_program(officer):
    with pytest.raises(ImproperlyConfigured):
        tell(officer, title=Sentence("test.unknown"))


def test_many_are_told_with_few_queries(officer, leader, coordinator, django_assert_max_num_queries):
    with django_assert_max_num_queries(7):
        assert tell(officer, leader, coordinator) == 3


def test_the_bell_leads_to_unread_notices_first(client_of, officer):
    tell(officer)
    tell(officer, once="test:2", title="Tin mới hơn")
    client = client_of(officer)
    notifications.mark_read(officer, Notice.objects.filter(once="test:2"))
    page = client.get("/thong-bao/").content.decode()
    assert page.index("Sắp đến hạn") < page.index("Tin mới hơn")
    assert "1 thông báo chưa đọc" in page


def test_opening_a_notice_marks_it_read_and_goes_on(client_of, officer):
    tell(officer)
    notice = Notice.objects.get()
    response = client_of(officer).post(f"/thong-bao/{notice.pk}/da-doc/", {"open": "1"})
    assert (response.status_code, response["Location"]) == (302, "/ke-hoach/")
    assert not Notice.objects.unread().exists()


def test_a_notice_never_leads_away_from_this_system(client_of, officer):
    tell(officer, url="//elsewhere.example")
    response = client_of(officer).post(f"/thong-bao/{Notice.objects.get().pk}/da-doc/", {"open": "1"})
    assert response["Location"] == "/thong-bao/"


def test_marking_one_with_htmx_brings_its_line_and_the_new_count(client_of, officer):
    tell(officer)
    answer = (
        client_of(officer)
        .post(f"/thong-bao/{Notice.objects.get().pk}/da-doc/", HTTP_HX_REQUEST="true")
        .content.decode()
    )
    assert "hx-swap-oob" in answer and "0 thông báo chưa đọc" in answer and "Mới" not in answer


def test_another_s_notice_cannot_be_marked(client_of, officer, leader):
    tell(officer)
    assert client_of(leader).post(f"/thong-bao/{Notice.objects.get().pk}/da-doc/").status_code == 404
    assert Notice.objects.unread().count() == 1


def test_all_can_be_marked_but_only_the_own_ones(client_of, officer, leader):
    tell(officer, leader)
    client_of(officer).post("/thong-bao/da-doc-het/")
    assert [notice.recipient for notice in Notice.objects.unread()] == [leader]


def test_choices_are_made_on_their_page_and_written_down(client_of, officer):
    from nhipcau.kernel.models import LogEntry

    client = client_of(officer)
    assert "Việc sắp đến hạn" in client.get("/thong-bao/tuy-chon/").content.decode()
    assert client.post("/thong-bao/tuy-chon/", {"language": "en", "app:test.due": "on"}).status_code == 302
    choice = NoticeChoice.objects.get(kind="test.due")
    assert (choice.in_app, choice.by_mail) == (True, False)
    assert LetterLanguage.objects.get().language == "en"
    assert LogEntry.objects.filter(action="kernel.notice_choices").exists()


def test_mail_trouble_is_a_choice_of_administrators_only(client_of, officer, administrator):
    assert "quản trị viên" not in client_of(officer).get("/thong-bao/tuy-chon/").content.decode()
    assert "quản trị viên" in client_of(administrator).get("/thong-bao/tuy-chon/").content.decode()


@pytest.mark.parametrize("address", ["/thong-bao/", "/thong-bao/tuy-chon/"])
def test_notices_ask_for_a_role(client, client_of, stranger, address):
    assert client.get(address).status_code == 302
    assert client_of(stranger).get(address).status_code == 403


def test_the_list_costs_the_same_with_3_and_30_notices(client_of, officer):
    client = client_of(officer)
    client.get("/thong-bao/")

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            client.get("/thong-bao/")
        return len(captured)

    for number in range(3):
        tell(officer, once=f"test:{number}")
    few = queries()
    for number in range(3, 33):
        tell(officer, once=f"test:{number}")
    assert queries() == few <= 10


def test_no_two_kinds_bear_the_same_label():
    labels = [str(kind.label) for kind in notifications.kinds()]
    assert sorted(labels) == sorted(set(labels))
