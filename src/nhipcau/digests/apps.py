from django.apps import AppConfig


class DigestsConfig(AppConfig):
    name = "nhipcau.digests"
    label = "digests"
    verbose_name = "Điểm báo"

    def ready(self) -> None:
        from nhipcau.digests import wiring

        wiring.connect()
