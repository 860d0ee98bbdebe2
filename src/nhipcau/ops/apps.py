from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OpsConfig(AppConfig):
    name = "nhipcau.ops"
    label = "ops"
    verbose_name = _("Vận hành")

    def ready(self) -> None:
        from nhipcau.ops import wiring

        wiring.connect()
