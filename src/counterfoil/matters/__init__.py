"""Contacts and matters."""
