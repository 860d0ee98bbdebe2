from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "nhipcau.documents"
    label = "documents"
    verbose_name = "Văn bản"

    def ready(self) -> None:
        from nhipcau.documents import wiring

        wiring.connect()
