import unicodedata

from hypothesis import example, given
from hypothesis import strategies as st

from nhipcau.engines.vntext import (
    clean,
    fold,
    fold_in_place,
    letters,
    place_tones,
    place_tones_new,
    same_words,
    squeeze,
    tone_key,
)

WORDS = st.text(
    alphabet="aăâeêioôơuưyđhqtrngcmksvxbldp àáảãạằắẳẵặềếểễệỳýỷỹỵòóỏõọÒÁĐÐ\u0301\u0300", max_size=40
)


def test_icelandic_letters_become_vietnamese():
    assert clean("QÐ-TTg, ðối ngoại") == "QĐ-TTg, đối ngoại"


def test_decomposed_text_becomes_nfc():
    assert clean(unicodedata.normalize("NFD", "Đắk Nông")) == "Đắk Nông"


def test_no_break_and_invisible_characters_go():
    assert clean("57\u00ad-KL/TW\u00a0của\u200b Bộ") == "57-KL/TW của Bộ"


def test_both_tone_placements_are_the_same_words():
    assert same_words("hòa bình", "hoà bình")
    assert same_words("Ủy ban", "Uỷ ban")
    assert same_words("khỏe", "khoẻ")
    assert not same_words("hòa", "hóa")
    assert not same_words("quý", "quy")


def test_tones_move_only_in_open_syllables():
    assert place_tones("hoà thuỷ khoẻ UỶ quý hoàn Hoàng của múa") == "hòa thủy khỏe ỦY quý hoàn Hoàng của múa"
    assert place_tones_new("hòa thủy khỏe của mùa quý") == "hoà thuỷ khoẻ của mùa quý"


def test_folding_is_for_search():
    assert fold("  Đắk  Nông ") == "dak nong"
    assert fold("Hoà Bình") == fold("Hòa Bình")
    assert fold("ƀŭ ĕ ĭ ŏ") == "bu e i o"


@given(st.text(max_size=60))
def test_cleaning_twice_changes_nothing(text):
    assert clean(clean(text)) == clean(text)


@given(st.text(max_size=60))
def test_folding_in_place_keeps_the_length(text):
    assert len(fold_in_place(text)) == len(text)


@given(WORDS)
def test_folding_twice_changes_nothing(text):
    assert fold(fold(text)) == fold(text)


@given(WORDS)
@example("oạ̀")
def test_placing_tones_keeps_the_words(text):
    text = clean(text)
    assert same_words(place_tones(text), text)
    assert place_tones(place_tones(text)) == place_tones(text)
    assert same_words(place_tones_new(text), text)


@given(WORDS)
def test_the_tone_key_minds_neither_case_nor_form(text):
    assert tone_key(text) == tone_key(unicodedata.normalize("NFD", text)) == tone_key(squeeze(text))


def test_what_cleaning_leaves_as_it_is_is_what_the_whole_cleaning_would_leave():
    kept = [chr(code) for code in range(0x10000) if letters._CLEAN.fullmatch(chr(code))]
    assert len(kept) > 500
    for text in (*kept, "".join(kept), "".join(kept[::-1])):
        composed = unicodedata.normalize("NFC", letters._PILE.sub(r"\1", letters._UNSOUND.sub("", text)))
        assert composed == letters._INVISIBLE.sub("", letters._SPACES.sub(" ", composed)) == text
        assert not any(lookalike in text for lookalike, _ in letters._LOOKALIKES)


@given(st.one_of(WORDS, st.text(max_size=20), st.text(alphabet=letters._USUAL, max_size=40)))
@example("Ấp Bắc, “quý II”… Ж ﬁ İ ß ẞ")
def test_folding_in_place_is_folding_letter_by_letter(text):
    assert fold_in_place(text) == "".join(map(letters._fold_letter, text))
