"""What the weekly meeting tells the floors below, said once when the app starts."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext


def connect() -> None:
    """The sheet in the head, its deeds and ways back; the room's own part: directions and asks of the week."""
    from nhipcau.agencies import roles
    from nhipcau.agencies.rules import Role
    from nhipcau.kernel import audit, navigation, undo
    from nhipcau.kernel.known import Known
    from nhipcau.kernel.navigation import Asked, Need
    from nhipcau.kernel.refusal import N_
    from nhipcau.office.about import AboutKind, about_kinds
    from nhipcau.office.permissions import DIRECT
    from nhipcau.office.weekly import actions, own, pages
    from nhipcau.office.weekly.models import Conclusion, Meeting
    from nhipcau.office.weekly.parts import WeekPart, monday_of, parts
    from nhipcau.office.weekly.permissions import CONCLUDE, READ_WEEK, visible_meetings

    def url(meeting: Meeting) -> str:
        first = monday_of(meeting.year, meeting.week)
        return pages.address(first) if first else ""

    def to_send(asked: Asked) -> Iterable[Need]:
        waiting = Conclusion.objects.drafts().filter(said_by=asked.account).select_related("meeting")
        found = list(waiting.order_by("-meeting__year", "-meeting__week")[:100])
        if found:
            count = len(found)
            words = ngettext("%(n)d kết luận giao ban chờ gửi", "%(n)d kết luận giao ban chờ gửi", count)
            yield Need(count, words % {"n": count}, url(found[0].meeting) + "#ket-luan")

    for role in (Role.LEADER, Role.COORDINATOR, Role.ADMINISTRATOR):
        roles.grant(role, READ_WEEK, CONCLUDE)
    meeting = Known(
        name="meeting", label=N_("Giao ban tuần"), model=Meeting, visible=visible_meetings, url=url
    )
    about_kinds.register(meeting.as_(AboutKind))
    navigation.entries.register(
        navigation.Entry("week", _("Giao ban"), "office:this_week", permission=READ_WEEK, order=25)
    )
    navigation.waiting.register(navigation.Waiting("office.conclusions", DIRECT, to_send, order=20))
    audit.name_actions(
        {
            "office.conclusion_written": _("ghi kết luận giao ban"),
            "office.conclusion_corrected": _("sửa kết luận giao ban"),
            "office.conclusion_dropped": _("bỏ kết luận giao ban"),
            "office.conclusions_sent": _("gửi kết luận giao ban thành ý kiến chỉ đạo"),
        }
    )
    undo.undos.register(undo.Undo("office.conclusion_dropped", actions.put_back))
    undo.undos.register(undo.Undo("office.conclusions_sent", actions.take_back))
    parts.register(WeekPart("chi-dao", N_("Ý kiến chỉ đạo trong tuần"), READ_WEEK, own.directions, order=30))
    parts.register(WeekPart("hoi-dap", N_("Đề nghị trả lời, lấy ý kiến"), READ_WEEK, own.asked, order=50))
