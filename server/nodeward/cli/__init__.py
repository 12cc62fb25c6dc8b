"""Floor 9: speaks terminal, JSON and SARIF, holds no logic."""
