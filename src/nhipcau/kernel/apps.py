from django.apps import AppConfig


class KernelConfig(AppConfig):
    name = "nhipcau.kernel"
    label = "kernel"
    verbose_name = "Nền"

    def ready(self) -> None:
        from nhipcau.kernel import plain_migrations

        plain_migrations.connect()
