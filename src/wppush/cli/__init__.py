"""Words to one call on Project, to a report, to an exit status."""
