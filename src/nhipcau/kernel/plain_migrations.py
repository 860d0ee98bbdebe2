"""Migrations keep plain values: an enum renamed later must not break the past of the database."""

from __future__ import annotations

import enum

from django.db.migrations.serializer import BaseSerializer, serializer_factory
from django.db.migrations.writer import MigrationWriter


class PlainEnum(BaseSerializer):
    """Writes the value of an enum's member, where Django would write where the enum lives."""

    def serialize(self) -> tuple[str, set[str]]:
        return serializer_factory(self.value.value).serialize()


def connect() -> None:
    """Once, when the app starts."""
    MigrationWriter.register_serializer(enum.Enum, PlainEnum)
