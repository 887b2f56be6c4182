"""The way in for a web server: gunicorn permanence.practice.config.wsgi"""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "permanence.practice.config.settings")
application = get_wsgi_application()
