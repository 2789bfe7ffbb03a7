"""Entry forms of every kind, read off its shape: what was typed, how it is laid out, how it is drawn."""
