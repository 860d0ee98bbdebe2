from __future__ import annotations

import io
from datetime import date, timedelta

import pytest

from nhipcau.digests import queries, rules
from nhipcau.digests.actions import drafting, editing, signing
from nhipcau.digests.content import content_of
from nhipcau.digests.models import Digest, DigestItem
from nhipcau.digests.rules import DigestKind, DigestPart
from nhipcau.digests.tests.conftest import BODY, DAY, at
from nhipcau.engines.officialdoc import read
from nhipcau.kernel.models import LogEntry, Notice
from nhipcau.kernel.refusal import Refused
from nhipcau.office.directions import actions as directing
from nhipcau.office.directions.models import Direction
from nhipcau.office.registers.models import Number
from nhipcau.office.signing.actions import seal_of_draft
from nhipcau.office.signing.models import Version
from nhipcau.office.signing.rules import seal
from nhipcau.press.actions import triage
from nhipcau.press.models import Story
from nhipcau.press.rules import SourceState

pytestmark = pytest.mark.django_db


def test_the_clock_drafts_once_from_the_hour_that_the_office_set(tell):
    tell("Tin buổi tối")
    assert drafting.draft_due(at(5, 59)) == []
    assert len(drafting.draft_due(at(6, 0))) == 1
    assert drafting.draft_due(at(6, 5)) == []
    assert Digest.objects.count() == 1


def test_nobody_is_asked_to_sign_a_digest_before_a_source_is_followed(db, source):
    source.state = SourceState.PAUSED
    source.save()
    assert drafting.draft_due(at(6, 0)) == []
    source.state = SourceState.ACTIVE
    source.save()
    assert len(drafting.draft_due(at(6, 0))) == 1  # a day without news is told


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
    told = queries.drafted_figures(week)
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
