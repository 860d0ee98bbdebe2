"""A visit is announced, then received."""

from enum import StrEnum

from nhipcau.kernel.refusal import N_
from nhipcau.kernel.states import Move, Transitions


class State(StrEnum):
    ANNOUNCED = "announced"
    RECEIVED = "received"


LABELS = {State.ANNOUNCED: N_("Đã báo"), State.RECEIVED: N_("Đã tiếp")}
STATES = Transitions(LABELS, receive=Move(State.ANNOUNCED, State.RECEIVED, N_("tiếp đoàn")))
