"""Words in their other forms: plurals, cases, people of a country; what is switched off is not found."""

from __future__ import annotations

import pytest

from nhipcau.engines.presswire.watches.forms import MOST, all_forms, forms_of
from nhipcau.engines.presswire.watches.matching import Watcher, WatchRule
from nhipcau.engines.presswire.watches.nobody import person_in
from nhipcau.engines.presswire.watches.tests import unseen_forms


def _caught(rule: WatchRule, text: str) -> bool:
    return bool(Watcher([rule]).read(title=text, body=""))


@pytest.mark.parametrize("aside", [False, True])
def test_words_find_their_forms_and_little_else(aside: bool):
    right, wrong, missed = unseen_forms.figures(aside)
    assert right / (right + wrong) >= 0.9
    assert right / (right + missed) >= 0.9


def test_a_form_that_is_switched_off_is_not_found_and_the_others_are():
    off = WatchRule(1, words=("Cambodia",), without=("cambodians",))
    assert not _caught(off, "Thousands of Cambodians went home")
    assert _caught(off, "A Cambodian minister went home")
    assert _caught(off, "Cambodia is home")
    assert "Cambodians" not in all_forms(("Cambodia",), ("cambodians",))


def test_each_watch_switches_off_for_itself():
    rules = [WatchRule(1, words=("treaty",), without=("treaties",)), WatchRule(2, words=("treaty",))]
    caught = Watcher(rules).read(title="Three treaties were signed", body="")
    assert [one.key for one in caught] == [2]
    assert caught[0].found[0].words == "treaty"
    assert caught[0].found[0].surface == "treaties"


def test_a_word_that_was_typed_is_never_switched_off():
    assert _caught(WatchRule(1, words=("treaties",), without=("treaties",)), "Two treaties")


def test_required_and_excluded_words_are_meant_in_their_forms_too():
    rule = WatchRule(1, words=("ASEAN",), required=("port",), excluded=("refugee",))
    assert _caught(rule, "ASEAN opens three ports")
    assert not _caught(rule, "ASEAN opens ports to refugees")


@pytest.mark.parametrize(
    "word", ["biển đảo", "hội nhập", "nhân quyền", "ASEAN", "АСЕАН", "កម្ពុជា", "柬埔寨", "Trường Sa"]
)
def test_languages_that_bend_nothing_have_no_forms(word: str):
    assert forms_of(word) == ()


def test_a_russian_phrase_is_bent_in_agreement_and_what_follows_its_noun_stays():
    forms = forms_of("Южно-Китайское море")
    assert {"Южно-Китайского моря", "Южно-Китайском море"} < set(forms)
    assert "Южно-Китайского морем" not in forms
    assert {"прав человека", "правах человека"} < set(forms_of("права человека"))


def test_no_word_has_more_forms_than_fit_a_list():
    assert all(len(forms_of(word)) <= MOST for word, _text, _meant in unseen_forms.lines())


@pytest.mark.parametrize("word", ["Cambodia", "Камбоджа", "accord commercial", "treaty", "права человека"])
def test_no_form_makes_a_person_of_what_was_none(word: str):
    assert not person_in(word)
    assert not any(person_in(form) for form in forms_of(word))
