"""How what was handed out (a plan, a paper that amends it) stands with its receivers, for a page that shows it."""

from __future__ import annotations

from django.utils.translation import gettext as _

from nhipcau.agencies.models import Officer
from nhipcau.kernel.clock import today
from nhipcau.office.deliveries import queries as deliveries
from nhipcau.office.deliveries.permissions import READ_SENT, sent_by
from nhipcau.office.deliveries.rules import Tally


def out(officer: Officer, notice: int | None) -> dict[str, object]:
    """What waits for the reader's own confirmation; for those who may read it, how all recipients stand.

    notice: what the deliveries carry; None where it went to nobody.
    """
    if notice is None:
        return {}
    waiting = deliveries.waiting_for(officer).filter(notice=notice)
    context: dict[str, object] = {"to_confirm": waiting.only("pk").first()}
    if officer.may(READ_SENT):
        context["tally"] = deliveries.tally(sent_by(officer, READ_SENT).filter(notice=notice), today())
    return context


def sent_words(officer: Officer, notice: int | None) -> str:
    """Where what was just handed out has gone, and what is left to do by hand; "" for nowhere, and for who may not know."""
    tally = out(officer, notice).get("tally")
    if not isinstance(tally, Tally):
        return ""
    said = []
    if tally.inside:
        said.append(_("Kế hoạch đã gửi tới %(n)s nơi nhận có tài khoản, chờ xác nhận.") % {"n": tally.inside})
    if tally.paper_left:
        said.append(
            _(
                "%(n)s nơi nhận chưa có tài khoản, phải gửi bản giấy: mở “Nơi nhận” để in danh sách và ghi ngày gửi."
            )
            % {"n": tally.paper_left}
        )
    return " ".join(said)
