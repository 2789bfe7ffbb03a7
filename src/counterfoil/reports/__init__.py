"""Reports read the books and answer plain values. They write nothing, and see one firm only."""
