"""Found, evidence, due, spoken about, signed and numbered: each is one call."""

from django.urls import reverse

from nhipcau.agencies import roles
from nhipcau.agencies.rules import Role
from nhipcau.engines.officialdoc.write.model import Draft, Letterhead, Paragraph, Signature
from nhipcau.kernel import audit, evidence, finding, navigation
from nhipcau.kernel.known import Known
from nhipcau.kernel.standing import standing
from nhipcau.office import permissions as office
from nhipcau.office.about import AboutKind, about_kinds
from nhipcau.office.deadlines.rules import Due
from nhipcau.office.deadlines.sources import Source, sources
from nhipcau.office.signing.kinds import BookKey, Kind, StepKind, kinds
from tests.toy import permissions
from tests.toy.models import Visit


def page(visit: Visit) -> str:
    return reverse("toy:visits")


def due(officer, asked):
    for visit in permissions.visible(officer):
        state = standing(visit.on, None, asked.today)
        yield Due(f"toy:{visit.pk}", visit.on, str(visit), str(visit), page(visit), state)


def paper(content, mark) -> Draft:
    head = Letterhead(
        issuer=content["agency"], symbol="CT", place="Lâm Đồng", number=mark.number, issued=mark.issued_on
    )
    signer = Signature(position="GIÁM ĐỐC", name=mark.signer.name if mark.signer else "")
    return Draft(head, "CHƯƠNG TRÌNH", content["who"], (Paragraph(content["who"]),), signer, ("Lưu: VT",))


def connect() -> None:
    roles.grant(Role.COORDINATOR, permissions.KEEP)
    audit.name_actions({"toy.announced": "báo đoàn đến", "toy.received": "tiếp đoàn"})
    navigation.entries.register(
        navigation.Entry("toy", "Đoàn đến", "toy:visits", permission=permissions.KEEP)
    )
    visit = Known(name="visit", label="Đoàn đến", model=Visit, visible=permissions.visible, url=page)
    finding.findables.register(visit.as_(finding.Findable, words=str))
    evidence.kinds.register(
        visit.as_(
            evidence.RecordKind,
            find=lambda officer, words: permissions.visible(officer),
            day=lambda visit: visit.on,
        )
    )
    about_kinds.register(visit.as_(AboutKind))
    sources.register(Source("toy.visits", "Đoàn đến", due))
    kinds.register(
        Kind(
            name="visit", label="Chương trình tiếp đoàn", model=Visit,
            steps=(StepKind("sign", "Ký", office.SIGN, by_other_than=("editor",)),),
            content=lambda visit: {"who": visit.who, "agency": visit.agency.name}, paper=paper, url=page,
            reads=lambda officer, visit: officer.may(permissions.KEEP), agency=lambda visit: visit.agency,
            editor=lambda visit: visit.edited_by,
            book=lambda version, day: BookKey(version.agency, "chuong-trinh", day.year, "Chương trình"),
        )
    )  # fmt: skip
