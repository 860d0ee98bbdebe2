from django.apps import AppConfig


class Toy(AppConfig):
    name = "tests.toy"
    label = "toy"

    def ready(self) -> None:
        from tests.toy import wiring

        wiring.connect()
