"""When work runs: one loop in the worker process."""
