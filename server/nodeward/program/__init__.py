"""Floor 4: files linked: modules, exports, HTTP applications."""
