"""The edits of the schedule workspace: commands applied in order, all or nothing, in one change set."""
