"""``nhipcau migrate``: Django's own command, with the house's executor."""

from __future__ import annotations

from django.core.management.commands import migrate

from nhipcau.kernel.migrating import Executor

migrate.MigrationExecutor = Executor  # type: ignore[attr-defined]

Command = migrate.Command
