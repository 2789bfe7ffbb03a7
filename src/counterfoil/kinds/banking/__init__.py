"""Kinds of the firm's own money in the bank."""
