"""Kinds of the firm's billing."""
