from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PressConfig(AppConfig):
    name = "nhipcau.press"
    label = "press"
    verbose_name = _("Báo chí")

    def ready(self) -> None:
        from nhipcau.press import wiring

        wiring.connect()
