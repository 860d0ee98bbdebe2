"""A link stands only before whom it answers, every address serves those whom it should, and looking changes nothing: each role
follows every link from its desk on, then opens every other address, and each table holds afterwards what it held before.

The one thing that looking may write is that a file or a list was taken out of the house.
"""

from __future__ import annotations

import hashlib
from contextlib import suppress
from datetime import timedelta
from urllib.parse import quote, urlsplit

import pytest
from django.apps import apps
from django.db import connection
from django.urls import Resolver404, resolve
from tests.architecture.test_routes import GUARDED, wrong_for
from tests.cast import _officer
from tests.examples import lay_examples
from tests.laid import laid
from tests.links import Answer, Dead, dead_links, kind_of, links_of

from nhipcau.agencies.models import AgencyName
from nhipcau.agencies.rules import Role
from nhipcau.documents.letters import actions as letters
from nhipcau.documents.letters.actions import Receiver
from nhipcau.documents.letters.models import RecipientRole
from nhipcau.documents.letters.rules import PaperKind
from nhipcau.kernel import clock
from nhipcau.kernel.models import LogEntry
from nhipcau.office.registers import actions as books
from nhipcau.office.signing import actions as signing

pytestmark = pytest.mark.long
MOST = 110
"""Pages that a role opens by links: with two of each address that is some eighty addresses of those that it may open."""
TAKEN_OUT = {"kernel.downloaded", "kernel.exported"}
NOT_OURS = {"django_session"}  # the session of whoever looks


def held() -> dict[str, str]:
    """A mark of all that each table holds."""
    marks = {}
    for model in apps.get_models(include_auto_created=True):
        table = model._meta.db_table
        if table in NOT_OURS or not model._meta.managed:
            continue
        columns = ", ".join(
            connection.ops.quote_name(field.column) for field in model._meta.local_concrete_fields
        )
        key = connection.ops.quote_name(model._meta.pk.column)
        where = "WHERE action NOT IN ('kernel.downloaded', 'kernel.exported')" if model is LogEntry else ""
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {columns} FROM {connection.ops.quote_name(table)} {where} ORDER BY {key}")
            marks[table] = hashlib.sha256(repr(cursor.fetchall()).encode()).hexdigest()
    return marks


@pytest.fixture
@laid
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
    checker = _officer("soatxet", "Hồ Soát Xét", Role.OFFICER, agency)
    for step, who in (("checked", checker), ("signed", agency_leader)):
        signing.take_step(version=version, step=step, seen_seal=version.seal, by=who, now=clock.now())
    signing.issue(version=version, by=clerk, day=day)
    books.give_to_paper(issuer=agency, series="thong-bao", on=day, what="Thông báo giấy", by=clerk)


def route_of(link: str) -> str:
    """What pages of one address have in common, whatever it is of: also of which indicator, agency or chapter."""
    path, _, query = kind_of(link).partition("?")
    with suppress(Resolver404):
        path = resolve(urlsplit(link).path).view_name
    return f"{path}?{query}"


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("role", list(Role), ids=str)
def test_links_answer_addresses_serve_their_roles_and_looking_changes_nothing(
    role, lived_in, request, client
):
    client.raise_request_exception = False
    account = request.getfixturevalue(role.value)
    assert [one.role for one in account.roles_today()] == [role]
    client.force_login(account)
    before, opened = held(), {}

    def get(link: str) -> Answer:
        answer = client.get(quote(link, safe="/?&=%:+,;@"))
        is_page = not answer.streaming and "html" in answer.headers.get("Content-Type", "")
        text = answer.text if is_page else ""
        answer.close()
        opened[link] = Answer(answer.status_code, text, answer.headers.get("Location", ""))
        return opened[link]

    dead, kinds = dead_links(get, ["/"], MOST, route_of)
    assert not dead
    assert len(kinds) > 60
    answers = [(route, opened.get(route.address) or get(route.address)) for route in GUARDED]
    assert [
        wrong for route, one in answers if (wrong := wrong_for(role, route, client, one.status, one.then))
    ] == []
    assert len(opened) > 60
    after = held()
    assert {table for table in before if before[table] != after[table]} == set()
    assert all(entry.by_id for entry in LogEntry.objects.filter(action__in=TAKEN_OUT))


def test_a_dead_link_is_found_wherever_it_stands():
    site = {"/": '<a href="/a/1/">1</a><a href="//elsewhere/">x</a>', "/a/1/": '<a href="../2/?q=1#x">2</a>'}
    answers = {link: Answer(200, text) for link, text in site.items()}
    dead, _ = dead_links(lambda link: answers.get(link, Answer(404)), ["/"], 10)
    assert dead == [Dead("/a/1/", "/a/2/?q=1", 404)]
    assert kind_of("/a/12/?b=1&a=2") == kind_of("/a/3/?a=9&b=7") == "/a/#/?a,b"
    assert links_of("/a/", '<a href="#top">') == ["/a/"]


def test_a_table_that_changes_is_seen(db, officer):
    before = held()
    officer.full_name = "Tên khác"
    officer.save()
    after = held()
    assert {table for table in before if before[table] != after[table]} == {officer._meta.db_table}
