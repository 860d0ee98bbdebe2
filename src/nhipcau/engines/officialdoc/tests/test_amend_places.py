"""Places as papers name them: which numbers of a plan they mean."""

from __future__ import annotations

import pytest

from nhipcau.engines.officialdoc.amend.places import Place, places_in


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("tại điểm 1.1 mục 1 phần II", [Place("1.1", "II")]),
        ("tại điểm 2 khoản 1 mục II", [Place("1.2", "II")]),
        ("điểm 2.1 khoản 2 Mục III", [Place("2.1", "III")]),
        ("điểm c khoản 2 mục II", [Place("2", "II", "c")]),
        ("điểm i khoản 2", [Place("2", point="i")]),
        ("khoản 2 mục 3", [Place("3.2")]),
        ("khoản 2 mục 12", [Place("12.2")]),
        ("các điểm 1.1, 1.2 và 1.3 mục 1", [Place("1.1"), Place("1.2"), Place("1.3")]),
        ("các khoản 1 và 2 mục 3 phần I", [Place("3.1", "I"), Place("3.2", "I")]),
        ("các nhiệm vụ 3.1 và 3.2", [Place("3.1"), Place("3.2")]),
        ("nhiệm vụ 3.1 và 3.2, mục 4", [Place("3.1"), Place("3.2"), Place("4")]),
        ("từ nhiệm vụ 3 đến 5", [Place("3"), Place("4"), Place("5")]),
    ],
)
def test_a_place_is_the_number_that_the_plan_bears(said, meant):
    assert places_in(said) == meant
