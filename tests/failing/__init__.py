"""What fails, for tests of how failures are told."""
