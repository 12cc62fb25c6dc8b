"""Floor 6: rules as data: read, checked and indexed. The only room that knows YAML."""
