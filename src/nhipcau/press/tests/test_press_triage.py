from __future__ import annotations

import pytest
from django.urls import reverse

from nhipcau.kernel.models import LogEntry
from nhipcau.kernel.refusal import Refused
from nhipcau.press import judge, search
from nhipcau.press.actions import triage
from nhipcau.press.models import Article, JudgeCorrection
from nhipcau.press.rules import ArticleState, Flag
from nhipcau.press.searchwords import Wish
from nhipcau.press.tests.press_pages import GATE

pytestmark = pytest.mark.django_db


@pytest.fixture
def copy(article, take):
    return take("https://tinkhac.example/b-1.html", article.title, GATE[:4], outlet="Tin Khác")


def deeds() -> list[str]:
    return list(LogEntry.objects.order_by("pk").values_list("action", flat=True))


def test_copies_go_with_their_original(article, copy, coordinator):
    triage.decide(article=article, state=ArticleState.DROPPED, by=coordinator)
    copy.refresh_from_db()
    assert copy.state == ArticleState.DROPPED
    assert deeds().count("press.dropped") == 1


def test_deciding_the_same_again_changes_and_logs_nothing(article, coordinator):
    triage.decide(article=article, state=ArticleState.KEPT, by=coordinator)
    triage.decide(article=article, state=ArticleState.KEPT, by=coordinator)
    assert deeds().count("press.kept") == 1


def test_a_correction_is_found_by_search_at_once_and_learned(article, copy, coordinator):
    triage.correct(article=article, subject="rights", tone="negative", flags=["sensitive"], by=coordinator)
    assert set(search.find(Wish(subject="rights", tone="negative", flag="sensitive")).articles) == {
        article.pk,
        copy.pk,
    }
    assert triage.learn.call() == 1
    assert triage.learn.call() == 0
    rates = {rate.question: rate for rate in judge.current().hit_rates()}
    assert rates["subject"].decided == 1
    assert rates["subject"].right == (article.subject == "rights")


def test_an_article_of_no_subject_says_so_everywhere(take, client_of, coordinator):
    plain = take(
        "https://baomau.example/chieu.html",
        "Đà Lạt một buổi chiều",
        ("Đà Lạt, Lâm Đồng chiều nay trời dịu.", "Phố vắng người, vài ô cửa sáng đèn."),
    )
    assert plain.subject == "none"
    assert search.find(Wish(subject="none")).articles == [plain.pk]
    client = client_of(coordinator)
    for page in (reverse("press:desk"), reverse("press:search") + "?chu_de=none"):
        assert "Chưa rõ chủ đề" in client.get(page).content.decode()
    triage.correct(article=plain, subject="none", tone="neutral", flags=[], by=coordinator)
    plain.refresh_from_db()
    assert (plain.subject, plain.corrected_by) == ("none", coordinator)


def test_a_decision_that_was_changed_counts_once_when_learned_anew(article, coordinator, monkeypatch):
    from nhipcau.kernel.clock import today

    for subject in ("rights", "tourism"):
        triage.correct(article=article, subject=subject, tone="neutral", flags=[], by=coordinator)
        triage.learn.call()
    triage.learn_anew(on=today())
    assert sum(rate.decided for rate in judge.current().hit_rates() if rate.question == "subject") == 1
    assert JudgeCorrection.objects.get().subject == "tourism"


@pytest.mark.parametrize("wrong", [{"subject": "khong-co"}, {"tone": "vui"}, {"flags": ["xanh"]}])
def test_a_label_that_the_desk_does_not_know_is_refused(article, coordinator, wrong):
    asked = {"subject": "tourism", "tone": "neutral", "flags": [], **wrong}
    with pytest.raises(Refused):
        triage.correct(article=article, by=coordinator, **asked)
    article.refresh_from_db()
    assert article.corrected_by is None


def test_a_doubted_sentence_must_stand_in_the_article(article, coordinator):
    with pytest.raises(Refused):
        triage.mark_inaccurate(article=article, sentence="Câu này không có.", why="Sai", by=coordinator)
    sentence = GATE[2]
    marked = triage.mark_inaccurate(
        article=article, sentence=sentence, why="Kinh phí là 2,1 tỷ đồng.", by=coordinator
    )
    assert Flag.INACCURATE in marked.flag_labels
    assert marked.inaccurate_by == coordinator
    assert search.find(Wish(flag="inaccurate")).articles == [article.pk]
    triage.withdraw_inaccurate(article=marked, by=coordinator)
    article.refresh_from_db()
    assert article.inaccurate_at is None
    assert not search.find(Wish(flag="inaccurate")).articles


def test_a_note_is_found_by_search(article, coordinator):
    triage.take_note(article=article, note="Đề xuất mời phóng viên quay lại", by=coordinator)
    assert search.find(Wish(words='"moi phong vien"')).articles == [article.pk]


def test_the_keyboards_deed_answers_with_the_row_alone(client_of, coordinator, article):
    answer = client_of(coordinator).post(
        reverse("press:decide", args=[article.pk]), {"state": "kept"}, headers={"HX-Request": "true"}
    )
    page = answer.content.decode()
    assert answer.status_code == 200
    assert f'id="tin-{article.pk}"' in page
    assert "data-decided" in page
    assert "<html" not in page
    assert Article.objects.get().state == ArticleState.KEPT


def test_the_same_key_again_takes_the_decision_back(client_of, coordinator, article):
    client = client_of(coordinator)
    for _ in range(2):
        client.post(
            reverse("press:decide", args=[article.pk]), {"state": "dropped"}, headers={"HX-Request": "true"}
        )
    assert Article.objects.get().state == ArticleState.NEW


def test_a_wrong_correction_comes_back_with_the_form(client_of, coordinator, article):
    answer = client_of(coordinator).post(
        reverse("press:correct", args=[article.pk]),
        {"subject": "x", "tone": "neutral"},
        headers={"HX-Request": "true"},
    )
    assert answer.status_code == 422
    assert "<form" in answer.content.decode()


def test_a_leader_reads_and_does_not_decide(client_of, leader, article):
    client = client_of(leader)
    assert client.get(reverse("press:desk")).status_code == 200
    assert client.post(reverse("press:decide", args=[article.pk]), {"state": "kept"}).status_code == 403


def test_an_officer_of_an_agency_does_not_see_the_desk(client_of, officer):
    assert client_of(officer).get(reverse("press:desk")).status_code == 403
