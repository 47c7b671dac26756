"""The only package that speaks HTTP to ListenBrainz, whose data are open (CC0).

Start at ``client.build_client``: it takes a ``config.ListenBrainzConfig`` and a ``redis.Redis``
and gives a ``client.ListenBrainzClient`` whose methods return the dataclasses of ``payloads`` or
raise one of ``errors``. A call passes, in this order::

    client -> gate: circuit open? -> budget spent? -> one try, never two -> ListenBrainz

We are guests there and show no key: what ``X-RateLimit-*`` says is obeyed before it becomes a
429, the circuits and the budget are shared by all processes, and nothing is repeated, for
nothing here is urgent.

What does not belong here: Django, models, tastes, candidates, and anything about Spotify.
"""
