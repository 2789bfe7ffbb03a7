"""Forms of what suppliers bill."""

from collections.abc import Mapping

from counterfoil.web.forms.arranged.layout import Arranged

ARRANGED: Mapping[str, Arranged] = {}
