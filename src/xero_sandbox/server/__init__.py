"""The model on HTTP: the API, the consent page, the control surface and the pages that show the Xero side."""
