"""One listener's story, played over HTTP against a server and told to a person."""
