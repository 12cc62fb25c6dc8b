"""Floor 2: trees. The only room that knows tree-sitter."""
