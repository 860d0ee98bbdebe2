from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DeskConfig(AppConfig):
    name = "nhipcau.desk"
    label = "desk"
    verbose_name = _("Bàn làm việc")

    def ready(self) -> None:
        from nhipcau.desk import directions, wiring

        wiring.connect()
        directions.connect()
