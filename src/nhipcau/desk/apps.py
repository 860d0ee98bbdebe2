from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "nhipcau.desk"
    label = "desk"
    verbose_name = "Bàn làm việc"

    def ready(self) -> None:
        from nhipcau.desk import directions, wiring

        wiring.connect()
        directions.connect()
