"""Floor 9: speaks the Language Server Protocol, holds no logic."""
