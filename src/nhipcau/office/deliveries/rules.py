"""States of a delivery, what a channel may answer, and who a receiver is; pure, no Django (docs/adr/0003)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from nhipcau.engines.vntext import fold
from nhipcau.kernel.refusal import N_
from nhipcau.kernel.standing import Limit, is_past
from nhipcau.kernel.states import Move, Transitions


class State(StrEnum):
    """How far one delivery is."""

    DUE = "due"  # written; nobody has begun to send it
    SENDING = "sending"  # claimed by one worker
    SENT = "sent"  # taken by the other side
    CONFIRMED = "confirmed"  # the receiver said so
    FAILED = "failed"  # the other side said no
    UNKNOWN = "unknown"  # claimed, and no answer came: a person decides
    RECALLED = "recalled"  # what was delivered has been recalled


STATE_LABELS = {
    State.DUE: N_("Chờ gửi"),
    State.SENDING: N_("Đang gửi"),
    State.SENT: N_("Đã gửi"),
    State.CONFIRMED: N_("Đã xác nhận"),
    State.FAILED: N_("Nơi nhận từ chối"),
    State.UNKNOWN: N_("Chưa rõ kết quả"),
    State.RECALLED: N_("Đã thu hồi"),
}

_NOT_RECALLED = frozenset(set(State) - {State.RECALLED})

STATES = Transitions(
    STATE_LABELS,
    claim=Move(State.DUE, State.SENDING, N_("gửi")),
    accept=Move({State.SENDING, State.UNKNOWN}, State.SENT, N_("ghi là đã gửi")),
    refuse=Move({State.SENDING, State.UNKNOWN}, State.FAILED, N_("ghi là không gửi được")),
    # The other side answered "not now": it has taken nothing, so trying again cannot make two.
    postpone=Move({State.SENDING, State.UNKNOWN}, State.DUE, N_("hoãn gửi")),
    lose=Move(State.SENDING, State.UNKNOWN, N_("ghi là chưa rõ kết quả")),
    hand_over=Move(State.DUE, State.SENT, N_("ghi là đã gửi")),
    confirm=Move(State.SENT, State.CONFIRMED, N_("xác nhận đã nhận"), who=N_("cơ quan nhận")),
    arrived=Move(
        {State.DUE, State.FAILED, State.UNKNOWN}, State.SENT, N_("coi như đã gửi"), who=N_("quản trị viên")
    ),
    again=Move({State.FAILED, State.UNKNOWN}, State.DUE, N_("gửi lại"), who=N_("quản trị viên")),
    recall=Move(_NOT_RECALLED, State.RECALLED, N_("thu hồi")),
)

# What may have reached its receiver, so that a recall has to be told.
MAY_HAVE_ARRIVED = frozenset({State.SENDING, State.SENT, State.CONFIRMED, State.UNKNOWN})
# What waits for an administrator.
IN_DOUBT = frozenset({State.FAILED, State.UNKNOWN})
# How a row may begin, and where it ends: from there only a recall leads on.
BEGINNINGS = frozenset({State.DUE, State.SENT})
ENDS = frozenset(state for state in State if set(STATES.verbs(state)) <= {"recall"})
# Not yet at rest: the address is still needed.
UNSETTLED = frozenset({State.DUE, State.SENDING, State.UNKNOWN})
# States that are somebody's word, and the receipt that has to say it first; either can be said once.
PROVEN_BY = {State.CONFIRMED: "confirm", State.RECALLED: "recall"}
# Receipts that nothing but a person can give.
BY_A_PERSON = ("again", "arrived", "confirm")
FORGOTTEN_KEY = "shredded:"

LOST_AFTER = timedelta(minutes=10)  # a claim without an answer; a mail server is given 20 seconds
LONG_AWAY = timedelta(hours=1)  # the other side out of reach: worth an administrator's look
MOST_POSTPONED = 60  # tries every 20 minutes: most of a day


class Why(StrEnum):
    """Why a delivery stands where it does; rows keep the code and its parameters, screens say the sentence."""

    AWAY = "away"
    NO_HOST = "no_host"
    POSTPONED = "postponed"
    REFUSED = "refused"
    LOST = "lost"
    SILENT = "silent"
    CUT = "cut"
    NO_ADDRESS = "no_address"
    UNREADABLE = "unreadable"
    PRIVATE = "private"
    REDIRECTED = "redirected"
    STALE = "stale"
    CLOSED = "closed"


WHY_SENTENCES = {
    Why.AWAY: N_("Chưa kết nối được với máy chủ: %(answer)s"),
    Why.NO_HOST: N_("Không tìm thấy máy chủ %(answer)s. Hãy kiểm tra tên miền và kết nối mạng."),
    Why.POSTPONED: N_("Máy chủ hẹn gửi lại sau: %(answer)s"),
    Why.REFUSED: N_("Máy chủ không nhận: %(answer)s"),
    Why.LOST: N_("Mất kết nối trước khi máy chủ trả lời: %(answer)s"),
    Why.SILENT: N_("Máy chủ không trả lời kịp, chưa rõ đã nhận hay chưa."),
    Why.CUT: N_("Bị ngắt giữa chừng, chưa rõ máy chủ đã nhận hay chưa."),
    Why.NO_ADDRESS: N_("Người nhận chưa có địa chỉ thư."),
    Why.UNREADABLE: N_("Chưa soạn được nội dung gửi: %(answer)s"),
    Why.PRIVATE: N_("Không được phép kết nối tới %(answer)s: địa chỉ trong mạng nội bộ hoặc không mã hóa."),
    Why.REDIRECTED: N_("Nơi nhận chuyển sang địa chỉ khác nên không gửi tiếp: %(answer)s"),
    Why.STALE: N_("Đã để quá lâu nên không gửi nữa."),
    Why.CLOSED: N_("Nơi nhận đã bị gỡ hoặc đã tắt."),
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the other side answered to one sending: a verb of ``STATES`` and why."""

    verb: str
    why: str = ""
    answer: str = ""


TAKEN = Outcome("accept")


class Away(Exception):
    """The other side cannot be reached: nothing was claimed, nothing was sent, it is tried again."""

    def __init__(self, answer: str = "", *, why: Why = Why.AWAY) -> None:
        super().__init__(answer)
        self.why = why


@dataclass(frozen=True, slots=True)
class Receiver:
    """Whom something goes to; the officer's or the agency's key where there is one.

    name: as the screens show it, and as a paper writes it for whoever is not in the system.
    end: one word for where exactly, where one receiver has several ends ("device:7").
    """

    name: str
    officer: int | None = None
    agency: int | None = None
    address: str = ""
    end: str = ""

    @property
    def key(self) -> str:
        """One word for the same receiver, whatever the spelling."""
        if self.end:
            return self.end[:128]
        if self.officer is not None:
            return f"officer:{self.officer}"
        if self.agency is not None:
            return f"agency:{self.agency}"
        if self.address:
            return f"address:{self.address.lower()}"[:120]
        return f"name:{fold(self.name)}"[:120]


@dataclass(frozen=True, slots=True)
class Tally:
    """How the deliveries of one thing stand."""

    all: int = 0
    confirmed: int = 0
    waiting: int = 0
    overdue: int = 0
    paper_left: int = 0

    @property
    def inside(self) -> int:
        """How many are to confirm in the system; paper copies are handed over and confirm nothing there."""
        return self.confirmed + self.waiting

    @property
    def paper(self) -> int:
        return self.all - self.inside

    @property
    def paper_gone(self) -> int:
        return self.paper - self.paper_left


def is_overdue(state: str, acknowledge_by: Limit | None, now: Limit) -> bool:
    """Whether an acknowledgement was to come by a day or a moment that has passed."""
    return state == State.SENT and is_past(acknowledge_by, now)
