from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _


def soonest_words(number: int, unit: str) -> str:
    """What is due within hours, on the desk."""
    words = {
        "hours": ngettext("gần nhất còn %(n)s giờ", "gần nhất còn %(n)s giờ", number),
        "minutes": ngettext("gần nhất còn %(n)s phút", "gần nhất còn %(n)s phút", number),
    }[unit]
    return words % {"n": number}


def connect() -> None:
    """Name the deeds and notices of asks; what is asked stands on the desk of whoever is asked."""
    from django.urls import reverse

    from nhipcau.agencies import roles
    from nhipcau.agencies.open_work import taken_up_by_heirs
    from nhipcau.agencies.rules import Role
    from nhipcau.kernel import audit, lists, navigation, sentences, undo
    from nhipcau.kernel.access import SIGNED_IN
    from nhipcau.kernel.notifications import register_kind
    from nhipcau.kernel.refusal import N_
    from nhipcau.kernel.standing import is_past, span, standing
    from nhipcau.office.asks import actions, listings, proving, queries
    from nhipcau.office.asks.dues import due_in_asks
    from nhipcau.office.deadlines.sources import Source, sources
    from nhipcau.office.permissions import ANSWER
    from nhipcau.office.sections import PAPERS

    taken_up_by_heirs(queries.unanswered, label=N_("Nơi khác hỏi, chưa trả lời"))
    audit.name_actions(
        {
            "office.asked": _("đề nghị trả lời"),
            "office.answered": _("trả lời"),
            "office.answer_returned": _("đề nghị trả lời lại"),
            "office.ask_withdrawn": _("rút đề nghị trả lời"),
            "office.ask_closed": _("kết thúc chờ trả lời"),
            "office.ask_reminded": _("đôn đốc trả lời"),
        }
    )
    for listing in listings.LISTINGS:
        lists.listings.register(listing)
    sentences.register(actions.SENTENCES)
    ways_back: tuple[tuple[str, Callable[..., None]], ...] = (
        ("office.asked", actions.unask),
        ("office.ask_reminded", undo.only_told),
        ("office.answered", actions.unanswer),
        ("office.answer_returned", actions.unreturn),
    )
    for deed, counter in ways_back:
        undo.undos.register(undo.Undo(deed, counter))
    proving.connect()
    register_kind("office.asked", _("Đề nghị trả lời, góp ý"))
    register_kind("office.answered", _("Đã có trả lời, góp ý"))
    for role in (Role.OFFICER, Role.COORDINATOR, Role.ADMINISTRATOR, Role.AGENCY_LEADER):
        roles.grant(role, ANSWER)

    def waiting(asked: navigation.Asked) -> Iterable[navigation.Need]:
        found = queries.open_limits(asked.account)
        if not found:
            return ()
        late = sum(is_past(limit, asked.at) for limit in found)
        pressing = [standing(limit, None, asked.at) for limit in found if isinstance(limit, datetime)]
        text = ngettext(
            "%(n)d nội dung cần trả lời, góp ý", "%(n)d nội dung cần trả lời, góp ý", len(found)
        ) % {"n": len(found)}
        if late:
            text += gettext(" (%(late)d quá hạn)") % {"late": late}
        soonest = next((one for one in pressing if not one.is_late and span(one)[1] != "days"), None)
        if soonest is not None:
            text += f" · {soonest_words(*span(soonest))}"
        urgent = bool(late or soonest)
        return (navigation.Need(len(found), text, reverse("office:asks"), urgent=urgent),)

    sources.register(Source("office.asks", _("Cần trả lời"), due_in_asks, moments=True))
    navigation.pages.register(
        navigation.Entry("office.asks", _("Cần trả lời"), "office:asks", order=50, section=PAPERS)
    )
    navigation.waiting.register(navigation.Waiting("asks", SIGNED_IN, waiting, order=20))
