"""The receiver's desk: the grid, bundles, letters, totals and the office's own report."""
