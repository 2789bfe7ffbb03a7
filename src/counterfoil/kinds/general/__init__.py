"""Kinds that only move the ledger."""
