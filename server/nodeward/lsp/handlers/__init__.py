"""One module per LSP message."""
