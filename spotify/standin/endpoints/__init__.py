"""A file per family of endpoints. A handler takes the stand-in, the request and the path's ids."""
