"""Firms, their people and roles, and the audit log of every change."""
