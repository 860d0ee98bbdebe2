from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OfficeConfig(AppConfig):
    name = "nhipcau.office"
    label = "office"
    verbose_name = _("Việc văn phòng")

    def ready(self) -> None:
        from nhipcau.office import wiring

        wiring.connect()
