from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.db.backends.signals import connection_created
from django.db.models.signals import post_migrate, pre_migrate
from django.utils.translation import gettext_lazy as _


class KernelConfig(AppConfig):
    name = "nhipcau.kernel"
    label = "kernel"
    verbose_name = _("Hệ thống")

    def ready(self) -> None:
        from nhipcau.kernel import connections, plain_migrations, wiring

        plain_migrations.connect()
        connection_created.connect(connections.opened, dispatch_uid="nhipcau.kernel.connections")
        wiring.connect()
        pre_migrate.connect(_lift_guards, sender=self, dispatch_uid="nhipcau.kernel.guards")
        post_migrate.connect(_lay_triggers, sender=self, dispatch_uid="nhipcau.kernel.frozen")


def _lift_guards(*, using: str, plan: list[Any], **_: Any) -> None:
    from nhipcau.kernel import frozen

    if plan:
        frozen.lift_guards(using=using)


def _lay_triggers(*, using: str, **_: Any) -> None:
    from nhipcau.kernel import frozen

    frozen.lay(using=using)
