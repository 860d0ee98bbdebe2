from django.apps import AppConfig


class OfficeConfig(AppConfig):
    name = "nhipcau.office"
    label = "office"
    verbose_name = "Văn thư, chỉ đạo"

    def ready(self) -> None:
        from nhipcau.office import wiring

        wiring.connect()
