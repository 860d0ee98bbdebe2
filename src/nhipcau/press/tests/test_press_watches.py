"""Subject watches: what they bring in, that it stays apart from the province, what officers say of it, who may."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.laid import apart, laid

from nhipcau.digests import queries as digest_queries
from nhipcau.engines.presswire.model import Unreadable
from nhipcau.engines.presswire.net.fetch import Fetched, FetchRequest, Outcome, Validators
from nhipcau.engines.presswire.scan import one_page
from nhipcau.kernel.models import LogEntry
from nhipcau.kernel.refusal import Refused
from nhipcau.press import queries, search, watching
from nhipcau.press.actions import fetching, sources, watches, world
from nhipcau.press.models import (
    Article,
    ArticlePrint,
    DeskState,
    FoundPage,
    SearchText,
    Story,
    SubjectWatch,
    WatchHit,
    WorldArticle,
)
from nhipcau.press.reading import read_page
from nhipcau.press.rules import PageState, Verdict
from nhipcau.press.searchwords import Wish
from nhipcau.press.tests.press_pages import ELSEWHERE, GATE, MORNING

pytestmark = pytest.mark.django_db

SUMMIT = (
    "Hội nghị thượng đỉnh ASEAN khai mạc sáng nay với sự tham dự của lãnh đạo mười một nước thành viên.",
    "Các nước ASEAN thảo luận về kết nối hạ tầng, chuyển đổi số và ứng phó thiên tai trong khu vực.",
    "Hội nghị dự kiến thông qua mười bốn văn kiện, trong đó có tuyên bố chung về nông nghiệp bền vững.",
)
BOTH = (*GATE, "Chương trình nằm trong khuôn khổ ASEAN, do các nước ASEAN cùng tài trợ.")


@pytest.fixture
@laid
def watch(coordinator) -> SubjectWatch:
    return watches.make(name="ASEAN", words=["ASEAN"], places=[], by=coordinator)


@pytest.fixture
@apart
def arrive(source, fetched):
    """arrive(path, title, paragraphs) → what became of a page of the followed source, read as a worker does."""

    def come(path: str, title: str, paragraphs) -> str:
        address = f"https://baomau.example/{path}"
        sources.note_pages(source=source, found=[sources.Found(address, title)], now=MORNING)
        page = FoundPage.objects.select_related("source__outlet").get(address=address)
        got = Fetched(fetched(address, title, paragraphs), Validators())
        outcome = Outcome(FetchRequest(address, key=str(page.pk)), got, None)
        return fetching.page_fetched(
            page=page, outcome=outcome, province="Lâm Đồng", watches=watching.active_rules()
        )

    return come


def everything_of_the_province() -> list[int]:
    """All that figures, lists, stories, search, placing and digests of the province are made from."""
    desk = queries.desk(MORNING.date(), MORNING.date(), states=["new", "kept", "dropped"])
    tables = [model.objects.count() for model in (Article, ArticlePrint, SearchText, Story)]
    version = DeskState.objects.filter(name="placing").values_list("version", flat=True).first() or 0
    told = digest_queries.candidates(MORNING - timedelta(days=2), MORNING + timedelta(days=2))
    found = search.find(Wish(words="asean")).articles
    return [*tables, version, len(desk.rows), sum(desk.counts.values()), len(told), len(found)]


def test_what_came_for_a_watch_alone_is_nowhere_among_the_provinces(watch, arrive, installation):
    assert arrive("cua-khau-1.html", "Khai trương cụm thông tin ở cửa khẩu Bu Prăng", GATE) == "article"
    before = everything_of_the_province()
    assert arrive("asean-1.html", "Khai mạc hội nghị thượng đỉnh ASEAN", SUMMIT) == "watched"
    assert everything_of_the_province() == before
    text = WorldArticle.objects.get()
    hit = text.hits.get()
    assert hit.watch == watch
    assert hit.verdict == Verdict.OPEN
    first = hit.found[0]
    assert first["part"] == "title"
    assert text.title[first["start"] : first["end"]] == first["surface"] == "ASEAN"
    assert FoundPage.objects.get(address=text.url).state == PageState.WATCHED


def test_an_article_of_the_province_may_belong_to_a_watch_too(watch, arrive, installation):
    assert arrive("cua-khau-2.html", "Cụm thông tin ASEAN ở cửa khẩu Bu Prăng", BOTH) == "article"
    assert Article.objects.get().watch_hits.get().watch == watch
    assert not WorldArticle.objects.exists()


def test_the_same_text_comes_once(watch, arrive, fetched, source, installation):
    assert arrive("asean-1.html", "Khai mạc hội nghị thượng đỉnh ASEAN", SUMMIT) == "watched"
    page = fetched("https://baomau.example/asean-1.html", "Khai mạc hội nghị thượng đỉnh ASEAN", SUMMIT)
    again = fetched("https://baomau.example/asean-khac.html", "Khai mạc hội nghị thượng đỉnh ASEAN", SUMMIT)
    for one in (page, again):
        read = read_page(one, "Lâm Đồng", watching.active_rules())
        assert world.take_in(read=read, source=source) is None
    assert WorldArticle.objects.count() == WatchHit.objects.count() == 1


def test_a_paused_watch_and_other_subjects_bring_nothing(watch, arrive, coordinator, installation):
    assert arrive("ca-mau.html", "Hội chợ thủy sản ở Cà Mau", ELSEWHERE) == "irrelevant"
    watches.set_active(watch=watch, active=False, by=coordinator)
    assert arrive("asean-1.html", "Khai mạc hội nghị thượng đỉnh ASEAN", SUMMIT) == "irrelevant"
    assert not WorldArticle.objects.exists()


def test_without_a_watch_nothing_is_made_ready_or_looked_for(fetched, monkeypatch):
    monkeypatch.setattr(one_page, "watcher_of", lambda watches: pytest.fail("no watch is active"))
    page = fetched("https://baomau.example/a.html", "Khai mạc hội nghị thượng đỉnh ASEAN", SUMMIT)
    assert one_page.read_page(page, "Lâm Đồng") is None
    assert watching.active_rules() == ()


def test_a_page_that_only_a_watch_let_through_and_cannot_be_read_is_let_go(watch, fetched, monkeypatch):
    class Broken:
        def __init__(self, real):
            self.real = real

        def __getattr__(self, name):
            return getattr(self.real, name)

        def extract(self, page):
            raise Unreadable("no_article", page=page.address)

    real = one_page.scanner_of("Lâm Đồng")
    monkeypatch.setattr(one_page, "scanner_of", lambda province: Broken(real))
    rules = watching.active_rules()
    page = fetched("https://baomau.example/a.html", "Khai mạc hội nghị thượng đỉnh ASEAN", SUMMIT)
    assert one_page.read_page(page, "Lâm Đồng", rules) is None
    about = fetched("https://baomau.example/b.html", "ASEAN họp ở Đà Lạt", BOTH)
    with pytest.raises(Unreadable):
        one_page.read_page(about, "Lâm Đồng", rules)


@pytest.mark.parametrize(
    "values",
    [
        {"name": "Theo dõi Nguyễn Văn A", "words": ["ASEAN"]},
        {"words": ["ASEAN", "ông Trần Văn B"]},
        {"words": ["tran thi mai"]},
        {"words": ["ASEAN"], "places": ["Chủ tịch Nguyễn Văn A"]},
        {"words": ["ASEAN"], "required": ["NGUYỄN VĂN NAM"]},
        {"words": ["ASEAN"], "excluded": ["phạm minh chính"]},
        {"words": ["Trần"], "required": ["Văn Nam"]},
        {"words": ["facebook.com/ai-do"]},
    ],
)
def test_no_watch_follows_a_person_wherever_the_name_hides(values, watch, coordinator):
    asked = {"name": "Chủ đề", "words": [], "places": []} | values
    with pytest.raises(Refused, match="không theo dõi"):
        watches.make(by=coordinator, **asked)
    with pytest.raises(Refused, match="không theo dõi"):
        watches.change(watch=watch, by=coordinator, outlets=[], **asked)
    assert SubjectWatch.objects.count() == 1


@pytest.mark.parametrize(
    "values",
    [{"words": []}, {"words": ["a"]}, {"words": ["x" * 90]}, {"words": [f"từ số {n}" for n in range(90)]}],
)
def test_words_that_say_nothing_are_refused(values, coordinator):
    with pytest.raises(Refused):
        watches.make(by=coordinator, name="Chủ đề", places=[], **values)


def test_the_starting_list_follows_no_person_and_loads_once(coordinator):
    assert watches.load_starting_list(by=coordinator) == 5
    assert watches.load_starting_list(by=coordinator) == 0
    assert not SubjectWatch.objects.filter(is_active=True).exists()


@pytest.fixture
@laid
def hits(watch, arrive, coordinator, installation, article):
    """Three texts by the watch's words, one added by hand."""
    for number in range(3):
        lines = (*SUMMIT, f"Phiên họp thứ {number} bàn về kinh tế.")
        arrive(f"asean-{number}.html", f"ASEAN họp phiên {number}", lines)
    watches.add_by_hand(watch=watch, text=article, by=coordinator)
    return list(WatchHit.objects.filter(by_hand=False).order_by("pk"))


def test_precision_and_recall_are_counted_from_what_officers_say(watch, hits, coordinator):
    watches.judge(hit=hits[0], verdict="right", by=coordinator)
    watches.judge(hit=hits[1], verdict="wrong", by=coordinator)
    figures = watching.figures_of([watch], MORNING + timedelta(hours=1))[watch.pk]
    assert (figures.right, figures.wrong, figures.by_hand, figures.unseen) == (1, 1, 1, 1)
    assert (figures.precision, figures.recall) == (50, 50)
    assert (figures.week, figures.month) == (4, 4)


def test_each_figure_opens_to_just_the_texts_that_it_counts(watch, hits, coordinator):
    now = MORNING + timedelta(hours=1)
    watches.judge(hit=hits[0], verdict="right", by=coordinator)
    figures = watching.figures_of([watch], now)[watch.pk]
    names = {
        "tuan": "week",
        "thang": "month",
        "dung": "right",
        "sai": "wrong",
        "chua": "unseen",
        "tay": "by_hand",
    }
    assert set(names) == set(watching.WHICH)
    for which, name in names.items():
        assert watching.hits_of(watch, which, now).count() == getattr(figures, name)


def test_the_pages_count_on_the_offices_own_calendar(client_of, coordinator, watch, hits):
    """The demonstration's day, and not the wall's."""
    rows = client_of(coordinator).get(reverse("press:watches")).context["rows"]
    assert rows[0][1].week == 4


def test_without_a_word_of_officers_there_is_no_precision(watch, hits):
    WatchHit.objects.filter(by_hand=True).delete()
    figures = watching.figures_of([watch], MORNING)[watch.pk]
    assert figures.precision is None
    assert figures.recall is None


def test_a_text_added_by_hand_is_taken_out_again_by_saying_it_is_none(watch, hits, coordinator):
    added = WatchHit.objects.get(by_hand=True)
    watches.judge(hit=added, verdict="wrong", by=coordinator)
    assert not WatchHit.objects.filter(by_hand=True).exists()


def test_a_word_may_be_taken_back(client_of, coordinator, watch, hits):
    client = client_of(coordinator)
    for verdict in ("wrong", "open"):
        client.post(reverse("press:watch_judge", args=[hits[0].pk]), {"verdict": verdict})
        hits[0].refresh_from_db()
        assert (hits[0].verdict, hits[0].judged_by) == (verdict, coordinator if verdict == "wrong" else None)
    assert client.post(reverse("press:watch_judge", args=[hits[0].pk]), {"verdict": "x"}).status_code == 302
    hits[0].refresh_from_db()
    assert hits[0].verdict == "open"


def test_adding_what_the_words_found_says_it_is_right(watch, hits, coordinator):
    kept = watches.add_by_hand(watch=watch, text=hits[0].text, by=coordinator)
    assert (kept.pk, kept.verdict, kept.by_hand) == (hits[0].pk, "right", False)


def test_every_change_is_in_the_log_with_what_it_was(watch, coordinator):
    watches.change(watch=watch, by=coordinator, outlets=[], name="ASEAN", words=["ASEAN", "RCEP"], places=[])
    watches.set_active(watch=watch, active=False, by=coordinator)
    codes = list(
        LogEntry.objects.filter(action__startswith="press.watch")
        .order_by("pk")
        .values_list("action", flat=True)
    )
    assert codes == ["press.watch_made", "press.watch_changed", "press.watch_paused"]


def test_the_database_holds_a_hit_to_one_text_and_once(watch, hits, article):
    text = hits[0].world
    for values in ({}, {"article": article, "world": text}, {"world": text}):
        with pytest.raises(IntegrityError), transaction.atomic():
            WatchHit.objects.create(watch=watch, at=MORNING, **values)


def asked(**more):
    return {"name": "Hội nghị", "words": "ASEAN\n asean \n\nRCEP", "position": "3", **more}


def test_a_preview_shows_what_would_hit_and_keeps_nothing(client_of, coordinator, watch, hits):
    client = client_of(coordinator)
    page = client.post(reverse("press:watch_add"), asked(viec="xem-thu"))
    assert page.status_code == 200
    assert page.context["preview"].count == 3
    assert "ASEAN họp phiên 0" in page.content.decode()
    assert SubjectWatch.objects.count() == 1


def test_a_preview_of_a_person_is_refused_too(client_of, coordinator):
    page = client_of(coordinator).post(
        reverse("press:watch_add"), asked(viec="xem-thu", words="Nguyễn Văn A")
    )
    assert page.status_code == 422
    assert "không theo dõi" in page.content.decode()


def test_a_watch_is_made_read_edited_paused_and_judged_on_its_pages(client_of, coordinator, hits, watch):
    client = client_of(coordinator)
    client.post(reverse("press:watch_add"), asked())
    made = SubjectWatch.objects.get(name="Hội nghị")
    assert (made.words, made.is_active, made.made_by) == (["ASEAN", "asean", "RCEP"], True, coordinator)
    assert "ASEAN\nasean" in client.get(reverse("press:watch_edit", args=[made.pk])).content.decode()
    client.post(reverse("press:watch_edit", args=[made.pk]), asked(words="RCEP"))
    client.post(reverse("press:watch_state", args=[made.pk]), {"viec": "dung"})
    made.refresh_from_db()
    assert (made.words, made.is_active) == (["RCEP"], False)
    client.post(reverse("press:watch_judge", args=[hits[0].pk]), {"verdict": "right", "xem": "chua"})
    hits[0].refresh_from_db()
    assert hits[0].verdict == "right"
    shown = client.get(reverse("press:watch", args=[watch.pk]), {"xem": "dung"}).content.decode()
    assert "ASEAN họp phiên 0" in shown
    assert "ASEAN họp phiên 1" not in shown
    text = client.get(reverse("press:world_article", args=[hits[0].world_id])).content.decode()
    assert "<mark>ASEAN</mark>" in text
    client.post(reverse("press:watch_add_world", args=[hits[0].world_id]), {"watch": made.pk})
    assert WatchHit.objects.get(watch=made).by_hand


def test_leaders_read_watches_and_change_nothing(client_of, leader, officer, hits, watch):
    read = (("watches", []), ("watch", [watch.pk]), ("world_article", [hits[0].world_id]))
    client = client_of(officer)
    for route, args in read:
        assert client.get(reverse(f"press:{route}", args=args)).status_code == 403
    client = client_of(leader)
    for route, args in read:
        assert client.get(reverse(f"press:{route}", args=args)).status_code == 200
    for route, args in (
        ("watch_add", []),
        ("watch_list", []),
        ("watch_edit", [watch.pk]),
        ("watch_state", [watch.pk]),
        ("watch_judge", [hits[0].pk]),
        ("watch_add_world", [hits[0].world_id]),
    ):
        assert client.post(reverse(f"press:{route}", args=args)).status_code == 403


def test_more_watches_and_hits_ask_the_database_no_oftener(client_of, coordinator, watch, hits):
    client, counts = client_of(coordinator), []
    for size in (3, 30):
        for number in range(size):
            name = f"Chủ đề {size} {number}"
            made = SubjectWatch.objects.create(name=name, words=["ASEAN"], is_active=True)
            WatchHit.objects.create(watch=made, world=hits[0].world, at=MORNING)
        routes = (reverse("press:watches"), reverse("press:watch", args=[watch.pk]))
        for route in routes:
            client.get(route)
        with CaptureQueriesContext(connection) as asked_for:
            for route in routes:
                assert client.get(route).status_code == 200
            watching.active_rules()
        counts.append(len(asked_for))
    assert counts[0] == counts[1]


def test_an_officer_sees_the_forms_of_words_and_switches_some_off(client_of, coordinator):
    client = client_of(coordinator)
    asked = {"name": "Láng giềng", "places": "Cambodia\nbiển đảo", "position": "0"}
    page = client.post(reverse("press:watch_add"), asked | {"viec": "xem-thu"}).content.decode()
    assert 'value="Cambodians"' in page
    assert not SubjectWatch.objects.exists()
    client.post(reverse("press:watch_add"), asked | {"without": ["Cambodians", "made up"]})
    watch = SubjectWatch.objects.get()
    assert watch.without == ["Cambodians"]
    assert watching.rule_of(watch).without == ("Cambodians",)
    page = client.get(reverse("press:watch_edit", args=[watch.pk])).content.decode()
    assert 'value="Cambodians"\n                   checked' in page
    client.post(reverse("press:watch_edit", args=[watch.pk]), asked | {"places": "ASEAN"})
    watch.refresh_from_db()
    assert watch.without == []
    assert LogEntry.objects.filter(action="press.watch_changed").exists()


@pytest.mark.parametrize("field", ["words", "places"])
def test_forms_open_no_way_to_follow_a_person(field, client_of, coordinator):
    asked = {"name": "Chủ đề", field: "Nguyễn Văn An", "position": "0", "without": ["Cambodians"]}
    assert client_of(coordinator).post(reverse("press:watch_add"), asked).status_code == 422
    assert not SubjectWatch.objects.exists()
