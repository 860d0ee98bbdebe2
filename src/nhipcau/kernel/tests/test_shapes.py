"""Statements of one shape: the rows that Django gives, by a statement that is built once, or as Django asks."""

import threading
from datetime import UTC, date, datetime, timedelta

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import OperationalError, ProgrammingError, connection
from django.db.models import Q
from django.utils import timezone

from nhipcau.agencies.models import Agency, Officer, RoleHolding
from nhipcau.kernel import clock, ordering, shapes
from nhipcau.kernel.models import Evidence, Notice
from nhipcau.kernel.shapes import number_of, shape

pytestmark = pytest.mark.django_db
MOMENT = datetime(2026, 6, 18, 3, 15, tzinfo=UTC)


@pytest.fixture
def notices(officer, clerk):
    for number, who in enumerate((officer, officer, clerk)):
        Notice.objects.create(
            recipient=who,
            kind=f"kind-{number}",
            once=f"once-{number}",
            title=f"Thông báo '{number}'",
            created_at=MOMENT + timedelta(days=number),
            read_at=MOMENT if number == 1 else None,
        )
    return list(Notice.objects.order_by("pk"))


@pytest.fixture
def unwatched(monkeypatch):
    """As an installation runs: what is no shape is asked as Django asks, and nobody compares."""
    monkeypatch.setattr(shapes, "watching", False)


@pytest.fixture(autouse=True)
def _each_time(monkeypatch):
    """Here every answer's statement is compared."""
    monkeypatch.setattr(shapes, "compared", None)


def counting(build):
    """The shape of a function, and how often the function was called."""
    calls = []

    def counted(**values):
        calls.append(values)
        return build(**values)

    return shape(counted), calls


def test_the_tests_watch_every_shape():
    assert shapes.watching


def test_rows_are_those_of_the_queryset_whatever_the_values(notices, officer, clerk, unwatched):
    asked, calls = counting(
        lambda who, kind, at, keys: Notice.objects.filter(
            Q(kind=kind) | Q(pk__in=keys), recipient=who, created_at__gte=at
        )
    )
    keys = [notice.pk for notice in notices]
    for who in (officer.pk, clerk.pk):
        for kind in ("kind-0", "'; --", "%s"):
            for at in (MOMENT, MOMENT + timedelta(days=1)):
                for some in (keys[:2], keys[1:], {keys[2], keys[0]}):
                    values = {"who": who, "kind": kind, "at": at, "keys": some}
                    assert asked(**values) == list(asked.plain(**values))
    # The function is asked twice for the shape; all other calls are those of ``plain`` above.
    assert len(calls) == 2 + 36


def test_days_in_and_days_out(officer, unwatched):
    asked, _calls = counting(
        lambda on: RoleHolding.objects.filter(since__lte=on).filter(Q(until=None) | Q(until__gte=on))
    )
    held = officer.role_holdings.get()
    for on in (held.since - timedelta(days=1), held.since, date(2100, 1, 1)):
        assert asked(on=on) == list(asked.plain(on=on))
    assert held in asked(on=held.since)
    assert held not in asked(on=held.since - timedelta(days=1))


def test_what_was_written_in_between_is_found(officer):
    @shape
    def of(who):
        return Notice.objects.filter(recipient=who).order_by("pk")

    assert of(who=officer.pk) == []
    made = Notice.objects.create(recipient=officer, kind="kind", once="once", title="Mới")
    (found,) = of(who=officer.pk)
    assert found == made
    found.title = "khác"
    assert of(who=officer.pk)[0].title == "Mới"


def test_none_and_the_size_of_a_list_are_of_the_shape(notices, officer, unwatched):
    asked, calls = counting(lambda at, keys: Notice.objects.filter(read_at=at, pk__in=keys))
    keys = [notice.pk for notice in notices]
    assert {one.pk for one in asked(at=None, keys=keys)} == {keys[0], keys[2]}
    assert [one.pk for one in asked(at=MOMENT, keys=keys)] == [keys[1]]
    assert asked(at=None, keys=keys[1:2]) == []
    assert len(calls) == 6  # three shapes
    assert [one.pk for one in asked(at=None, keys=keys[2:])] == [keys[2]]
    assert len(calls) == 6


def test_lists_of_about_one_length_share_a_statement(notices, unwatched):
    asked, calls = counting(lambda keys: Notice.objects.filter(pk__in=keys).order_by("pk"))
    keys = [notice.pk for notice in notices]
    for length in range(1, shapes.SIZES[-1] + 1):
        few = [*keys, *range(10**6, 10**6 + shapes.SIZES[-1])][:length]
        assert [one.pk for one in asked(keys=few)] == keys[:length]
    assert len(calls) == 2 * (len(shapes.SIZES) - 1)


@pytest.mark.parametrize("key", [2**31, 2**63, 10**30, -(10**30)])
def test_a_number_that_no_column_holds_finds_nothing(notices, key):
    @shape
    def one(key):
        return Notice.objects.filter(pk=key)

    @shape
    def among(keys):
        return Notice.objects.filter(pk__in=keys)

    assert one(key=key) == []
    assert among(keys=[2**31, notices[0].pk]) == [notices[0]]


def test_an_empty_list_asks_nothing(django_assert_num_queries):
    @shape
    def among(keys):
        return Notice.objects.filter(pk__in=keys)

    with django_assert_num_queries(0):
        assert among(keys=[]) == []
        assert among(keys=frozenset()) == []


def test_what_an_empty_list_asks_is_known_once(notices, unwatched):
    asked, calls = counting(lambda who, keys: Notice.objects.filter(recipient=who, pk__in=keys))
    for who in (notices[0].recipient_id, 10**6):
        assert asked(who=who, keys=[]) == []
    assert len(calls) == 3
    beside, _calls = counting(lambda who, keys: Notice.objects.filter(Q(recipient=who) | Q(pk__in=keys)))
    assert len(beside(who=notices[0].recipient_id, keys=[])) == 2


def test_while_watching_an_empty_list_that_asks_something_by_then_is_told(notices):
    wanted = [Q(pk__in=[])]

    @shape
    def among(keys):
        return Notice.objects.filter(Q(pk__in=keys) | wanted[0])

    assert among(keys=[]) == []
    wanted[0] = Q(kind="kind-0")
    with pytest.raises(shapes.WrongShape):
        among(keys=[])


@pytest.mark.parametrize("way", ["contains", "startswith", "endswith"])
def test_words_within_others(notices, officer, way, unwatched):
    titles = ["nhịp cầu", "cầu", "cầu nhịp", "a%u", "%", "a_u", "_", "\\", "a\\u", "100%"]
    for number, title in enumerate(titles):
        Notice.objects.create(recipient=officer, kind="kind", once=f"within-{number}", title=title)
    asked, calls = counting(lambda word: Notice.objects.filter(**{f"title__{way}": word}).order_by("pk"))
    for word in ("cầu", "nhịp", "a", "%", "_", "\\", "a%", "u", "100%", ""):
        found = asked(word=word)
        assert found == list(asked.plain(word=word))
        assert [one.title for one in found if one.kind == "kind"] == [
            title
            for title in titles
            if {
                "contains": word in title,
                "startswith": title.startswith(word),
                "endswith": title.endswith(word),
            }[way]
        ]
    assert len(calls) == 2 + 10 + 5  # what means more than itself there is asked as Django asks


def test_a_list_of_pages_has_what_its_page_needs_and_no_more(notices):
    @shape
    def titles(who):
        rows = Notice.objects.filter(recipient=who).order_by("-pk")
        return rows.extra(select={"beside": "1"}).values_list("title", flat=True)

    assert titles(who=notices[0].recipient_id) == [notices[1].title, notices[0].title]


def test_a_statement_that_fails_leaves_the_next_as_it_was(transactional_db, officer):
    @shape
    def of(who):
        return Officer.objects.filter(pk=who)

    @shape
    def broken(who):
        return Officer.objects.filter(pk=who).extra(where=["no_such_column = 1"])

    assert of(who=officer.pk) == [officer]
    with pytest.raises((OperationalError, ProgrammingError)):
        broken(who=officer.pk)
    assert of(who=officer.pk) == [officer]


def test_more_keys_than_are_kept_are_asked_as_django_asks(notices, unwatched):
    asked, calls = counting(lambda keys: Notice.objects.filter(pk__in=keys))
    many = [notices[0].pk, *range(10**6, 10**6 + shapes.SIZES[-1])]
    assert asked(keys=many) == asked(keys=many) == [notices[0]]
    assert len(calls) == 2


def test_a_list_of_words_is_of_the_shape(notices, unwatched):
    asked, calls = counting(lambda kinds: Notice.objects.filter(kind__in=kinds))
    assert asked(kinds=["kind-0"]) == [notices[0]]
    assert asked(kinds=["kind-2"]) == asked(kinds=("kind-2",)) == [notices[2]]
    assert len(calls) == 4


def test_what_cannot_be_kept_is_asked_as_django_asks(notices, unwatched):
    asked, calls = counting(lambda wanted: Notice.objects.filter(**wanted))
    assert asked(wanted={"kind": "kind-0"}) == [notices[0]]
    assert asked(wanted={"kind": "kind-2"}) == [notices[2]]
    assert len(calls) == 2


@pytest.mark.parametrize(
    "build",
    [
        lambda at: Notice.objects.filter(created_at__gte=at - timedelta(days=1)),
        lambda at: Notice.objects.filter(created_at__gte=at, created_at__lt=at + timedelta(days=1)),
        lambda at: Notice.objects.filter(created_at__date=at),
        lambda at: Notice.objects.filter(title__icontains=at.isoformat()),
        lambda at: Notice.objects.all(),
        lambda at: Notice.objects.filter(created_at__gte=at).filter(created_at__lt=timezone.now()),
    ],
    ids=["a day before", "a day between", "its day", "a word within", "not used", "the machine's clock"],
)
def test_what_is_no_shape_is_told_while_watching_and_right_in_any_case(build, notices, monkeypatch):
    with pytest.raises(shapes.WrongShape):
        shape(build)(at=MOMENT)
    monkeypatch.setattr(shapes, "watching", False)
    asked = shape(build)
    for at in (MOMENT, MOMENT + timedelta(days=1), MOMENT + timedelta(days=40)):
        assert asked(at=at) == list(build(at=at))


def test_a_number_that_cuts_the_rows_is_no_shape(notices):
    with pytest.raises(shapes.WrongShape):
        shape(lambda most: Notice.objects.all()[:most])(most=2)


@pytest.mark.parametrize("asks", [clock.now, clock.today])
def test_the_clock_is_not_asked_within(asks):
    @shape
    def late():
        return Notice.objects.filter(created_at__lt=asks())

    with pytest.raises(clock.ClockAsked):
        late()
    assert asks()  # and is itself again


def test_a_connection_that_was_opened_anew_knows_the_alphabet_of_a_statement_that_stays(transactional_db):
    @shape
    def by_title():
        return Notice.objects.order_by(ordering.vietnamese("title"), *ordering.people("text"))

    assert by_title() == []
    connection.close()
    assert by_title() == []


def test_a_connection_that_was_opened_anew_is_asked_by_the_same_statement(transactional_db, officer):
    @shape
    def of(who):
        return Officer.objects.filter(pk=who)

    assert of(who=officer.pk) == [officer]
    connection.close()
    assert of(who=officer.pk) == [officer]


def test_threads_share_a_statement_and_ask_their_own_connection(transactional_db, officer, unwatched):
    asked, calls = counting(lambda who: Officer.objects.filter(pk=who))
    found, used = [], []

    def ask():
        try:
            with connection.execute_wrapper(
                lambda run, *told: used.append(connection.connection) or run(*told)
            ):
                found.extend(asked(who=officer.pk))
        finally:
            connection.close()

    for _again in range(3):
        thread = threading.Thread(target=ask)
        thread.start()
        thread.join()
    assert found == [officer] * 3
    assert found[0].date_joined == officer.date_joined
    assert len({id(one) for one in used}) == len(used) == 3
    assert len(calls) == 2


def test_while_watching_a_statement_that_is_another_by_then_is_told(notices):
    wanted = ["kind-0"]

    @shape
    def of(who):
        return Notice.objects.filter(recipient=who, kind__in=wanted)

    assert of(who=notices[0].recipient_id) == [notices[0]]
    wanted.append("kind-1")
    with pytest.raises(shapes.WrongShape):
        of(who=notices[0].recipient_id)


def test_the_house_compares_the_same_values_once_and_all_others(notices, monkeypatch):
    monkeypatch.setattr(shapes, "compared", set())
    asked, calls = counting(lambda who, at: Notice.objects.filter(recipient=who, created_at__lt=at))
    who = notices[0].recipient_id
    cases = [(who, MOMENT), (who, MOMENT), (who, MOMENT + timedelta(minutes=1)), (who + 1, MOMENT)]
    cases += [(who, MOMENT + timedelta(hours=1)), (who, MOMENT + timedelta(microseconds=1))]
    numbers = []
    for one, at in cases:
        assert asked(who=one, at=at) == list(asked.plain(who=one, at=at))
        numbers.append(len(calls) - 1)
        calls.clear()
    assert numbers == [3, 0, 0, 1, 1, 1]  # two stand-ins and the first comparison
    shapes.forget()
    asked(who=who, at=MOMENT)
    assert len(calls) == 3


def test_the_house_compares_what_asks_nothing_once(notices, monkeypatch):
    monkeypatch.setattr(shapes, "compared", set())
    asked, calls = counting(lambda keys: Notice.objects.filter(pk__in=keys))
    assert [asked(keys=[]), len(calls), asked(keys=[]), len(calls)] == [[], 4, [], 4]


def test_values_are_named():
    @shape
    def of(who):
        return Notice.objects.filter(recipient=who)

    with pytest.raises(TypeError):
        of(1)


def test_records_come_with_what_they_were_asked_with(officer, agency, django_assert_num_queries):
    @shape
    def accounts(desk):
        return Officer.objects.filter(agency=desk).select_related("agency").prefetch_related("role_holdings")

    for _again in range(2):
        with django_assert_num_queries(2):
            found = {one.username: one for one in accounts(desk=agency.pk)}
            assert found[officer.username].agency == agency
            assert [held.officer_id for held in found[officer.username].role_holdings.all()] == [officer.pk]


def test_rows_as_values_lists_and_annotated(officer, agency):
    @shape
    def pairs(desk):
        return Officer.objects.filter(agency=desk).values_list("pk", "agency__name")

    @shape
    def named(desk):
        return Officer.objects.filter(agency=desk).values("username")

    assert (officer.pk, agency.name) in pairs(desk=agency.pk)
    assert {"username": officer.username} in named(desk=agency.pk)


def test_a_number_of_a_column_of_another_width():
    """PostgreSQL's driver is told the width of ``about_id`` by a type of its own."""

    @shape
    def about(about_type, key):
        return Evidence.objects.filter(about_type=about_type, about_id=key)

    about_type = ContentType.objects.get_for_model(Agency).pk
    made = Evidence.objects.create(
        about_type_id=about_type,
        about_id=41,
        kind="link",
        title="Trang",
        url="https://a.example",
        day=date(2026, 6, 1),
    )
    assert about(about_type=about_type, key=41) == [made]
    assert about(about_type=about_type, key=42) == []


def test_how_many_there_are(notices, officer):
    @shape
    def number(who):
        return number_of(Notice.objects.filter(recipient=who).order_by("title"))

    assert sum(number(who=officer.pk)) == Notice.objects.filter(recipient=officer).count() == 2
    assert sum(number(who=10**9)) == 0
