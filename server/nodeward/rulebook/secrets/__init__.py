"""Secrets, recognised: formats of providers, their own checksums, and how a random value differs from text. Pure functions."""
