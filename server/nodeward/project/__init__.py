"""Floor 3: facts of project files: package.json, .env, .gitignore, the git index."""
