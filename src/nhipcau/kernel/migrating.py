"""Django's migrations, quicker: an empty database is given its tables at once, a standing one is migrated without
drawing most of the house again at each step.

An empty database has no rows that a migration could mend, so that only where the migrations end matters: every table
is made as it is after the last of them, in one transaction, and all are written down as done.  A step that lays what
no model tells (``lays_tables``: an index of its own, a trigger) still runs.  A test compares both ways, table by table.

Django keeps a model class for every table while it migrates, and makes the class of a changed table anew, together
with all that are related to it: with accounts at the middle, that is nearly all of them, a few hundred times.  That was
nine of twelve seconds of making an empty database.  A table that is new, and an index or a constraint that is added,
change nothing in other classes: these three steps are taken on the classes that stand.  All else is Django's own.

The steps' state of before shares its classes with the one of after, as Django's own copies do; the three steps do not
look at it.  Going backwards does, and is left as it is.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from django.db import models, router
from django.db.migrations import Migration
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.state import ModelState, ProjectState

Code = TypeVar("Code", bound=Callable[..., None])
Plan = list[tuple[Migration, bool]]


class Forwards(ProjectState):
    """The state of the house while migrations run forwards."""

    @classmethod
    def of(cls, state: ProjectState) -> Forwards:
        """The same state, which from here on goes forwards only."""
        state.__class__ = cls
        assert isinstance(state, cls)
        return state

    def clone(self) -> Forwards:
        return self.of(super().clone())

    def add_model(self, model_state: ModelState) -> None:
        if "apps" not in self.__dict__ or not self._stands_alone(model_state):
            super().add_model(model_state)
            return
        key = model_state.app_label, model_state.name_lower
        self.models[key] = model_state
        if self._relations is not None:  # type: ignore[attr-defined]
            self.resolve_model_relations(key)
        self.apps.render_multiple([model_state])

    def add_index(self, app_label: str, model_name: str, index: models.Index) -> None:
        self._add("indexes", app_label, model_name, index)

    def add_constraint(self, app_label: str, model_name: str, constraint: models.BaseConstraint) -> None:
        self._add("constraints", app_label, model_name, constraint)

    def _add(self, option: str, app_label: str, model_name: str, made: Any) -> None:
        state = self.models[app_label, model_name]
        state.options[option] = [*state.options[option], made]
        if "apps" in self.__dict__:
            meta = self.apps.get_model(app_label, model_name)._meta
            setattr(meta, option, [*getattr(meta, option), made])
            meta.__dict__.pop("total_unique_constraints", None)  # what Django has counted from them

    def _stands_alone(self, model_state: ModelState) -> bool:
        """Whether a model is new, inherits from no other table, and points only at what is there."""
        return (
            (model_state.app_label, model_state.name_lower) not in self.models
            and all(_is_no_table(base) for base in model_state.bases)
            and all(self._is_there(field) for field in model_state.fields.values())
        )

    def _is_there(self, field: Any) -> bool:
        if not field.is_relation:
            return True
        to, through = field.remote_field.model, getattr(field.remote_field, "through", None)
        return through is None and (to == "self" or (isinstance(to, str) and _key(to) in self.models))


def _key(name: str) -> tuple[str, str]:
    app, _, model = name.lower().partition(".")
    return app, model


def _is_no_table(base: Any) -> bool:
    return not isinstance(base, str) and (base is models.Model or not hasattr(base, "_meta"))


def lays_tables(code: Code) -> Code:
    """Mark what a ``RunPython`` calls to lay things into the database that no model tells; it must need no rows, and run
    after tables that later migrations have changed as well as before."""
    code.lays_tables = True  # type: ignore[attr-defined]
    return code


class Executor(MigrationExecutor):
    """Runs migrations; forwards the short way.

    at_once: whether an empty database is given its tables at once; a test compares with one step after the other.
    """

    at_once = True

    def _migrate_all_forwards(
        self, state: ProjectState, plan: Plan, full_plan: Plan, fake: bool, fake_initial: bool
    ) -> ProjectState:
        state = Forwards.of(state)
        if not self.at_once or self.loader.applied_migrations or fake or fake_initial:
            return super()._migrate_all_forwards(state, plan, full_plan, fake, fake_initial)  # type: ignore[misc]
        return self._make_all(state, [migration for migration, _ in full_plan if (migration, False) in plan])

    def _make_all(self, state: ProjectState, steps: list[Migration]) -> ProjectState:
        """Give an empty database the tables that stand after these migrations; all or nothing."""
        for migration in steps:
            state = migration.mutate_state(state, preserve=False)
        tell = self.progress_callback or (lambda *_: None)
        alias = self.connection.alias
        with self.connection.schema_editor(atomic=True) as editor:
            for app, name in state.models:
                model = state.apps.get_model(app, name)
                if model._meta.can_migrate(alias) and router.allow_migrate_model(alias, model):
                    editor.create_model(model)
            for migration in steps:
                tell("apply_start", migration, False)
                for operation in migration.operations:
                    if getattr(getattr(operation, "code", None), "lays_tables", False):
                        operation.database_forwards(migration.app_label, editor, state, state)
                self.record_migration(migration)  # type: ignore[call-arg, arg-type]
                tell("apply_success", migration, False)
        return state
