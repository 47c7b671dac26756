"""Plain building blocks that every app may use. Knows no app and holds no models."""
