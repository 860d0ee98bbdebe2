from django.apps import AppConfig


class OfficeConfig(AppConfig):
    name = "nhipcau.office"
    label = "office"
    verbose_name = "Việc văn phòng"

    def ready(self) -> None:
        from nhipcau.office import wiring

        wiring.connect()
