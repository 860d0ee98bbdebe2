from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AgenciesConfig(AppConfig):
    name = "nhipcau.agencies"
    label = "agencies"
    verbose_name = _("Cơ quan")

    def ready(self) -> None:
        from nhipcau.agencies import wiring

        wiring.connect()
