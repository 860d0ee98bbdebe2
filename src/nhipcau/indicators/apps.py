"""The indicators as a Django app."""

from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    name = "nhipcau.indicators"

    def ready(self) -> None:
        from nhipcau.indicators import wiring

        wiring.connect()
