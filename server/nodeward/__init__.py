"""Nodeward: security hints for JavaScript and TypeScript while you type."""

__version__ = "0.1.0"
