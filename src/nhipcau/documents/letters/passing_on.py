"""A leader's word as an official letter: drafted by one click, signed by somebody else, both names kept."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext, override

from nhipcau.agencies.models import Agency, Officer
from nhipcau.documents.letters.actions import Receiver, draft
from nhipcau.documents.letters.models import Letter, LetterQuerySet, RecipientRole
from nhipcau.documents.letters.permissions import drafting_agencies, letters_for
from nhipcau.documents.letters.receivers import quoted_line
from nhipcau.documents.letters.rules import PAPER_LABELS, PaperKind
from nhipcau.engines.vntext.dates import short_date
from nhipcau.kernel import clock
from nhipcau.kernel.refusal import N_, Refused
from nhipcau.kernel.sentences import in_each
from nhipcau.kernel.standing import day_of
from nhipcau.office.about import Spoken
from nhipcau.office.directions.actions import follow
from nhipcau.office.directions.models import Direction
from nhipcau.office.directions.passing import Passed
from nhipcau.office.signing import queries as signing
from nhipcau.office.signing.deeds import issue_of
from nhipcau.office.signing.models import Version


@transaction.atomic
def pass_on(*, direction: Direction, by: Officer, today: date) -> tuple[Letter, bool]:
    """The letter that passes a direction on, and whether it was drafted now: a direction has one at a time.

    It is written in the name of the writer's own agency, to the agency that the direction names.  Raises
    Refused for a writer who may write for no agency.
    """
    # Two clicks draft one letter: a direction is written once and cannot be locked, whoever said it can.
    Officer.objects.select_for_update(of=("self",)).get(pk=direction.said_by_id)
    begun = _carrying([direction.pk]).order_by("-pk").first()
    if begun is not None:
        return begun, False
    issuer = _issuer(by, today)
    if issuer is None:
        raise Refused(
            N_(
                "Tài khoản của bạn chưa gắn với cơ quan nào để ban hành văn bản. Hãy đề nghị quản trị gắn cơ quan."
            )
        )
    with override("vi"):
        lead = _doing(direction.agency, today)
        fields = {"summary": _summary(direction), "body": _body(direction, lead, issuer)}
    receivers = [
        Receiver("Như trên"),
        Receiver(f"{_leader(direction.said_by)} (để báo cáo)"),
        Receiver("Lưu: VT"),
    ]
    receivers.insert(0, _addressee(lead, issuer))
    made = draft(
        kind=PaperKind.LETTER,
        agency=issuer,
        by=by,
        fields=fields,
        receivers=receivers,
        about=direction,
        said_by=direction.said_by,
    )
    return made, True


def tell_of_issue(version: Version, by: Officer) -> None:
    """Listener to issues: the leader is told that the word went out, and the direction counts as taken up."""
    letter = version.subject
    if not isinstance(letter, Letter) or not isinstance(letter.about, Direction):
        return
    if letter.about.made_id is not None or letter.about.followed.standing().filter(done=True).exists():
        return
    symbol = version.issue.symbol
    note = in_each(lambda: gettext("Đã truyền đạt bằng văn bản số %(number)s.") % {"number": symbol})
    follow(direction=letter.about, done=False, note=note, by=by, now=clock.now())


def passed(reader: Officer, keys: Collection[int]) -> Mapping[int, Sequence[Passed]]:
    """The letters that carry some directions, with where each stands."""
    letters = list(_carrying(keys))
    if not letters:
        return {}
    own = [letter.pk for letter in letters]
    versions = signing.standing_of_all(Letter, own)
    may_read = set(letters_for(reader).filter(pk__in=own).values_list("pk", flat=True))
    found: dict[int, list[Passed]] = defaultdict(list)
    for letter in letters:
        version = versions.get(letter.pk)
        issued = issue_of(version) if version else None
        kind = gettext(PAPER_LABELS[PaperKind(letter.kind)])
        found[letter.about_id or 0].append(
            Passed(
                title=f"{kind} {issued.symbol}" if issued else kind,
                state=signing.where(version)[0] if version else gettext("Dự thảo"),
                url=reverse("documents:letter", args=[letter.pk]) if letter.pk in may_read else "",
            )
        )
    return found


def _carrying(keys: Collection[int]) -> LetterQuerySet:
    """Drafts and papers about directions; one that a correction stands in for is passed over."""
    kind = ContentType.objects.get_for_model(Direction)
    return Letter.objects.standing().filter(about_type=kind, about_id__in=keys, corrected_by=None)


def _issuer(officer: Officer, today: date) -> Agency | None:
    agencies = drafting_agencies(officer).alive(today)
    return (
        agencies.filter(pk=officer.agency_id or 0).first()
        or agencies.filter(pk__in=officer.own_agencies()).first()
    )


def _doing(agency: Agency | None, on: date) -> Agency | None:
    """Who does the work of the agency that a direction names: its one heir, where it is no more."""
    heirs = agency.heirs(on) if agency is not None else []
    return heirs[0] if len(heirs) == 1 else agency


def _addressee(agency: Agency | None, issuer: Agency) -> Receiver:
    """Whom the letter is addressed to; a blank to be written where no other agency is named: the paper cannot be
    signed before it is filled."""
    if agency is None:
        return Receiver("[Cơ quan thực hiện ý kiến chỉ đạo]", None, RecipientRole.ADDRESSED)
    if agency == issuer:
        return Receiver("[Phòng, đơn vị thuộc cơ quan thực hiện]", None, RecipientRole.ADDRESSED)
    return Receiver(agency.name, agency, RecipientRole.ADDRESSED)


def _leader(officer: Officer) -> str:
    """Post and name; "đồng chí" where the account has no post."""
    return quoted_line(post=officer.position, name=str(officer))


def _summary(direction: Direction) -> str:
    return f"thực hiện ý kiến chỉ đạo của {_leader(direction.said_by)}"


def _body(direction: Direction, lead: Agency | None, issuer: Agency) -> str:
    said = direction.text.strip().replace("|", "/")
    day = day_of(direction.said_at)
    to = lead.name if lead and lead != issuer else "quý cơ quan"
    report = f"; báo cáo kết quả chậm nhất ngày {short_date(direction.due)}" if direction.due else ""
    return "\n".join(
        (
            f"Ngày {short_date(day)}, {_leader(direction.said_by)} có ý kiến chỉ đạo về {_about(direction)} như sau:",
            f"“{said}”",
            f"{issuer.name} truyền đạt ý kiến chỉ đạo nêu trên để {to} biết, thực hiện{report}.",
        )
    )


def _about(direction: Direction) -> str:
    title = " ".join(Spoken.of(direction.about).title.replace("|", "/").split())
    return f"“{title}”" if title else "công tác thông tin đối ngoại"
