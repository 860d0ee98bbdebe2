"""What the register of documents tells to the figures of reports: papers issued by the province's agencies, and those that
came from the Party and from above."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from datetime import date
from functools import lru_cache

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, Exists, Max, Min, OuterRef
from django.utils import timezone

from nhipcau.agencies.models import Agency
from nhipcau.agencies.queries import Matcher
from nhipcau.agencies.rules import AgencyKind, Level
from nhipcau.documents.models import Citation, RegisteredDocument
from nhipcau.engines.counting import Fact
from nhipcau.engines.vntext import fold
from nhipcau.kernel.clock import today
from nhipcau.kernel.facts import Wanted
from nhipcau.kernel.models import Evidence

# How the figures name kinds of papers; what is none of them is "other".
FORMS = {
    "ke hoach": "plan",
    "quyet dinh": "decision",
    "cong van": "letter",
    "huong dan": "guidance",
    "chuong trinh": "programme",
    "quy che": "regulation",
    "bao cao": "report",
}
# Issuers above the province that no register of agencies needs to hold (Decree 30/2020, annex III; the Party's bodies by theirs).
PARTY = (
    "ban chap hanh trung uong",
    "bo chinh tri",
    "ban bi thu",
    "tinh uy",
    "thanh uy",
    "dang uy",
    "ban tuyen giao",
)
CENTRAL = (
    "quoc hoi",
    "chinh phu",
    "thu tuong",
    "bo ",
    "uy ban thuong vu",
    "chu tich nuoc",
    "van phong chinh phu",
)


def since() -> date | None:
    """From the oldest paper of our own agencies that the register holds: an office that begins in June and enters the papers of its
    year has them from January on.  Without one, from the day on which the register began."""
    oldest = (
        RegisteredDocument.objects.exclude(date=None).order_by().values_list("issuer").annotate(Min("date"))
    )
    matcher = Matcher.load(on=today())
    ours = [day for issuer, day in oldest if issuer and _is_ours(matcher.known(issuer), issuer)]
    if ours:
        return min(ours)
    first = RegisteredDocument.objects.aggregate(first=Min("registered_at"))["first"]
    return timezone.localdate(first) if first else None


def stamp(wanted: Wanted) -> Hashable:
    """Papers, what cites them and what they prove; and the agencies by whose names issuers are known."""
    papers = RegisteredDocument.objects.aggregate(many=Count("pk"), newest=Max("pk"))
    proofs = _proofs().aggregate(many=Count("pk"), newest=Max("pk"))
    cited = Citation.objects.exclude(cited=None).aggregate(many=Count("pk"), newest=Max("pk"))
    agencies = Agency.objects.aggregate(many=Count("pk"), newest=Max("pk"), names=Max("names"))
    return (*papers.values(), *proofs.values(), *cited.values(), *agencies.values())


def _proofs():
    papers = ContentType.objects.get_for_model(RegisteredDocument)
    return Evidence.objects.standing().filter(record_type=papers)


def papers(wanted: Wanted) -> Iterator[Fact]:
    """A paper counts on its own day.  Issued is what an agency of the province issued, linked to the plan where it is evidence of a
    task; come in is what the Party and central bodies issued, put into effect where a paper of the register has it among its bases."""
    used = Exists(Citation.objects.filter(cited=OuterRef("pk"), as_basis=True))
    proof = Exists(_proofs().filter(record_id=OuterRef("pk")))
    rows = (
        RegisteredDocument.objects.filter(date__range=(wanted.first, wanted.last))
        .annotate(used=used, proof=proof)
        .values_list("pk", "date", "kind", "issuer", "used", "proof")
    )
    found = list(rows.order_by("pk"))
    matcher = Matcher.load(on=today()) if found else None
    for pk, day, kind, issuer, is_used, is_proof in found:
        if day is None:
            continue
        agency = matcher.known(issuer) if matcher and issuer else None
        level = _level(agency, issuer)
        if agency is not None and _is_ours(agency, issuer):
            yield Fact(
                ref=f"document:{pk}",
                kind="document.out",
                first=day,
                last=day,
                agencies=(agency.code,),
                attributes={
                    "form": (FORMS.get(fold(kind), "other"),),
                    "task": ("yes" if is_proof else "no",),
                },
            )
        else:
            yield Fact(
                ref=f"document:{pk}",
                kind="document.in",
                first=day,
                last=day,
                attributes={"level": (level or "other",), "implemented": ("yes" if is_used else "no",)},
            )


def _is_ours(agency: Agency | None, issuer: str) -> bool:
    """Whether a paper's issuer is an agency of the province and no body of the Party."""
    return agency is not None and not _level(agency, issuer)


def _level(agency: Agency | None, issuer: str) -> str:
    """ "party" or "central" for what comes from there; "" for others.  An agency of the register goes by its own kind and level."""
    if agency is not None:
        if agency.kind == AgencyKind.PARTY:
            return "party"
        return "central" if agency.level == Level.CENTRAL else ""
    return _by_words(fold(issuer))


@lru_cache(maxsize=500)
def _by_words(issuer: str) -> str:
    if issuer.startswith(PARTY):
        return "party"
    return "central" if issuer.startswith(CENTRAL) else ""
