from django.apps import AppConfig


class AgenciesConfig(AppConfig):
    name = "nhipcau.agencies"
    label = "agencies"
    verbose_name = "Cơ quan"

    def ready(self) -> None:
        from nhipcau.agencies import wiring

        wiring.connect()
