"""The pictures of the admin in docs/images, taken from a stack with invented listeners."""
