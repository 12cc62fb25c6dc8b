"""Floor 7: a rule and the facts of a file give findings. One module per way of looking."""
