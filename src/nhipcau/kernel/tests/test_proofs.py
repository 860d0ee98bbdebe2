"""Proofs read a system at work: what fits a moment later was only half written when it was read."""

from __future__ import annotations

from nhipcau.kernel.proofs import Doubt, Proof


def _found(*times: list[str]) -> list[str]:
    left = iter(times)
    return [doubt.words for doubt in Proof("x", "X", lambda: [Doubt(each) for each in next(left)]).doubts()]


def test_what_fits_a_moment_later_is_no_doubt():
    assert _found(["dòng 7"], []) == []
    assert _found(["dòng 7", "dòng 8"], ["dòng 8", "dòng 9"]) == ["dòng 8"]


def test_what_still_does_not_fit_is_told_once():
    assert _found(["dòng 7"], ["dòng 7"]) == ["dòng 7"]


def test_where_all_fits_nothing_is_read_twice():
    assert _found([]) == []
