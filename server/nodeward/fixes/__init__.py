"""Floor 7: a finding gives edits. One builder per module."""
