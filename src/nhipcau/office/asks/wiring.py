from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _


def connect() -> None:
    """Name the deeds and notices of asks; what is asked stands on the desk of whoever is asked."""
    from django.urls import reverse

    from nhipcau.agencies import roles
    from nhipcau.agencies.rules import Role
    from nhipcau.kernel import audit, navigation, sentences, undo
    from nhipcau.kernel.access import SIGNED_IN
    from nhipcau.kernel.notifications import register_kind
    from nhipcau.office.asks import actions, proving, queries
    from nhipcau.office.permissions import ANSWER
    from nhipcau.office.sections import PAPERS

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
    sentences.register(actions.SENTENCES)
    for deed, counter in (("office.asked", actions.unask), ("office.ask_reminded", actions.unremind)):
        undo.undos.register(undo.Undo(deed, counter))
    proving.connect()
    register_kind("office.asked", _("Đề nghị trả lời, góp ý"))
    register_kind("office.answered", _("Đã có trả lời, góp ý"))
    for role in (Role.OFFICER, Role.COORDINATOR, Role.ADMINISTRATOR, Role.AGENCY_LEADER):
        roles.grant(role, ANSWER)

    def waiting(asked: navigation.Asked) -> Iterable[navigation.Need]:
        found = queries.open_days(asked.account)
        if not found:
            return ()
        late = sum(day < asked.today for day in found)
        text = ngettext(
            "%(n)d nội dung cần trả lời, góp ý", "%(n)d nội dung cần trả lời, góp ý", len(found)
        ) % {"n": len(found)}
        if late:
            text += gettext(" (%(late)d quá hạn)") % {"late": late}
        return (navigation.Need(len(found), text, reverse("office:asks"), urgent=bool(late)),)

    navigation.pages.register(
        navigation.Entry("office.asks", _("Cần trả lời"), "office:asks", order=50, section=PAPERS)
    )
    navigation.waiting.register(navigation.Waiting("asks", SIGNED_IN, waiting, order=20))
