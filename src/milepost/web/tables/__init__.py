"""Tables: one description of columns from which filter, order, groups, export, edits and saved views follow."""
