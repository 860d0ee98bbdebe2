"""The weekly proof, piece by piece: each piece is a job of its own, what it found and where it stood are kept.

So no other work waits for it, and a worker that is killed loses one piece: the next worker begins that one again.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.functional import lazy

from nhipcau.kernel import clock, sentences
from nhipcau.kernel.models import ProofRun
from nhipcau.kernel.proofs import Doubt, Part, proofs
from nhipcau.kernel.refusal import N_

logger = logging.getLogger(__name__)
NOT_LOOKED = N_("mục “%(label)s” không kiểm tra được vì lỗi của phần mềm; xem nhật ký máy chủ")


@dataclass(frozen=True, slots=True)
class Piece:
    """Which piece is next: its number in the run, the proof, and where it begins."""

    step: int
    proof: str
    after: str = ""


def names(without: Collection[str] = ()) -> list[str]:
    """The proofs of a run, in their order: those that are not asked for by name only."""
    return [proof.name for proof in proofs if not proof.is_slow and proof.name not in without]


@transaction.atomic
def begin(slot: str, *, without: Collection[str] = ()) -> ProofRun | None:
    """A new run for a turn of the clock, the same one when the turn comes again; None where there is nothing to look at.

    Whatever an earlier run left undone is given up: this one looks at all of it.
    """
    wanted = names(without)
    if not wanted:
        return None
    run, _ = ProofRun.objects.get_or_create(slot=slot, defaults={"proofs": wanted, "begun_at": clock.now()})
    ProofRun.objects.filter(finished_at=None, pk__lt=run.pk).update(finished_at=clock.now(), given_up=True)
    return run


def next_piece(run: ProofRun) -> Piece | None:
    """The piece that a run stands at; None for one that is over."""
    if run.finished_at is not None or not run.proofs:
        return None
    return Piece(run.step, run.proofs[0], run.after)


def do_piece(
    run_pk: int, step: int, *, go_on: Callable[[Piece], Any], end: Callable[[ProofRun], Any]
) -> bool:
    """Do one piece; False where another worker has done it already.

    go_on: called for the next piece in the transaction that keeps this one; end: likewise with the finished run.
    """
    run = ProofRun.objects.filter(pk=run_pk).first()
    piece = next_piece(run) if run else None
    if run is None or piece is None or piece.step != step:
        return False
    part = _looked(piece)  # minutes of reading, outside any transaction
    found = [sentences.stored(lazy(lambda doubt=doubt: doubt.words, str)()) for doubt in part.doubts]
    with transaction.atomic():
        held = ProofRun.objects.select_for_update().get(pk=run_pk)
        if next_piece(held) != piece:
            return False
        held.found += found
        held.step += 1
        held.after = part.after or ""
        if part.after is None:
            held.proofs = held.proofs[1:]
        if not held.proofs:
            held.finished_at = clock.now()
        held.save()
        following = next_piece(held)
        if following is None:
            end(held)
        else:
            go_on(following)
    return True


def _looked(piece: Piece) -> Part:
    """What a piece finds; a proof that fails is told as a doubt, and the others are still looked at."""
    if piece.proof not in proofs:
        return Part()  # an upgrade took it away in the middle of a run
    proof = proofs.get(piece.proof)
    try:
        return proof.piece(piece.after)
    except Exception:
        logger.exception("the proof %s failed behind %r", piece.proof, piece.after)
        return Part((Doubt(NOT_LOOKED, {"label": proof.label}),))


def said(run: ProofRun, most: int) -> Any:
    """The first things that a run found, each in its reader's language."""
    found = list(run.found[:most])
    return lazy(lambda: "\n".join(sentences.shown(one) for one in found), str)()
