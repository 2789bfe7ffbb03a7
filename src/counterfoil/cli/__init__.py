"""The command line: each command reads what was typed, calls one action and shows the result."""
