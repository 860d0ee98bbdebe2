"""What came, who has not confirmed, which paper copies are left: chosen, confirmed, urged, taken out (``kernel.lists``)."""

from __future__ import annotations

from typing import Any

from django.db.models import Case, F, QuerySet, When
from django.db.models.functions import Coalesce
from django.http import Http404, QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from nhipcau.kernel import ordering
from nhipcau.kernel.clock import now, today
from nhipcau.kernel.keys import key_of
from nhipcau.kernel.lists import Act, Chosen, Listing, Taken, taken_out
from nhipcau.kernel.sheets import Cell
from nhipcau.office.deliveries import doubts, many, queries
from nhipcau.office.deliveries.channels import channels
from nhipcau.office.deliveries.forms import SentOnForm
from nhipcau.office.deliveries.permissions import ACKNOWLEDGE, READ_SENT, SEND, SETTLE_LETTERS, sent_by
from nhipcau.office.deliveries.rules import STATE_LABELS, State
from nhipcau.office.sections import PAPERS

_TITLE = ordering.vietnamese(Coalesce("version__title", "notice__title"))
_WAITING_FIRST = Case(When(state=State.SENT, then=0), When(state=State.CONFIRMED, then=1), default=2)


def _state(one: Any) -> str:
    return _(STATE_LABELS[State(one.state)])


def _find_received(officer: Any, asked: QueryDict, of: str) -> QuerySet[Any]:
    return queries.received(officer)


def _received_rows(part: list[Any], chosen: Chosen) -> list[queries.ReceivedRow]:
    moment = now()
    return [queries.ReceivedRow(one, one.is_overdue(moment)) for one in part]


def _acknowledge(chosen: Chosen) -> str:
    count = many.acknowledge(deliveries=chosen.rows, by=chosen.by)
    words = ngettext("Đã xác nhận nhận %(n)d văn bản.", "Đã xác nhận nhận %(n)d văn bản.", count)
    return words % {"n": count}


def _find_overdue(officer: Any, asked: QueryDict, of: str) -> QuerySet[Any]:
    return queries.overdue(sent_by(officer, READ_SENT), now())


def _find_receivers(officer: Any, asked: QueryDict, of: str) -> QuerySet[Any]:
    """The receivers of one thing; of: the words of its address ("ban-ky:12")."""
    way, _colon, key = of.partition(":")
    number = key_of(key)
    if way not in queries.SENT_WAYS or number is None:
        raise Http404
    found = queries.sent(sent_by(officer, READ_SENT), way, number)
    if found is None:
        raise Http404
    return queries.among(found.deliveries, asked.get("xem", ""), now()).for_list().order_by("position", "pk")


def _urge(chosen: Chosen) -> str:
    count = many.urge(deliveries=chosen.rows, today=today(), by=chosen.by)
    if not count:
        return _("Các nơi nhận này đã được đôn đốc trong hôm nay rồi.")
    return ngettext("Đã đôn đốc %(n)d nơi nhận.", "Đã đôn đốc %(n)d nơi nhận.", count) % {"n": count}


def _find_papers(officer: Any, asked: QueryDict, of: str) -> QuerySet[Any]:
    return queries.with_paper_left(sent_by(officer, SEND))


def _send_papers(chosen: Chosen) -> str:
    count = many.sent_on_paper(things=chosen.rows, on=chosen.wish["on"], today=today(), by=chosen.by)
    return ngettext("Đã ghi %(n)d bản giấy.", "Đã ghi %(n)d bản giấy.", count) % {"n": count}


def _find_doubts(officer: Any, asked: QueryDict, of: str) -> QuerySet[Any]:
    return doubts.in_doubt(timezone.now())


def _again(chosen: Chosen) -> str:
    count = many.settle(letters=chosen.rows, arrived=False, by=chosen.by)
    return ngettext("%(n)d thư sẽ được gửi lại ngay.", "%(n)d thư sẽ được gửi lại ngay.", count) % {
        "n": count
    }


def _arrived(chosen: Chosen) -> str:
    count = many.settle(letters=chosen.rows, arrived=True, by=chosen.by)
    return ngettext("Đã ghi %(n)d thư là đã gửi.", "Đã ghi %(n)d thư là đã gửi.", count) % {"n": count}


URGE = Act("don-doc", gettext_lazy("Đôn đốc xác nhận"), _urge, SEND, "bell-ring")
LISTINGS = (
    Listing(
        "office.received",
        _find_received,
        taken_out(
            gettext_lazy("Văn bản gửi đến"),
            "van-ban-gui-den",
            Taken(gettext_lazy("Văn bản"), lambda row: row.delivery.title, 70),
            Taken(gettext_lazy("Số, ký hiệu"), lambda row: row.issue.symbol if row.issue else "", 20),
            Taken(gettext_lazy("Bên gửi"), lambda row: str(row.sender), 36),
            Taken(gettext_lazy("Ngày gửi"), lambda row: row.delivery.created_at, 18, Cell.MOMENT),
            Taken(gettext_lazy("Hạn xác nhận"), lambda row: row.delivery.acknowledge_by, 14, Cell.DAY),
            Taken(gettext_lazy("Tình trạng"), lambda row: row.ended_label or _state(row.delivery), 20),
            shown=_received_rows,
        ),
        (Act("xac-nhan", gettext_lazy("Xác nhận đã nhận"), _acknowledge, ACKNOWLEDGE, "check"),),
        ACKNOWLEDGE,
        PAPERS,
        {
            "van-ban": (_TITLE,),
            "ben-gui": (Coalesce("version__agency__folded", "created_by__agency__folded"), "created_at"),
            "ngay": ("created_at",),
            "xac-nhan": (_WAITING_FIRST, "acknowledge_by", "acknowledge_at"),
        },
    ),
    Listing(
        "office.overdue",
        _find_overdue,
        taken_out(
            gettext_lazy("Quá hạn xác nhận đã nhận"),
            "qua-han-xac-nhan",
            Taken(gettext_lazy("Nơi nhận"), lambda row: row.whom, 44),
            Taken(gettext_lazy("Văn bản"), lambda row: row.delivery.title, 70),
            Taken(gettext_lazy("Hạn xác nhận"), lambda row: row.delivery.acknowledge_by, 14, Cell.DAY),
            shown=lambda part, chosen: queries.late_rows(part, now()),
        ),
        (URGE,),
        READ_SENT,
        PAPERS,
        {
            "noi-nhan": (Coalesce("agency__folded", "name"), "acknowledge_by"),
            "van-ban": (_TITLE, "name"),
            "han": ("acknowledge_by", "acknowledge_at"),
        },
    ),
    Listing(
        "office.receivers",
        _find_receivers,
        taken_out(
            gettext_lazy("Nơi nhận"),
            "noi-nhan",
            Taken(gettext_lazy("Nơi nhận"), lambda row: row.whom, 44),
            Taken(gettext_lazy("Cách gửi"), lambda row: _(channels.get(row.delivery.channel).label), 18),
            Taken(gettext_lazy("Tình trạng"), lambda row: _state(row.delivery), 20),
            Taken(gettext_lazy("Hạn xác nhận"), lambda row: row.delivery.acknowledge_by, 14, Cell.DAY),
            Taken(gettext_lazy("Người ghi"), lambda row: str((row.receipt and row.receipt.by) or ""), 28),
            Taken(
                gettext_lazy("Thời điểm"),
                lambda row: row.receipt.at if row.receipt else None,
                18,
                Cell.MOMENT,
            ),
            shown=lambda part, chosen: queries.with_receipts(part, now()),
        ),
        (URGE,),
        READ_SENT,
        PAPERS,
        {
            "noi-nhan": (Coalesce("agency__folded", "name"),),
            "cach-gui": ("channel", "position"),
            "tinh-trang": (_WAITING_FIRST, "position"),
        },
    ),
    Listing(
        "office.papers",
        _find_papers,
        taken_out(
            gettext_lazy("Bản giấy chưa gửi"),
            "ban-giay-chua-gui",
            Taken(gettext_lazy("Văn bản"), lambda row: row.title, 70),
            Taken(gettext_lazy("Số bản"), lambda row: row.copies, 10, Cell.NUMBER),
            Taken(gettext_lazy("Ngày gửi"), lambda row: row.created_at, 18, Cell.MOMENT),
        ),
        (Act("da-gui", gettext_lazy("Ghi là đã gửi"), _send_papers, SEND, "check", SentOnForm),),
        SEND,
        PAPERS,
        {"van-ban": (_TITLE,), "so-ban": (F("copies"),), "ngay": ("created_at",)},
        lambda row: row.title,
    ),
    Listing(
        "office.doubts",
        _find_doubts,
        taken_out(
            gettext_lazy("Thư chưa rõ kết quả gửi"),
            "thu-chua-ro-ket-qua",
            Taken(gettext_lazy("Thư"), lambda row: row.title, 60),
            Taken(gettext_lazy("Người nhận"), lambda row: row.name, 30),
            Taken(gettext_lazy("Địa chỉ"), lambda row: row.address, 34),
            Taken(gettext_lazy("Tình trạng"), _state, 20),
            Taken(gettext_lazy("Vì sao"), lambda row: row.explanation, 50),
            Taken(gettext_lazy("Lúc"), lambda row: row.changed_at, 18, Cell.MOMENT),
            Taken("Message-ID", lambda row: row.message_id, 50),
        ),
        (
            Act("gui-lai", gettext_lazy("Gửi lại"), _again, SETTLE_LETTERS, "send"),
            Act("da-gui", gettext_lazy("Coi như đã gửi"), _arrived, SETTLE_LETTERS, "check"),
        ),
        SETTLE_LETTERS,
        "notices",
        {
            "thu": (_TITLE, "changed_at"),
            "nguoi-nhan": (*ordering.people("name"), "changed_at"),
            "tinh-trang": ("state", "changed_at"),
        },
    ),
)
