"""What every page asks of agencies and accounts: quicker than written out, and the same."""

from datetime import date

import pytest
from django.contrib.sessions.backends import db as django_sessions
from django.db.models import Q
from django.test import Client
from django.utils import timezone

from nhipcau.agencies.models import Agency, Officer, Succession
from nhipcau.agencies.rules import KIND_ORDER, AgencyKind, Level, Role, names_focal_officers
from nhipcau.kernel import sessions

pytestmark = pytest.mark.django_db


def one_of_each():
    """An agency of every kind on every level, laid from the last to the first, and one of a kind that is no kind."""
    for level in reversed(Level):
        for kind in sorted(AgencyKind):
            Agency.objects.create(code=f"{level}-{kind}", name="Cơ quan", kind=kind.value, level=level.value)
    Agency.objects.create(code="unknown", name="Cơ quan", kind="unheard of", level=Level.PROVINCE.value)


def test_every_kind_has_its_place():
    assert set(KIND_ORDER) == set(AgencyKind)


def test_no_kind_is_told_as_a_part_of_another():
    words = " ".join(KIND_ORDER)
    assert all(words.count(kind) == 1 for kind in KIND_ORDER)


def test_agencies_stand_from_the_centre_down_and_by_kind_within_a_level():
    one_of_each()
    wanted = [f"{level}-{kind}" for level in Level for kind in KIND_ORDER]
    wanted.insert(2 * len(KIND_ORDER), "unknown")  # behind all kinds of its level
    assert list(Agency.objects.in_order().values_list("code", flat=True)) == wanted


def test_those_asked_for_focal_officers_are_those_of_the_rule():
    one_of_each()
    wanted = {one.code for one in Agency.objects.all() if names_focal_officers(one.kind, one.level)}
    found = set(Agency.objects.asked_for_focal().values_list("code", flat=True))
    assert found == wanted - {"unknown"}
    assert found


def test_an_account_by_its_key(officer, agency, other_agency, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert Officer.objects.get(pk=officer.pk) == officer
    with pytest.raises(Officer.DoesNotExist):
        Officer.objects.get(pk=10**6)
    with pytest.raises(Officer.DoesNotExist):
        Officer.objects.get(pk=10**30)
    assert Officer.objects.get(pk=str(officer.pk)) == officer
    assert Officer.objects.get(Q(username=officer.username), pk=officer.pk) == officer


def test_an_account_of_another_agency_is_not_found_among_those_of_one(officer, agency, other_agency):
    assert agency.officers.get(pk=officer.pk) == officer
    with pytest.raises(Officer.DoesNotExist):
        other_agency.officers.get(pk=officer.pk)
    with pytest.raises(Officer.DoesNotExist):
        Officer.objects.exclude(pk=officer.pk).get(pk=officer.pk)


def test_of_some_mergers_there_is_no_lineage():
    assert Succession.objects.lineage()
    with pytest.raises(AssertionError):
        Succession.objects.filter(on=date(2026, 1, 1)).lineage()


def test_a_role_that_is_taken_away_is_gone_at_the_next_page(officer, client_of):
    client = client_of(officer)
    assert client.get("/").status_code == 200
    officer.role_holdings.update(until=date(2020, 1, 1), since=date(2019, 1, 1))
    assert client.get("/").status_code == 403
    officer.role_holdings.update(until=None)
    assert client.get("/").status_code == 200
    Officer.objects.filter(pk=officer.pk).update(is_active=False)
    assert client.get("/").status_code == 302


def test_a_session_ends_when_it_is_over_and_when_it_is_taken_away(officer, client_of):
    client = client_of(officer)
    key = client.session.session_key
    assert client.get("/").status_code == 200
    row = sessions.SessionStore.get_model_class().objects.get(pk=key)
    lasts = row.expire_date
    row.expire_date = timezone.now()
    row.save()
    assert client.get("/").status_code == 302
    row.expire_date = lasts
    row.save()
    client.cookies["sessionid"] = key
    assert client.get("/").status_code == 200
    row.delete()
    assert client.get("/").status_code == 302


def test_sessions_of_django_s_own_store_are_read_and_the_other_way_round():
    kept = django_sessions.SessionStore()
    kept["said"] = "có"
    kept.save()
    read = sessions.SessionStore(kept.session_key)
    assert read["said"] == "có"
    read["said"] = "không"
    read.save()
    assert django_sessions.SessionStore(kept.session_key)["said"] == "không"
    for none in ("không-có-phiên-này", "' OR 1=1 --", "", None):
        assert sessions.SessionStore(none).load() == {}


def test_nobody_is_anybody_without_a_session(officer):
    client = Client()
    client.cookies["sessionid"] = "x" * 32
    assert client.get("/").status_code == 302


def test_roles_are_of_the_account_that_asked(officer, coordinator):
    for account, role in ((officer, Role.OFFICER), (coordinator, Role.COORDINATOR)):
        (held,) = Officer.objects.get(pk=account.pk).roles_today()
        assert (held.role, held.officer) == (role, account)
