"""The registers of a project, each described for the pages that all of them share."""
