"""A link stands only before whom it answers: each role follows every link from its desk on."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import quote

import pytest
from tests.cast import hold
from tests.examples import lay_examples
from tests.links import Answer, Dead, dead_links, kind_of, links_of

from nhipcau.agencies.models import AgencyName
from nhipcau.agencies.rules import Role
from nhipcau.documents.letters import actions as letters
from nhipcau.documents.letters.actions import Receiver
from nhipcau.documents.letters.models import RecipientRole
from nhipcau.documents.letters.rules import PaperKind
from nhipcau.kernel import clock
from nhipcau.office.registers import actions as books
from nhipcau.office.signing import actions as signing

MOST = 150


@pytest.fixture
def lived_in(plan, coordinator, officer, clerk, agency_leader, leader, agency, other_agency):
    """A house in which something of everything was done, also between two agencies."""
    lay_examples(coordinator)
    AgencyName.objects.create(agency=agency, name="SCT", kind="abbreviation")
    asked = letters.draft(kind=PaperKind.LETTER, agency=agency, by=officer, fields={"summary": "lấy ý kiến"})
    day = clock.today()
    letters.ask_opinions(
        letter=asked, agencies=[other_agency], question="", due=day + timedelta(days=3), today=day, by=officer
    )
    sent = letters.draft(
        kind=PaperKind.LETTER,
        agency=agency,
        by=officer,
        fields={"summary": "báo cáo quý", "body": "Đề nghị báo cáo.", "signer": agency_leader},
        receivers=[
            Receiver(other_agency.name, other_agency, RecipientRole.ADDRESSED),
            Receiver("Hội Hữu nghị tỉnh"),
            Receiver("Lưu: VT"),
        ],
    )
    version = signing.present(subject=sent, by=officer)
    for step, who in (("checked", clerk), ("signed", agency_leader)):
        hold(clerk, Role.OFFICER) if step == "checked" else None
        signing.take_step(version=version, step=step, seen_seal=version.seal, by=who, now=clock.now())
    signing.issue(version=version, by=clerk, day=day)
    books.give_to_paper(issuer=agency, series="thong-bao", on=day, what="Thông báo giấy", by=clerk)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("role", list(Role), ids=str)
def test_every_link_that_a_role_is_shown_answers(role, lived_in, request, client):
    client.force_login(request.getfixturevalue(role.value))

    def get(link: str) -> Answer:
        answer = client.get(quote(link, safe="/?&=%:+,;@"))
        is_page = not answer.streaming and "html" in answer.headers.get("Content-Type", "")
        text = answer.text if is_page else ""
        answer.close()
        return Answer(answer.status_code, text, answer.headers.get("Location", ""))

    dead, kinds = dead_links(get, ["/"], MOST)
    assert not dead
    assert len(kinds) > 15


def test_a_dead_link_is_found_wherever_it_stands():
    site = {"/": '<a href="/a/1/">1</a><a href="//elsewhere/">x</a>', "/a/1/": '<a href="../2/?q=1#x">2</a>'}
    answers = {link: Answer(200, text) for link, text in site.items()}
    dead, _ = dead_links(lambda link: answers.get(link, Answer(404)), ["/"], 10)
    assert dead == [Dead("/a/1/", "/a/2/?q=1", 404)]
    assert kind_of("/a/12/?b=1&a=2") == kind_of("/a/3/?a=9&b=7") == "/a/#/?a,b"
    assert links_of("/a/", '<a href="#top">') == ["/a/"]
