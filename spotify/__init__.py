"""The only package that speaks HTTP to Spotify.

Start at ``client.build_client``: it takes a ``config.SpotifyConfig`` and a ``redis.Redis`` and
gives a ``client.SpotifyClient`` whose methods return the dataclasses of ``payloads`` or raise
one of ``errors``. A call passes, in this order::

    client -> gate: circuit open? -> budget spent? -> token -> transport -> Spotify

What the processes must agree on (token, circuits, budget, capabilities) lies in the store of
``common.upstream``: in Redis, under keys that start with ``spotify:`` and always expire, and in
this process's memory while Redis is away.

What does not belong here: Django, models, tastes, candidates, and any other rule about music.
"""
