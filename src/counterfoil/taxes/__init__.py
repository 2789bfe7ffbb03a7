"""Tax codes and their dated rates."""
