"""The Postman collection, and newman, which runs it."""
