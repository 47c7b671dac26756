"""Runs the whole product on loopback without Docker: for tests, the demo and development.

Nothing in the service imports this package.
"""
