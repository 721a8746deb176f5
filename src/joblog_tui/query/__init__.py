"""What to list: filters as values, their one textual form, sort, listing and facets. Imports model only."""
