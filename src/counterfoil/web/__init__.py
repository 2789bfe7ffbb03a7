"""The web door: pages for people, each reading input, calling one action and showing the result."""
