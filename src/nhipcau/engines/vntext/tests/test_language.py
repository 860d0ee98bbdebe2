"""Vietnamese words are told from those of other languages."""

from __future__ import annotations

import pytest

from nhipcau.engines.vntext.language import is_vietnamese

VIETNAMESE = [
    "Sạt lở thu hẹp đèo Mimosa vào Đà Lạt (The Highland Lantern)", "“Buổi sáng 14 tỷ USD” ở Tây Nguyên (Tidewater Ledger)",
    "VinFast mở nhà máy ở Lâm Đồng", "Le Courrier des Pins viết về Đà Lạt", "Hoa Lâm Đồng sang Nga", "Hai ca sinh ba",
]  # fmt: skip
FOREIGN = [
    "Landslide narrows Mimosa Pass into Da Lat", "Đà Lạt named one of the best cities for coffee", "Dalat prépare dix nuits de fleurs",
    "林同省推出三十一个招商项目", "Провинция Ламдонг показала инвесторам 31 проект", "ទីផ្សារព្រំដែនបើកឡើងវិញ",
    "The pass is narrow. Cars take turns.", "", "2026",
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected"), [*((text, True) for text in VIETNAMESE), *((text, False) for text in FOREIGN)]
)
def test_vietnamese_is_told_from_other_languages(text, expected):
    assert is_vietnamese(text) is expected
