"""The WSGI application that gunicorn serves; it refuses to start a real installation insecurely."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nhipcau.config.settings")
application = get_wsgi_application()

from nhipcau.config.checks import refuse_insecure  # noqa: E402 (needs the settings)

refuse_insecure()
