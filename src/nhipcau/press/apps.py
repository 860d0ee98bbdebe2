from django.apps import AppConfig


class PressConfig(AppConfig):
    name = "nhipcau.press"
    label = "press"
    verbose_name = "Báo chí"

    def ready(self) -> None:
        from nhipcau.press import wiring

        wiring.connect()
