"""Our figures beside their limits, as ratios from one run."""
