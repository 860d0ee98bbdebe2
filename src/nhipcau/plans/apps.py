from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "nhipcau.plans"
    label = "plans"
    verbose_name = "Kế hoạch"

    def ready(self) -> None:
        from nhipcau.plans import wiring

        wiring.connect()
