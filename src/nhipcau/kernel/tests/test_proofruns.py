"""The round through all proofs: in pieces, kept, gone on with after a kill; no other work waits for it."""

from __future__ import annotations

import pytest
from django.core.files.base import ContentFile
from django.utils import translation

from nhipcau.kernel import files, jobs, proofruns, proving, sentences
from nhipcau.kernel.models import ProofRun, StoredFile
from nhipcau.kernel.proofruns import Piece
from nhipcau.kernel.proofs import Doubt, Part, Proof, proofs, whole
from nhipcau.kernel.refusal import N_

pytestmark = pytest.mark.django_db
SLOT = "2026-06-21T02:50:00+07:00"


class Killed(BaseException):
    """As a worker that is gone: nothing catches it."""


@pytest.fixture
def toy(monkeypatch):
    """A proof of three pieces and one of a single, each asked for counted."""
    asked: list[str] = []

    def part(after: str) -> Part:
        asked.append(after)
        at = int(after or 0)
        doubts = (Doubt(N_("tệp %(file)s (%(name)s): không đọc được trong kho"), {"file": at, "name": "x"}),)
        return Part(doubts if at == 1 else (), str(at + 1) if at < 2 else None)

    def single():
        asked.append("single")
        return ()

    monkeypatch.setattr(proofs, "_items", {})
    proofs.register(Proof("toy.long", "Dài", whole(part), part=part))
    proofs.register(Proof("toy.short", "Ngắn", single))
    proofs.register(Proof("toy.slow", "Lâu", lambda: pytest.fail("asked"), is_slow=True))
    return asked


def walk(run: ProofRun, piece: Piece | None = None) -> list[ProofRun]:
    """Every piece, as workers would; the ends that were told."""
    ended: list[ProofRun] = []
    waits = [piece or proofruns.next_piece(run)]
    while waits:
        following = waits.pop()
        assert following is not None
        proofruns.do_piece(run.pk, following.step, go_on=waits.append, end=ended.append)
    return ended


def test_a_round_goes_through_every_piece_once_and_keeps_what_it_found(toy):
    run = proofruns.begin(SLOT)
    assert run is not None
    (ended,) = walk(run)
    assert toy == ["", "1", "1", "2", "single"]  # what was found is looked at once more
    assert ended.finished_at and ended.step == 4 and len(ended.found) == 1
    with translation.override("vi"):
        assert sentences.shown(ended.found[0]).startswith("tệp 1")
    assert proofruns.next_piece(ended) is None


def test_a_kill_loses_one_piece_and_the_next_worker_goes_on_there(toy, monkeypatch):
    run = proofruns.begin(SLOT)
    proofruns.do_piece(run.pk, 0, go_on=lambda piece: None, end=pytest.fail)
    usual = proofruns._looked
    monkeypatch.setattr(proofruns, "_looked", lambda piece: (_ for _ in ()).throw(Killed))
    with pytest.raises(Killed):
        proofruns.do_piece(run.pk, 1, go_on=pytest.fail, end=pytest.fail)
    monkeypatch.setattr(proofruns, "_looked", usual)
    run.refresh_from_db()
    assert proofruns.next_piece(run) == Piece(1, "toy.long", "1")
    walk(run)
    assert toy.count("") == 1  # the first piece was not read again


def test_a_kill_while_the_next_piece_is_asked_for_keeps_neither(toy):
    run = proofruns.begin(SLOT)

    def killed(piece):
        raise Killed

    with pytest.raises(Killed):
        proofruns.do_piece(run.pk, 0, go_on=killed, end=pytest.fail)
    run.refresh_from_db()
    assert run.step == 0 and proofruns.next_piece(run) == Piece(0, "toy.long")


def test_a_piece_that_two_workers_were_given_counts_once(toy):
    run = proofruns.begin(SLOT)
    asked: list[Piece] = []
    for _ in range(3):
        proofruns.do_piece(run.pk, 0, go_on=asked.append, end=pytest.fail)
    assert asked == [Piece(1, "toy.long", "1")]
    assert not proofruns.do_piece(run.pk, 7, go_on=pytest.fail, end=pytest.fail)
    assert not proofruns.do_piece(987654, 0, go_on=pytest.fail, end=pytest.fail)


def test_a_proof_that_fails_is_told_and_the_others_are_looked_at(toy, caplog):
    proofs._items["toy.long"] = Proof("toy.long", "Dài", lambda: 1 / 0)
    (ended,) = walk(proofruns.begin(SLOT))
    assert "single" in toy and "Dài" in sentences.shown(ended.found[0])


def test_a_proof_that_an_upgrade_took_away_does_not_stop_the_round(toy):
    run = proofruns.begin(SLOT)
    del proofs._items["toy.long"]
    (ended,) = walk(run)
    assert ended.found == [] and "single" in toy


def test_a_new_turn_gives_up_what_an_earlier_one_left_and_the_same_turn_is_one_round(toy):
    first = proofruns.begin(SLOT)
    assert proofruns.begin(SLOT) == first
    second = proofruns.begin("2026-06-28T02:50:00+07:00")
    first.refresh_from_db()
    assert first.given_up and proofruns.next_piece(first) is None
    assert not proofruns.do_piece(first.pk, 0, go_on=pytest.fail, end=pytest.fail)
    assert proofruns.next_piece(second) == Piece(0, "toy.long")


def test_files_are_read_in_pieces_that_together_read_each_once(monkeypatch, officer):
    for number in range(7):
        files.store(ContentFile(f"{number}".encode()), name="a.txt", by=officer)
    read: list[str] = []
    usual = proving._sha256_of
    monkeypatch.setattr(proving, "_sha256_of", lambda one: read.append(one.sha256) or usual(one))
    monkeypatch.setattr(proving, "AT_ONCE", 1 << 17)  # two small files
    after, pieces = "", 0
    while after is not None:
        part = proving._files(after)
        assert part.doubts == ()
        after, pieces = part.after, pieces + 1
    assert sorted(read) == sorted(StoredFile.objects.values_list("sha256", flat=True))
    assert pieces == 4


def test_whatever_else_waits_is_taken_before_the_next_piece(toy):
    from nhipcau.desk import tasks

    tasks.check_all.call(slot=SLOT)
    other = next(one.job for one in jobs.discover() or jobs.all_scheduled() if one.name == "kernel.tidy")
    other.enqueue(slot=SLOT)
    waiting = list(jobs.kept().filter(status=jobs.State.READY).order_by(*jobs.kept().model._meta.ordering))
    assert [one.queue_name for one in waiting][-1] == "proofs" and len(waiting) == 2
