"""Words and rules of signing; pure, no Django.

A version's seal is the SHA-256 of its canonical JSON (``canonical``), so that anybody can reckon it again
from the words alone: keys in order, no spaces, letters composed (NFC), days as ISO, no fractions.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from nhipcau.kernel import written
from nhipcau.kernel.refusal import N_, Refused
from nhipcau.kernel.standing import written as day_written
from nhipcau.kernel.states import Move, Transitions

PRIVATE = "private"
"""The key under which a content holds the hash of its personal part."""
LARGEST = 2**53
"""Beyond it, other readers of JSON lose digits."""

EDITOR = "editor"
PRESENTER = "presenter"
"""Whom, beside those who took a named step, ``StepKind.by_other_than`` may exclude."""


_UNSEALABLE = re.compile("[\x00\ud800-\udfff]")


class NotSealable(TypeError):
    """A content holds something that has no one written form (a fraction, a lone surrogate, NUL)."""


def plain(value: Any) -> Any:
    """A content as it is sealed and kept: dicts, lists, text (NFC), whole numbers, true, false, none.

    Days and moments become ISO text.  Raises NotSealable for anything else.
    """
    if isinstance(value, str):
        return _text(value)
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int):
        if abs(value) > LARGEST:
            raise NotSealable(f"{value} is too large to be sealed")
        return int(value)
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, Mapping):
        return _mapping(value)
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    raise NotSealable(f"{type(value).__name__} cannot be sealed: {value!r:.60}")


def _text(value: str) -> str:
    composed = str(value) if value.isascii() else unicodedata.normalize("NFC", value)
    if _UNSEALABLE.search(composed):
        raise NotSealable(f"signs that cannot be sealed stand in {value!r:.60}")
    return composed


def _mapping(value: Mapping[Any, Any]) -> dict[str, Any]:
    made: dict[str, Any] = {}
    for key, item in value.items():
        if not isinstance(key, str):
            raise NotSealable(f"the key {key!r} is no text")
        composed = _text(key)
        if composed in made:
            raise NotSealable(f"two keys read {composed!r}")
        made[composed] = plain(item)
    return made


def canonical(content: Any) -> bytes:
    """The one written form of a content."""
    return written.canonical(plain(content))


def seal(content: Any) -> str:
    """The SHA-256 of a content's written form, in hex."""
    return hashlib.sha256(canonical(content)).hexdigest()


def seal_of_kept(content: Any) -> str:
    """The same for a content that is ``plain`` already, as versions keep it.

    A kept content that somebody made unplain gives another seal, which is what it should do.
    """
    return hashlib.sha256(written.canonical(content)).hexdigest()


def binding(salt: str, data: Any) -> str:
    """What ties a personal part to a content: the hash says nothing about the part once the salt is gone."""
    return written.salted_hash(salt, plain(data))


class State(StrEnum):
    """Where a version stands; always reckoned from what was done to it, never kept."""

    PRESENTED = "presented"
    SIGNED = "signed"
    NUMBERED = "numbered"
    ISSUED = "issued"
    RETURNED = "returned"
    REPLACED = "replaced"
    RECALLED = "recalled"


STATE_LABELS: dict[str, str] = {
    State.PRESENTED: N_("Chờ ký"),
    State.SIGNED: N_("Đã ký, chờ phát hành"),
    State.NUMBERED: N_("Đã có số, chưa phát hành xong"),
    State.ISSUED: N_("Đã phát hành"),
    State.RETURNED: N_("Đã trả lại"),
    State.REPLACED: N_("Đã có bản đính chính thay"),
    State.RECALLED: N_("Đã thu hồi"),
}

STATE_TONES = {
    State.PRESENTED: "info",
    State.SIGNED: "info",
    State.NUMBERED: "warn",
    State.ISSUED: "good",
    State.RETURNED: "warn",
    State.REPLACED: "warn",
    State.RECALLED: "bad",
}

_SIGNER = N_("người được giao ký")
_CLERK = N_("văn thư của cơ quan")
SIGNING = Transitions(
    STATE_LABELS,
    step=Move(State.PRESENTED, State.SIGNED, N_("ký"), who=_SIGNER),
    send_back=Move({State.PRESENTED, State.SIGNED}, State.RETURNED, N_("trả lại"), who=_SIGNER),
    paper=Move(
        {State.PRESENTED, State.SIGNED, State.NUMBERED}, State.ISSUED, N_("ghi nhận bản ký giấy"), who=_CLERK
    ),
    number=Move({State.SIGNED, State.NUMBERED}, State.NUMBERED, N_("cấp số"), who=_CLERK),
    issue=Move({State.SIGNED, State.NUMBERED}, State.ISSUED, N_("phát hành"), who=_CLERK),
    replace=Move(State.ISSUED, State.REPLACED, N_("đính chính"), who=_SIGNER),
    recall=Move({State.ISSUED, State.REPLACED}, State.RECALLED, N_("thu hồi"), who=_SIGNER),
)


@dataclass(frozen=True, slots=True)
class Done:
    """What was done to a version, as the rows say."""

    steps_left: bool
    returned: bool = False
    numbered: bool = False
    issued: bool = False
    replaced: bool = False
    recalled: bool = False


def state_of(done: Done) -> State:
    """The state that the deeds add up to; the last word first."""
    ladder = (
        (done.recalled, State.RECALLED),
        (done.replaced, State.REPLACED),
        (done.issued, State.ISSUED),
        (done.returned, State.RETURNED),
        (done.steps_left, State.PRESENTED),
        (done.numbered, State.NUMBERED),
    )
    return next((state for holds, state in ladder if holds), State.SIGNED)


def next_step(steps: Sequence[str], taken: Iterable[str]) -> str:
    """The name of the step that comes next; "" when all are taken."""
    done = set(taken)
    return next((step for step in steps if step not in done), "")


def check_turn(*, step: str, following: str, labels: Mapping[str, str]) -> None:
    """Raise Refused for a step whose turn it is not."""
    if step != following:
        raise Refused(
            N_("Chưa tới bước này: bước tiếp theo là “%(next)s”."), next=labels.get(following, following)
        )


def check_living(*, agency: str, ended_on: date | None, today: date) -> None:
    """Raise Refused for words in the name of an agency that is no more."""
    if ended_on is not None and ended_on < today:
        raise Refused(
            N_(
                "%(agency)s không còn từ sau ngày %(day)s nên không trình, soát xét, ký thêm được. Hãy rút lại bản này"
                " và soạn văn bản của cơ quan tiếp nhận."
            ),
            agency=agency,
            day=day_written(ended_on),
        )


def check_seen(*, seen: str, seal: str) -> None:
    """Raise Refused where what is to be signed is not what the signer was shown."""
    if seen != seal:
        raise Refused(
            N_("Nội dung đã khác với bản bạn vừa đọc. Hãy đọc lại bản mới rồi ký; bản cũ không được ký.")
        )


def check_whole(*, seal: str, reckoned: str) -> None:
    """Raise Refused for a version whose kept words no longer give its seal."""
    if seal != reckoned:
        raise Refused(
            N_(
                "Nội dung lưu của bản này không khớp mã niêm phong: dữ liệu đã bị sửa. "
                "Không ký, không phát hành; hãy báo quản trị viên."
            )
        )


def check_post(post: str) -> None:
    """Raise Refused for a paper of an agency that would bear a name without a post (Decree 30/2020, annex I, part II,
    point 7)."""
    if not post.strip():
        raise Refused(
            N_("Tài khoản của người ký chưa ghi chức vụ. Hãy nhờ quản trị viên bổ sung chức vụ trước khi ký.")
        )


def check_other_eyes(*, officer: int, excluded: Collection[int | None]) -> None:
    """Raise Refused where the kind asks for somebody else than those who wrote or took another step."""
    if officer in excluded:
        raise Refused(
            N_(
                "Bước này cần một người khác làm: bạn là người đã soạn hoặc đã làm bước trước. "
                "Hãy chuyển cho đồng nghiệp có quyền."
            )
        )


def check_finished(missing: Sequence[str]) -> None:
    """Raise Refused for what the kind calls unfinished, naming the first of it and how much there is."""
    if missing:
        raise Refused(
            N_("Chưa trình ký được vì còn %(count)s việc chưa xong: %(what)s"),
            count=len(missing),
            what="; ".join(missing[:5]),
        )


def check_reason(reason: str) -> None:
    """Raise Refused for sending back or recalling without a word."""
    if not reason.strip():
        raise Refused(N_("Hãy ghi rõ lý do, để người nhận biết phải làm gì tiếp."))


def check_issue_day(*, day: date, signed_on: date | None, today: date) -> None:
    """Raise Refused for a day of issue before the day of the signature, or after today."""
    if day > today:
        raise Refused(
            N_("Ngày phát hành %(day)s chưa tới (hôm nay %(today)s). Hãy xem lại ngày."),
            day=day_written(day),
            today=day_written(today),
        )
    if signed_on and day < signed_on:
        raise Refused(
            N_("Ngày phát hành %(day)s đứng trước ngày ký %(signed)s. Hãy xem lại ngày."),
            day=day_written(day),
            signed=day_written(signed_on),
        )


def check_ready_for_pen(*, steps: Sequence[str], taken: Iterable[str], labels: Mapping[str, str]) -> None:
    """Raise Refused where a step before the signature is open: a pen does not stand for somebody's check."""
    missing = next_step(steps[:-1], taken)
    if missing:
        raise Refused(N_("Chưa ghi nhận bản ký giấy được vì còn bước “%(step)s”."), step=labels[missing])


def check_signer(name: str) -> None:
    """Raise Refused where nobody says who signed the paper."""
    if not name.strip():
        raise Refused(N_("Hãy ghi họ tên người đã ký trên giấy."))
