"""Lists and reports as files: one `Sheet`, written as CSV or as a workbook."""
