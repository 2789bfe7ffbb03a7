"""The product as a WSGI application: what `counterfoil serve` runs."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "counterfoil.settings")

application = get_wsgi_application()
