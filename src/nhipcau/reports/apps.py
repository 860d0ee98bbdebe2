"""The reports as a Django app."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "nhipcau.reports"

    def ready(self) -> None:
        from nhipcau.reports import wiring
        from nhipcau.reports.parcels import wiring as parcels

        wiring.connect()
        parcels.connect()
