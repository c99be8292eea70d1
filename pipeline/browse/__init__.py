"""Browse an archive in Datasette: pages of our own over its tables, from every fact one step to its line on the page."""
