"""What the demonstration's leader reads: every signed digest as an editor would have written it."""

from __future__ import annotations

from datetime import date

import pytest

from nhipcau.demo import summaries
from nhipcau.digests import rules
from nhipcau.digests.models import Digest
from nhipcau.digests.rules import DigestPart
from nhipcau.kernel.refusal import Refused

_FOREIGN = {"en", "fr", "zh", "ru", "km"}


@pytest.mark.parametrize("article", summaries.told(), ids=lambda article: article.id)
def test_every_text_that_may_lead_an_item_is_summarised_in_the_offices_own_words(article):
    edited = summaries.by_title()[article.title]
    behind = ["\n".join(one.paragraphs) for one in summaries.told() if one.story == article.story]
    for words in (edited.words, edited.sensitive, edited.proposal):
        rules.check_summary(words, behind)
        rules.check_no_private_names(words)
    assert rules.is_whole_sentence(edited.words)
    assert bool(edited.title) == (article.outlet.language in _FOREIGN)


def test_a_summary_that_copies_its_article_would_be_seen():
    article = next(one for one in summaries.told() if one.id == "v14")
    with pytest.raises(Refused):
        rules.check_summary(article.paragraphs[0], ["\n".join(article.paragraphs)])


def test_signed_digests_are_written_and_one_draft_waits_for_its_editor(demonstration):
    written = {
        edited.summary(sensitive) for edited in summaries.by_title().values() for sensitive in (True, False)
    }
    open_ones = [digest for digest in Digest.objects.all() if not digest.is_locked]
    assert [digest.last_day for digest in open_ones] == [date(2026, 6, 18)]
    owed = [item for item in open_ones[0].items.standing() if not item.summary]
    assert owed
    signed = Digest.objects.exclude(pk=open_ones[0].pk)
    assert signed.count() > 8
    for digest in signed:
        assert digest.note.strip()
        for item in digest.items.standing():
            assert item.summary in written, item.title
            assert item.title not in summaries.by_title() or not summaries.by_title()[item.title].title
            if item.part == DigestPart.SENSITIVE:
                assert item.proposal in {edited.proposal for edited in summaries.by_title().values()} - {""}
