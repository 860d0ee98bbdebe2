"""Migrating forwards the house's way: the same tables as Django's own way makes, and states that tell the same.
That the whole house ends in the same state is asked where it is migrated both ways: ``tests/architecture/test_made_once.py``."""

from __future__ import annotations

from django.core.management import get_commands, load_command_class
from django.core.management.commands import migrate
from django.db import connection, models
from django.db.migrations.operations import AddConstraint, AddField, AddIndex, CreateModel
from django.db.migrations.state import ProjectState

from nhipcau.kernel.migrating import Executor, Forwards


def _made(name: str, *fields: tuple[str, models.Field]) -> CreateModel:
    return CreateModel(name, [("id", models.BigAutoField(primary_key=True)), *fields])


def _to(name: str) -> models.ForeignKey:
    return models.ForeignKey(name, models.CASCADE, related_name="of_%(model_name)s")


STEPS = [
    _made("House", ("name", models.CharField(max_length=20))),
    _made("Room", ("house", _to("toy.House")), ("number", models.IntegerField())),
    _made(
        "Chair", ("room", _to("toy.Room")), ("beside", models.ForeignKey("self", models.CASCADE, null=True))
    ),
    AddIndex("Room", models.Index(fields=["number"], name="toy_room_number")),
    AddConstraint("Room", models.UniqueConstraint(fields=["house", "number"], name="toy_room_once")),
    AddConstraint("Chair", models.CheckConstraint(condition=models.Q(id__gt=0), name="toy_chair_counted")),
    AddField("House", "floors", models.IntegerField(default=1)),
    _made("Hall", ("houses", models.ManyToManyField("toy.House"))),
    AddConstraint("House", models.UniqueConstraint(fields=["name"], name="toy_house_name")),
]


def told(state: ProjectState) -> dict[str, list[str]]:
    """What the classes of a state say of tables, columns, targets, ways back, indexes and constraints."""
    found = {}
    for model in state.apps.get_models(include_auto_created=True):
        meta = model._meta
        found[meta.label] = [
            meta.db_table,
            *(f"{field.name} {field.column} {field.db_type(connection)}" for field in meta.local_concrete_fields),
            *(f"{field.name} → {field.remote_field.model._meta.label}" for field in meta.local_concrete_fields if field.is_relation),
            *sorted(f"{one.name} ← {one.related_model._meta.label}" for one in meta.related_objects),
            *(repr(one) for one in (*meta.indexes, *meta.constraints, *meta.total_unique_constraints)),
        ]  # fmt: skip
    return found


def test_after_each_step_the_classes_say_what_djangos_own_say():
    short, plain = Forwards(), ProjectState()
    assert short.apps is not None  # drawn before the first step, as it is while migrating
    for step in STEPS:
        before = short.clone()
        step.state_forwards("toy", short)
        step.state_forwards("toy", plain)
        assert isinstance(before, Forwards)
        assert told(short) == told(ProjectState(models=dict(plain.models)))
        assert short == plain


def test_a_model_that_stands_is_not_drawn_again_for_a_new_one():
    state = Forwards()
    assert state.apps is not None
    STEPS[0].state_forwards("toy", state)
    house = state.apps.get_model("toy", "House")
    for step in STEPS[1:6]:
        step.state_forwards("toy", state)
    assert state.apps.get_model("toy", "House") is house
    STEPS[6].state_forwards("toy", state)
    assert state.apps.get_model("toy", "House") is not house


def test_the_command_and_tests_use_it():
    command = load_command_class(get_commands()["migrate"], "migrate")
    assert type(command).__module__.startswith("django.")
    assert migrate.MigrationExecutor is Executor
