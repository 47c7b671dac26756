"""News from the apps below."""
