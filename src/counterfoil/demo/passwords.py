"""Everybody's password in the sample firm. It stands in the source, so it opens nothing beyond this machine."""

PASSWORD = "Sample-firm-1042"
