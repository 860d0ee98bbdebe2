"""Old fonts' letters become Unicode, and no other text is touched."""

import pytest

from nhipcau.engines.vntext.legacy import (
    _VNI_PAIRS,
    TCVN3_LETTERS,
    Legacy,
    converted,
    font_of,
    from_tcvn3,
    from_vni,
    is_syllable,
    legacy_of,
    sense,
)

TEXT = (
    "Ủy ban nhân dân tỉnh giao Sở Ngoại vụ chủ trì, phối hợp với Bộ Chỉ huy Bộ đội Biên phòng tổ chức hội nghị tuyên truyền "
    "về biên giới; kỷ niệm những chuyến thăm hữu nghị, bảo vệ lãnh thổ, giữ vững ổn định ở các xã vùng cao."
)


def to_tcvn3(text):
    back = {letter: chr(code) for code, letter in TCVN3_LETTERS.items()}
    return "".join(back.get(letter, back.get(letter.lower(), letter)) for letter in text)


def to_vni(text):
    back = {}
    for code, letter in _VNI_PAIRS.items():
        back.setdefault(letter, code)
    return "".join(back.get(letter, letter) for letter in text)


def test_tcvn3_is_found_and_converted():
    assert legacy_of(to_tcvn3(TEXT)) is Legacy.TCVN3
    assert converted(to_tcvn3(TEXT))[0].lower() == TEXT.lower()


def test_vni_is_found_and_converted():
    assert legacy_of(to_vni(TEXT)) is Legacy.VNI
    assert converted(to_vni(TEXT)) == (TEXT, Legacy.VNI)


@pytest.mark.parametrize(
    "words", ["KẾ HOẠCH", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "II. NHIỆM VỤ", "Số: 45/QĐ-UBND"]
)
def test_capitals_of_tcvn3_stand_among_capitals(words):
    assert from_tcvn3(to_tcvn3(words)) == words
    assert from_vni(to_vni(words)) == words


def test_a_known_page_of_each():
    assert from_tcvn3("§éc lËp - Tù do - H¹nh phóc") == "Độc lập - Tự do - Hạnh phúc"
    assert from_vni("Ñoäc laäp - Töï do - Haïnh phuùc") == "Độc lập - Tự do - Hạnh phúc"
    assert from_vni("COÄNG HOØA XAÕ HOÄI CHUÛ NGHÓA VIEÄT NAM") == "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"


@pytest.mark.parametrize(
    "text",
    [
        TEXT,
        TEXT.upper(),
        "Les élèves français ont visité la préfecture à côté de l'hôtel; l'été, où qu'ils soient, est très apprécié là-bas.",
        "Größere Städte können über öffentliche Straßen für Gäste geöffnet werden, müssen aber natürlich schön bleiben.",
        "Plain English text about the province, nothing else.",
        "",
    ],
)
def test_other_texts_stay_as_they_are(text):
    assert converted(text) == (text, None)


def test_syllables():
    assert all(map(is_syllable, TEXT.replace(",", "").replace(";", "").replace(".", "").split()))
    assert not any(map(is_syllable, ["§éc", "lËp", "phóòc", "tàc", "xyz", "straße", "über"]))


def test_fonts_tell():
    assert font_of(".VnTimeH") is font_of("VnTime") is Legacy.TCVN3
    assert font_of("VNI-Times") is Legacy.VNI
    assert font_of("Times New Roman") is font_of("Vneshtorg") is None


def test_sense_tells_letters_from_noise():
    assert sense(TEXT) > 0.95 and sense("Sở Ngoại vụ, 12/KH-UBND (b/c); email, website.") > 0.9
    assert sense("\x841'%$11+\x841>ې 1+$1%\x8e1+ڲ7 &ÒۃFOڗS QJWK¶QJWLQÓڻLQJRڋLWڳQK") < 0.4
    assert sense("") == 1.0
