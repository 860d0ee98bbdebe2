from __future__ import annotations

import io
from datetime import date, datetime, timedelta

import pytest
from django.core import mail
from django.utils import timezone

from nhipcau.digests import queries, rules
from nhipcau.digests.actions import drafting, editing, signing
from nhipcau.digests.content import content_of
from nhipcau.digests.models import Digest, DigestItem
from nhipcau.digests.rules import DigestKind, DigestPart
from nhipcau.engines.officialdoc import read
from nhipcau.kernel.models import LogEntry, Notice, NoticeChoice
from nhipcau.kernel.refusal import Refused
from nhipcau.office.deliveries import actions as sending
from nhipcau.office.deliveries import doubts, letters
from nhipcau.office.deliveries.models import Delivery
from nhipcau.office.deliveries.rules import State
from nhipcau.office.directions import actions as directing
from nhipcau.office.directions.models import Direction
from nhipcau.office.registers.models import Number
from nhipcau.office.signing import actions as office_signing
from nhipcau.office.signing import queries as signing_queries
from nhipcau.office.signing.actions import seal_of_draft
from nhipcau.office.signing.models import Version
from nhipcau.office.signing.rules import seal
from nhipcau.press.actions import triage
from nhipcau.press.models import Article, Outlet, Story

pytestmark = pytest.mark.django_db
DAY = date(2026, 6, 18)
BODY = (
    "Chiều qua, tỉnh khai trương tuyến xe buýt nối ga cũ với khu du lịch ven hồ, mỗi ngày ba mươi chuyến. "
    "Vé được bán qua điện thoại, người cao tuổi và học sinh đi không mất tiền. "
) * 6


def at(hour=6, minute=0, day=DAY) -> datetime:
    return timezone.make_aware(datetime(day.year, day.month, day.day, hour, minute))


@pytest.fixture
def tell(db):
    """tell("title", …) → an article of its own story, printed the evening before."""
    count = iter(range(1, 10_000))

    def write(title, *, outlet="Báo Mẫu", reach=2, story=None, when=None, language="vi", **more):
        number = next(count)
        when = when or at(20, day=DAY - timedelta(days=1))
        paper = Outlet.objects.get_or_create(
            host=f"{abs(hash(outlet))}.vi.du", defaults={"name": outlet, "reach": reach, "language": language}
        )[0]
        story = story or Story.objects.create(key=f"s{number}", title=title, first_at=when, last_at=when)
        return Article.objects.create(
            key=f"a{number}", url=f"https://bao.vi.du/{number}", canonical=f"https://bao.vi.du/{number}", outlet=paper,
            title=title, body=more.pop("body", BODY), at=when, published_at=when, language=language, fetched_at=when,
            content_hash=f"h{number}", relevance=more.pop("relevance", "about"), story=story, sequence=number,
            flags=[{"label": flag, "because": []} for flag in more.pop("flags", ())], **more,
        )  # fmt: skip

    return write


@pytest.fixture
def draft(tell, coordinator):
    tell("Khai trương tuyến buýt ven hồ", tone="positive", subject="tourism")
    tell("Hộ dân phản ánh bụi mỏ", flags=["sensitive"], tone="negative", subject="environment")
    tell("Lịch cúp điện tuần này")
    return drafting.draft_day(day=DAY, now=at(), by=None)


@pytest.fixture
def signed(draft, coordinator):
    item = draft.items.get(part=DigestPart.SENSITIVE)
    editing.edit_item(item=item, proposal="Đề nghị Sở chuyên ngành kiểm tra, trả lời báo.", by=coordinator)
    return signing.sign(digest=draft, now=at(6, 40), by=coordinator)


def test_the_clock_drafts_once_from_the_hour_that_the_office_set(tell):
    tell("Tin buổi tối")
    assert drafting.draft_due(at(5, 59)) == []
    assert len(drafting.draft_due(at(6, 0))) == 1
    assert drafting.draft_due(at(6, 5)) == []
    assert Digest.objects.count() == 1


def test_two_workers_at_the_same_moment_make_one_digest(tell, monkeypatch):
    tell("Tin buổi tối")
    drafting.draft_day(day=DAY, now=at(), by=None)
    # The second worker looked before the first had written: the database decides.
    monkeypatch.setattr("django.db.models.query.QuerySet.exists", lambda self: False)
    assert drafting.draft_day(day=DAY, now=at(), by=None) is None
    assert (Digest.objects.count(), DigestItem.objects.count()) == (1, 1)


def test_an_office_that_turned_it_off_gets_no_draft(tell, coordinator):
    drafting.change_setting(signers=[], is_on=False, by=coordinator)
    tell("Tin buổi tối")
    assert drafting.draft_due(at(9)) == []


def test_stories_stand_by_part_and_by_reach_then_outlets(tell):
    tell("Trong tỉnh", reach=1, outlet="Báo tỉnh")
    far = tell("Báo thế giới viết", reach=4, outlet="World")
    wide = tell("Ba báo cùng viết", reach=2, outlet="Báo 1")
    tell("Ba báo cùng viết", reach=2, outlet="Báo 2", story=wide.story)
    tell("Một báo viết", reach=2, outlet="Báo 3")
    tell("Điều nhạy cảm", reach=1, outlet="Báo tỉnh", flags=["sensitive"])
    made = drafting.draft_day(day=DAY, now=at(), by=None)
    titles = [item.title for item in queries.in_order(made.items.all())]
    assert titles == ["Điều nhạy cảm", "Báo thế giới viết", "Ba báo cùng viết", "Một báo viết", "Trong tỉnh"]
    assert made.items.get(key=far.story.key).reach == 4


def test_dropped_passing_and_old_articles_stay_out(tell):
    tell("Đã bỏ", state="dropped")
    tell("Nhắc qua", relevance="in passing")
    tell("Cũ", when=at(8, day=DAY - timedelta(days=9)))
    tell("Mới")
    made = drafting.draft_day(day=DAY, now=at(), by=None)
    assert [item.title for item in made.items.all()] == ["Mới"]


def test_the_next_digest_begins_where_the_last_one_ended(tell, signed):
    tell("Sau khi ký", when=at(7))
    tell("Trước khi soạn", when=at(5, 30))
    made = drafting.draft_day(day=DAY + timedelta(days=1), now=at(6, day=DAY + timedelta(days=1)), by=None)
    assert [item.title for item in made.items.all()] == ["Sau khi ký"]


def test_no_full_text_gets_into_a_digest(draft):
    words = str(content_of(draft))
    assert BODY.strip() not in words
    assert all(len(rules.words_of(item.summary)) <= rules.QUOTE_MOST_WORDS for item in draft.items.all())


def test_an_editor_cannot_paste_an_article(draft, coordinator):
    item = draft.items.first()
    for field in ("summary", "note", "proposal"):
        with pytest.raises(Refused, match="nguyên văn"):
            editing.edit_item(item=item, by=coordinator, **{field: " ".join(BODY.split()[:60])})
    item.refresh_from_db()
    assert item.note == ""


def test_reordering_stays_inside_a_part_and_is_logged(tell, coordinator):
    for title in ("Một", "Hai", "Ba"):
        tell(title, outlet=title)
    made = drafting.draft_day(day=DAY, now=at(), by=None)
    last = queries.in_order(made.items.all())[-1]
    editing.move_item(item=last, step=-1, by=coordinator)
    editing.move_item(item=last, step=-1, by=coordinator)
    editing.move_item(item=last, step=-1, by=coordinator)
    assert queries.in_order(made.items.all())[0] == last
    assert LogEntry.objects.filter(action="digest.item_moved").count() == 2


def test_an_item_is_dropped_taken_back_and_a_story_added(draft, tell, coordinator):
    item = draft.items.first()
    editing.drop_item(item=item, by=coordinator)
    assert item.pk not in [each.pk for each in draft.items.standing()]
    editing.take_back_item(item=item, by=coordinator)
    late = tell("Tin đến sau", when=at(6, 10))
    assert late.story in queries.addable(draft, "den sau")
    editing.add_story(digest=draft, story=late.story, by=coordinator)
    assert draft.items.standing().count() == 4
    assert queries.addable(draft, "den sau") == []


def test_a_sensitive_item_needs_a_proposal_before_the_signature(draft, coordinator):
    with pytest.raises(Refused, match="đề xuất xử lý"):
        signing.sign(digest=draft, now=at(7), by=coordinator)
    draft.refresh_from_db()
    assert not draft.is_signed


def test_the_signature_keeps_name_post_time_and_seal(signed, coordinator):
    coordinator.full_name = "Đổi Tên"
    coordinator.save()
    signed.refresh_from_db()
    assert (signed.signer_name, signed.issue.signer_name) == ("Trần Điều Phối", "Trần Điều Phối")
    assert (signed.signed_at, signed.signed_by) == (at(6, 40), coordinator)
    assert signed.seal == seal(signed.content)
    assert (signed.number, signed.issue.symbol) == (1, "01/BC-ĐB")
    assert "number" not in signed.content


def test_a_signed_digest_refuses_every_change(signed, coordinator, tell):
    item, story = signed.items.first(), tell("Thêm").story
    before = signed.seal
    wishes = [
        lambda: editing.edit_item(item=item, title="Khác", by=coordinator),
        lambda: editing.move_item(item=item, step=1, by=coordinator),
        lambda: editing.drop_item(item=item, by=coordinator),
        lambda: editing.add_story(digest=signed, story=story, by=coordinator),
        lambda: editing.write_note(digest=signed, note="Khác", by=coordinator),
        lambda: editing.discard(digest=signed, by=coordinator),
        lambda: signing.sign(digest=signed, now=at(9), by=coordinator),
    ]
    for wish in wishes:
        with pytest.raises(Refused):
            wish()
    signed.refresh_from_db()
    assert signed.seal == before == seal(content_of(signed))


def test_a_story_that_grows_later_changes_nothing_that_was_signed(signed, tell):
    before = content_of(Digest.objects.get(pk=signed.pk))
    tell("Thêm báo viết", outlet="Báo Sau", story=Story.objects.first())
    Story.objects.update(title="Tên khác")
    assert content_of(Digest.objects.get(pk=signed.pk)) == before


def test_a_draft_changed_after_it_was_shown_is_not_signed_unseen(draft, coordinator):
    item = draft.items.get(part=DigestPart.SENSITIVE)
    editing.edit_item(item=item, proposal="Theo dõi.", by=coordinator)
    seen = seal_of_draft(draft)
    editing.edit_item(item=item, proposal="Không theo dõi.", by=coordinator)
    with pytest.raises(Refused, match="khác với bản bạn vừa đọc"):
        signing.sign(digest=draft, now=at(7), by=coordinator, seen=seen)


def test_only_those_named_sign(draft, coordinator, leader, officer, administrator):
    for person in (officer, leader):
        with pytest.raises(Refused, match="danh sách"):
            signing.sign(digest=draft, now=at(7), by=person)
    drafting.change_setting(signers=[administrator], by=coordinator)
    with pytest.raises(Refused, match="danh sách"):
        signing.sign(digest=draft, now=at(7), by=coordinator)


def test_a_leader_who_is_named_signs_though_of_no_agency(draft, coordinator, leader, other_agency):
    drafting.change_setting(signers=[leader], agency=other_agency, by=coordinator)
    editing.edit_item(
        item=draft.items.get(part=DigestPart.SENSITIVE), proposal="Trả lời báo.", by=coordinator
    )
    with pytest.raises(Refused, match="danh sách"):
        signing.sign(digest=draft, now=at(7), by=coordinator)
    assert signing.sign(digest=draft, now=at(7), by=leader).signer_name == str(leader)


def test_one_who_may_neither_run_nor_direct_any_more_does_not_sign_though_named(draft, coordinator, officer):
    drafting.change_setting(signers=[officer], by=coordinator)
    with pytest.raises(Refused, match="danh sách"):
        signing.sign(digest=draft, now=at(7), by=officer)


def test_a_mark_set_after_drafting_reaches_the_draft_and_leaves_it_again(draft, coordinator):
    item = draft.items.get(title="Lịch cúp điện tuần này")
    article = item.story.articles.get()
    sentence = "Vé được bán qua điện thoại, người cao tuổi và học sinh đi không mất tiền."
    triage.mark_inaccurate(article=article, sentence=sentence, why="Có bán vé giấy.", by=coordinator)
    item.refresh_from_db()
    assert item.doubt == f"“{sentence}”: Có bán vé giấy."
    assert (item.part, item.flags) == (DigestPart.SENSITIVE, ["inaccurate"])
    triage.withdraw_inaccurate(article=article, by=coordinator)
    item.refresh_from_db()
    assert (item.doubt, item.flags) == ("", [])
    assert item.part == DigestPart.SENSITIVE, "where it stands now is the editor's to say"


def test_a_mark_set_after_the_signature_changes_nothing_signed(signed, coordinator):
    item = signed.items.get(title="Lịch cúp điện tuần này")
    before = (item.doubt, item.part, item.flags)
    sentence = "Vé được bán qua điện thoại, người cao tuổi và học sinh đi không mất tiền."
    triage.mark_inaccurate(
        article=item.story.articles.get(), sentence=sentence, why="Có bán vé giấy.", by=coordinator
    )
    item.refresh_from_db()
    assert (item.doubt, item.part, item.flags) == before


def test_a_leader_of_the_issuing_agency_signs(draft, coordinator, leader, other_agency):
    drafting.change_setting(signers=[], agency=other_agency, by=coordinator)
    leader.agency = other_agency
    leader.save()
    editing.edit_item(
        item=draft.items.get(part=DigestPart.SENSITIVE), proposal="Trả lời báo.", by=coordinator
    )
    assert signing.sign(digest=draft, now=at(7), by=leader).signer_name == str(leader)


def test_leaders_are_told_and_written_to_once_and_at_once(leader_letters):
    leader, letter = leader_letters
    assert Notice.objects.filter(recipient=leader, kind="digests.signed", mail_wanted=False).count() == 1
    assert sending.send(letter.pk)
    assert not sending.send(letter.pk)
    [message] = mail.outbox
    assert message.to == [leader.email]
    assert "Hộ dân phản ánh bụi mỏ" in message.body
    assert message.attachments[0][2] == "application/pdf"


@pytest.fixture
def leader_letters(leader, signed):
    return leader, Delivery.objects.get(officer=leader)


def test_the_recall_of_a_digest_reaches_whoever_has_its_letter_and_every_leader_in_the_app(
    leader_letters, signed, coordinator
):
    leader, letter = leader_letters
    assert letter.version == signing_queries.standing(signed)
    sending.send(letter.pk)
    office_signing.recall(version=letter.version, reason="Nhầm một nguồn tin", by=coordinator, now=at(9))
    letter.refresh_from_db()
    assert letter.state == State.RECALLED
    again = Delivery.objects.exclude(pk=letter.pk).get(address=leader.email)
    sending.send(again.pk)
    assert "Nhầm một nguồn tin" in mail.outbox[-1].body
    assert Notice.objects.filter(
        recipient=leader, kind="digests.recalled", text="Nhầm một nguồn tin"
    ).exists()


def test_a_letter_that_nobody_began_to_send_does_not_go_out_after_the_recall(leader_letters, coordinator):
    _leader, letter = leader_letters
    office_signing.recall(version=letter.version, reason="Nhầm một nguồn tin", by=coordinator, now=at(9))
    assert not sending.send(letter.pk)
    assert not mail.outbox


def test_a_letter_written_before_letters_hung_on_versions_still_goes_out_whole(leader_letters):
    leader, letter = leader_letters
    told = Notice.objects.get(recipient=leader, kind="digests.signed")
    Delivery.objects.filter(pk=letter.pk).update(version=None, notice=told)
    assert sending.send(letter.pk)
    assert mail.outbox[0].attachments[0][2] == "application/pdf"


def test_a_leader_who_wants_no_letters_gets_none(draft, leader, coordinator):
    NoticeChoice.objects.create(officer=leader, kind="digests.signed", in_app=True, by_mail=False)
    editing.edit_item(item=draft.items.get(part=DigestPart.SENSITIVE), proposal="Trả lời.", by=coordinator)
    signing.sign(digest=draft, now=at(7), by=coordinator)
    assert Notice.objects.filter(recipient=leader).exists()
    assert not Delivery.objects.exists()


def test_a_mail_server_that_is_away_leaves_the_letter_waiting(leader_letters, monkeypatch):
    class Away:
        def open(self):
            raise ConnectionRefusedError("away")

    _leader, letter = leader_letters
    monkeypatch.setattr(letters, "get_connection", Away)
    assert not sending.send(letter.pk)
    letter.refresh_from_db()
    assert (letter.state, letter.why) == (State.DUE, "away")
    monkeypatch.undo()
    assert sending.send(letter.pk)


def test_a_letter_broken_off_is_shown_to_the_administrator_and_sent_again_on_their_word(
    leader_letters, administrator, client_of
):
    leader, letter = leader_letters
    Delivery.objects.update(state=State.SENDING, changed_at=timezone.now() - timedelta(hours=1))
    assert not sending.send(letter.pk)
    assert doubts.tell_administrators(timezone.now()) == 1
    client = client_of(administrator)
    page = client.get("/thong-bao/thu/").content.decode()
    assert letter.title in page
    assert leader.email in page
    client.post(f"/thong-bao/thu/{letter.pk}/", {"decision": "again"})
    assert sending.send(letter.pk)
    assert client.post(f"/thong-bao/thu/{letter.pk}/", {"decision": "again"}).status_code == 404


def test_a_story_told_in_several_languages_is_told_to_leaders_in_vietnamese(tell):
    abroad = tell("Landslide on the pass", language="en", outlet="Lantern")
    home = tell("Sạt lở trên đèo", story=abroad.story, when=at(22, day=DAY - timedelta(days=1)))
    told = queries.candidate_of([abroad, home])
    assert (told.title, told.lead) == ("Sạt lở trên đèo", home.pk)


def test_the_word_file_reads_back_as_an_official_document(signed):
    stored = signed.docx
    with stored.content.open("rb") as file:
        found = read(io.BytesIO(file.read()).getvalue(), name=stored.name)
    assert "01/BC-ĐB" in found.head.number
    assert found.head.kind.upper() == "BÁO CÁO"


def test_the_files_are_the_bytes_that_were_signed(signed):
    with signed.pdf.content.open("rb") as file:
        assert file.read(5) == b"%PDF-"


def test_a_correction_is_a_new_issue_that_names_the_first(signed, coordinator):
    with pytest.raises(Refused, match="đính chính điều gì"):
        drafting.correct(digest=signed, reason=" ", now=at(9), by=coordinator)
    made = drafting.correct(digest=signed, reason="Sai tên xã ở mục 1.", now=at(9), by=coordinator)
    assert (made.corrects, made.edition, made.items.count()) == (signed, 1, 3)
    with pytest.raises(Refused, match="đã có bản đính chính"):
        drafting.correct(digest=signed, reason="Nữa", now=at(9), by=coordinator)
    signing.sign(digest=made, now=at(9), by=coordinator)
    made.refresh_from_db()
    assert made.number == 2
    assert made.content["corrects"]["number"] == 1
    assert "đính chính" in str(made)
    assert list(queries.daily_of(DAY, DAY)) == [made]


def test_a_draft_is_not_corrected_but_edited(draft, coordinator):
    with pytest.raises(Refused, match="sửa thẳng"):
        drafting.correct(digest=draft, reason="x", now=at(), by=coordinator)


def sign_day(day, tell, by, titles):
    for title in titles:
        tell(title, when=at(20, day=day - timedelta(days=1)), outlet=f"Báo {title}")
    made = drafting.draft_day(day=day, now=at(6, day=day), by=None)
    return signing.sign(digest=made, now=at(7, day=day), by=by)


def test_a_week_is_computed_from_its_signed_days_and_compared(tell, coordinator):
    monday = date(2026, 6, 8)
    sign_day(monday - timedelta(days=3), tell, coordinator, ["Tuần trước"])
    sign_day(monday, tell, coordinator, ["A", "B"])
    sign_day(monday + timedelta(days=1), tell, coordinator, ["C"])
    unsigned = drafting.draft_day(
        day=monday + timedelta(days=2), now=at(6, day=monday + timedelta(days=2)), by=None
    )
    assert unsigned is not None
    made = [digest for digest in drafting.draft_due(at(6, 30)) if digest.kind == DigestKind.WEEK]
    [week] = made
    told = queries.figures_of(week)
    assert (told.stories.now, told.stories.before) == (3, 1)
    assert (week.first_day, week.last_day) == (monday, monday + timedelta(days=6))
    signing.sign(digest=week, now=at(8), by=coordinator)
    week.refresh_from_db()
    assert week.content["figures"]["articles"] == {"now": 3, "before": 1}
    with week.docx.content.open("rb") as file:
        assert "SO VỚI KỲ TRƯỚC" in "\n".join(p.text for p in read_docx(file).paragraphs)


def read_docx(file):
    import docx

    return docx.Document(io.BytesIO(file.read()))


def test_a_period_without_signed_days_is_refused_with_its_dates(coordinator):
    with pytest.raises(Refused, match="08/06"):
        drafting.draft_now(kind=DigestKind.WEEK, now=at(), by=coordinator)


def test_a_leaders_word_stays_on_the_item_and_reaches_the_coordinator(signed, leader, coordinator):
    item = signed.items.first()
    directing.give(about=item, text="Theo dõi sát, báo cáo tuần sau.", by=leader, now=at(8))
    assert Direction.objects.about_record(item).get().said_by == leader
    notice = Notice.objects.get(recipient=coordinator, kind="office.direction")
    assert f"#muc-{item.pk}" in notice.url


@pytest.mark.parametrize(
    ("lead", "due", "says"),
    [(False, DAY, "cơ quan chủ trì"), (True, None, "thời hạn"), (True, DAY - timedelta(days=1), "đã qua")],
)
def test_a_direction_that_cannot_be_followed_is_refused(signed, leader, agency, lead, due, says):
    with pytest.raises(Refused) as refused:
        directing.give(
            about=signed.items.first(),
            text="Làm.",
            by=leader,
            now=at(8),
            agency=agency if lead else None,
            due=due,
        )
    assert says in str(refused.value)


def test_a_draft_takes_no_directions(draft, leader):
    with pytest.raises(Refused, match="chưa ký"):
        directing.give(about=draft.items.first(), text="Làm.", by=leader, now=at(8))


def test_every_write_is_in_the_log(signed, leader, coordinator):
    directing.give(about=signed.items.first(), text="Theo dõi.", by=leader, now=at(8))
    done = set(LogEntry.objects.filter(action__regex="^(digest|office)[.]").values_list("action", flat=True))
    assert {
        "digest.drafted",
        "digest.item_edited",
        "office.issued",
        "office.direction",
    } <= done


def test_settings_are_logged_with_before_and_after(coordinator):
    from datetime import time

    drafting.change_setting(signers=[coordinator], draft_at=time(5, 30), by=coordinator)
    entry = LogEntry.objects.get(action="digest.setting")
    assert entry.before["draft_at"] == "06:00:00"
    assert entry.after["signers"] == [str(coordinator)]


def test_a_digest_signed_and_not_sent_out_is_sent_out_by_the_next_click(draft, coordinator, monkeypatch):
    editing.edit_item(item=draft.items.get(part=DigestPart.SENSITIVE), proposal="Trả lời.", by=coordinator)
    with monkeypatch.context() as broken:
        broken.setattr(signing, "_tell", lambda *_: (_ for _ in ()).throw(RuntimeError("power cut")))
        with pytest.raises(RuntimeError):
            signing.sign(digest=draft, now=at(7), by=coordinator)
    draft.refresh_from_db()
    assert (draft.is_signed, draft.is_locked, draft.number) == (False, True, None)
    with pytest.raises(Refused):
        editing.write_note(digest=draft, note="Khác", by=coordinator)
    sent = signing.sign(digest=draft, now=at(7, 5), by=coordinator)
    assert (sent.is_signed, sent.number, Number.objects.count(), Version.objects.count()) == (True, 1, 1, 1)
