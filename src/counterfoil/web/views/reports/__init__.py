"""The standard reports: the page that lists them, a page for each, and their files."""
