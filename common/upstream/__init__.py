"""What every client of a service outside is built from.

``store``        small texts that all processes share: in Redis, or in memory while it is away
``circuit``      who told us to leave it alone, and how long
``budget``       our own limit on calls per day
``metrics``      both in the words of Prometheus
``retry_after``  the header that says how long to wait

None of it knows whom it speaks of: a client gives the beginning of its keys, and the errors that
it wants to see raised.
"""
