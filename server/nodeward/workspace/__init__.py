"""Floor 8: files over time. The only state and the only disk; derives nothing itself."""
