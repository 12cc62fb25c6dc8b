"""Floor 3: what the names in one file mean. Asks for other files through a link, never reads them."""
