"""What the register of documents offers to the floors below, said once when the app starts."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext_lazy as _


def connect() -> None:
    """Name the deeds; a registered document is evidence and can be found."""
    from django.urls import reverse

    from nhipcau.agencies import roles
    from nhipcau.agencies.rules import Role
    from nhipcau.documents import facts, listings, queries, weekpart
    from nhipcau.documents.helped import HELP
    from nhipcau.documents.models import RegisteredDocument
    from nhipcau.documents.permissions import READ_ALL_PAPERS, READ_DOCUMENTS
    from nhipcau.kernel import audit, evidence, finding, handbook, lists, navigation
    from nhipcau.kernel.facts import FactSource, fact_sources
    from nhipcau.kernel.known import Known
    from nhipcau.kernel.refusal import N_
    from nhipcau.kernel.retention import official
    from nhipcau.office.deliveries.queries import count_waiting
    from nhipcau.office.registers.bearers import Borne, borne
    from nhipcau.office.sections import PAPERS
    from nhipcau.office.weekly.parts import WeekPart, parts

    parts.register(WeekPart("van-ban", N_("Văn bản"), READ_ALL_PAPERS, weekpart.papers, order=40))
    for listing in listings.LISTINGS:
        lists.listings.register(listing)
    handbook.helps.register(HELP)
    for role in Role:
        roles.grant(role, READ_DOCUMENTS)
    navigation.entries.register(
        navigation.Entry(
            PAPERS,
            _("Văn bản"),
            "documents:documents",
            permission=READ_DOCUMENTS,
            order=50,
            counter=count_waiting,
        )
    )
    for key, label, url, order in (
        ("documents.register", _("Sổ văn bản"), "documents:documents", 10),
        ("documents.letters", _("Văn bản soạn thảo"), "documents:letters", 20),
    ):
        navigation.pages.register(
            navigation.Entry(key, label, url, permission=READ_DOCUMENTS, order=order, section=PAPERS)
        )
    official(
        "documents.RegisteredDocument.signer",
        "documents.RegisteredDocument.signer_position",
        because=N_("Người ký đứng tên trên văn bản đã ban hành."),
    )
    official(
        "documents.LetterRecipient.name",
        because=N_("Nơi nhận ghi trên văn bản."),
    )
    official(
        "documents.RegisteredDocument.identity", because=N_("Số hiệu nhận ra văn bản, không phải của người.")
    )
    audit.name_fields(
        {
            "body": _("nội dung"),
            "bases": _("căn cứ"),
            "closing": _("lời kết"),
            "unit": _("viết tắt đơn vị soạn thảo"),
            "urgency": _("độ khẩn"),
            "signer": _("người ký"),
            "signer_position": _("chức vụ người ký"),
        }
    )
    audit.name_actions(
        {
            "document.registered": _("vào sổ văn bản"),
            "document.file_added": _("thêm tệp cho văn bản"),
        }
    )
    borne.register(
        Borne(
            RegisteredDocument,
            url=lambda document: reverse("documents:document", args=[document.pk]),
            opens=lambda officer, document: officer.may(READ_DOCUMENTS),
        )
    )
    document = Known(
        name="document",
        label=N_("Văn bản"),
        model=RegisteredDocument,
        visible=queries.visible,
        url=lambda document: reverse("documents:document", args=[document.pk]),
    )
    finding.findables.register(
        document.as_(
            finding.Findable,
            title=lambda document: f"{document.number}: {document.title}",
            words=lambda document: f"{document.number} {document.kind} {document.title} {document.issuer}",
            day=lambda document: document.date,
            note=lambda document: document.issuer,
            order=20,
        )
    )
    evidence.kinds.register(
        document.as_(
            evidence.RecordKind,
            label=N_("Văn bản trong sổ"),
            find=lambda officer, words: queries.search(words)[:20],
            day=lambda document: document.date,
        )
    )
    fact_sources.register(
        document.as_(
            FactSource,
            label=N_("Văn bản trong sổ"),
            title=lambda document: f"{document.number}: {document.title}",
            kinds=("document.out", "document.in"),
            since=facts.since,
            facts=facts.papers,
            stamp=facts.stamp,
            lacks=frozenset({"topics"}),
        )
    )
    _connect_letters()


def _connect_letters() -> None:
    """Papers drafted in the house: a kind of signed version, asked about, found, and named in the log."""
    from django.urls import reverse

    from nhipcau.agencies import roles
    from nhipcau.agencies.open_work import on_succession
    from nhipcau.agencies.rules import Role
    from nhipcau.documents import letter_kind as kind
    from nhipcau.documents.letters import actions as letter_actions
    from nhipcau.documents.letters import attaching, heirs, passing_on, queries, urging
    from nhipcau.documents.letters.models import Letter
    from nhipcau.documents.letters.permissions import may_draft
    from nhipcau.documents.letters.rules import PAPER_LABELS
    from nhipcau.documents.permissions import DRAFT_PAPERS, READ_ALL_PAPERS
    from nhipcau.kernel import audit, finding, sentences, undo
    from nhipcau.kernel.known import Known
    from nhipcau.kernel.refusal import N_
    from nhipcau.office.about import AboutKind, about_kinds
    from nhipcau.office.directions.passing import Carrier, carriers
    from nhipcau.office.registers.series import Series, series
    from nhipcau.office.signing.kinds import kinds, on_issued

    for role in (Role.OFFICER, Role.CLERK, Role.AGENCY_LEADER, Role.COORDINATOR, Role.ADMINISTRATOR):
        roles.grant(role, DRAFT_PAPERS)
    for role in (Role.COORDINATOR, Role.ADMINISTRATOR):
        roles.grant(role, READ_ALL_PAPERS)
    kinds.register(kind.LETTER)
    on_succession(heirs.pass_on, left=heirs.under_way, label=N_("Dự thảo văn bản chưa ký"))
    for order, (paper, title) in enumerate(PAPER_LABELS.items()):
        series.register(Series(paper.value, title, order))
    on_issued.register(passing_on.tell_of_issue)
    carriers.register(
        Carrier(
            name="letter",
            label=N_("Soạn văn bản truyền đạt"),
            permission=DRAFT_PAPERS,
            url=lambda direction: reverse("documents:letter_pass_on", args=[direction.pk]),
            passed=passing_on.passed,
        )
    )
    letter = Known(
        name="letter",
        label=N_("Văn bản soạn thảo"),
        model=Letter,
        visible=queries.visible,
        url=kind.address,
    )
    about_kinds.register(
        letter.as_(
            AboutKind,
            label=N_("Dự thảo văn bản"),
            kept_by=lambda officer, letter: may_draft(officer, letter.agency),
        )
    )
    sentences.register(letter_actions.SENTENCES)
    undo.undos.register(undo.Undo(urging.URGED, undo.only_told))
    undo.undos.register(undo.Undo("letter.commented", letter_actions.uncomment))
    audit.name_actions(
        {
            urging.URGED: _("đôn đốc góp ý, ký văn bản"),
            "letter.drafted": _("soạn văn bản"),
            "letter.edited": _("sửa dự thảo văn bản"),
            "letter.commented": _("góp ý dự thảo"),
            "letter.discarded": _("bỏ dự thảo văn bản"),
            "letter.correction": _("lập văn bản đính chính"),
            attaching.ATTACHED: _("thêm tài liệu kèm theo văn bản"),
            attaching.DETACHED: _("gỡ tài liệu kèm theo văn bản"),
            "letter.passed_on_to": _("chuyển dự thảo sang cơ quan tiếp nhận"),
        }
    )
    finding.findables.register(
        letter.as_(
            finding.Findable,
            words=queries.words_of,
            stands=lambda letter: letter.discarded_at is None,
            agency=lambda letter: letter.agency_id,
            day=lambda letter: timezone.localdate(letter.edited_at),
            order=25,
        )
    )
