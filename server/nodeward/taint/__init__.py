"""Floor 5: how values flow from a source to a sink. Has never heard of a rule."""
