from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DigestsConfig(AppConfig):
    name = "nhipcau.digests"
    label = "digests"
    verbose_name = _("Điểm báo")

    def ready(self) -> None:
        from nhipcau.digests import wiring

        wiring.connect()
