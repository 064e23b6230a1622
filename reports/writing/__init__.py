"""The words of a report: what units wrote, what is drafted from the portal's data, what is missing."""
