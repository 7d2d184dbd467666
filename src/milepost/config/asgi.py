"""The ASGI application, for cities whose platform wants one."""

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "milepost.config.settings")
application = get_asgi_application()
