"""Reports and documents as the plain values that templates take."""
