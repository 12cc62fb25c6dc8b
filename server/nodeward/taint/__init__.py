"""How values flow: from a dangerous place back to where they come from. Has never heard of a rule."""
