"""The WSGI application that gunicorn serves; it refuses to start a real installation insecurely."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nhipcau.config.settings")
gc.disable()  # until all is loaded
application = get_wsgi_application()

from nhipcau.config.checks import refuse_insecure  # noqa: E402 - it needs the settings

refuse_insecure()

# What is loaded stays as long as the process: looking through all of it for garbage, as Python does now and then, costs
# what five requests cost, and keeps whoever asks just then waiting.
gc.collect()
gc.freeze()
gc.enable()
