"""The answer to who asked: drafted as an official letter from what agencies said together (ADR 59)."""

from __future__ import annotations

from django.db import transaction

from nhipcau.agencies.models import Agency, Officer
from nhipcau.documents.letters import actions as letters
from nhipcau.documents.letters.actions import Receiver
from nhipcau.documents.letters.models import Letter, RecipientRole
from nhipcau.documents.letters.permissions import may_draft
from nhipcau.documents.letters.rules import PaperKind
from nhipcau.kernel import audit, rows
from nhipcau.kernel.access import demand, must
from nhipcau.kernel.refusal import N_, Refused
from nhipcau.reports.calls import answer
from nhipcau.reports.datacall_states import CallState
from nhipcau.reports.datacalls import DataCall
from nhipcau.reports.permissions import RUN_REPORTS
from nhipcau.reports.rules import title_in_text

DRAFTED = "data_call.letter_drafted"


@transaction.atomic
def draft_letter(*, call: DataCall, agency: Agency | None, by: Officer) -> Letter:
    """Draft the letter that answers a call, in an agency's name, addressed to who asked.

    Raises Refused before the call is sent, while agencies contradict each other, where nobody has answered, or where a draft of it
    stands already; PermissionDenied for who drafts no papers of the agency.
    """
    demand(by, RUN_REPORTS)
    if agency is None:
        raise Refused(N_("Tài khoản của bạn chưa thuộc cơ quan nào nên chưa soạn được văn bản."))
    must(may_draft(by, agency), N_("Bạn chỉ soạn được văn bản của cơ quan mình."))
    held = rows.held_with(DataCall.objects.select_for_update(of=("self",)), call.pk, "letter")
    if held.state == CallState.DRAFT:
        raise Refused(N_("Đề nghị chưa gửi nên chưa có gì để trả lời."))
    if held.letter is not None and held.letter.discarded_at is None:
        raise Refused(N_("Văn bản trả lời đã được soạn. Hãy mở văn bản đó; bỏ đi thì soạn lại được."))
    said = answer.together(held)
    if all(one.is_empty for one in said):
        raise Refused(N_("Chưa có cơ quan nào trả lời nên chưa soạn được văn bản."))
    against = next((one for one in said if one.conflicts), None)
    if against is not None:
        raise Refused(
            N_(
                "Các cơ quan còn báo khác nhau ở câu “%(text)s”. Hãy viết lại hoặc bỏ một bên trước khi soạn văn bản."
            ),
            text=against.question.text[:120],
        )
    made = letters.draft(
        kind=PaperKind.LETTER,
        agency=agency,
        by=by,
        fields={
            "summary": title_in_text(held.title)[:400],  # the printed paper puts "V/v" before it
            "body": answer.body(held).replace("[cơ quan]", agency.name),
            "closing": "Trân trọng",
        },
        receivers=[Receiver(held.issuer, role=RecipientRole.ADDRESSED), Receiver("Như trên")],
    )
    held.letter = made
    held.save(update_fields=["letter"])
    audit.record(DRAFTED, target=held, by=by, data=audit.plain({"letter": made, "agency": agency}))
    return made
