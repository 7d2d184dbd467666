"""The WSGI application that granian serves."""

import os
from threading import Thread

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "milepost.config.settings")
application = get_wsgi_application()

if os.environ.get("MILEPOST_WARM_UP"):
    from milepost.config.warming import warm

    Thread(target=warm, daemon=True, name="warm-up").start()
