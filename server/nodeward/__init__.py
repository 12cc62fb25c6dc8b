"""Nodeward: security hints for JavaScript and TypeScript while you type."""
