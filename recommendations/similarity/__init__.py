"""Learned similarity in service: trained in the background, stored by version, asked for lists.

``telling``   what each listener told of each item, deeds and words as one
``training``  from everyone's activity to a stored version; the only module that loads numpy
``versions``  which version is served; activation, rollback
``store``     the neighbour lists of a version, written and read
``serving``   from what a listener did to candidates that say why
``related``   what goes with one track
``reception`` how well each track is taken

What is learned, and how well, is in ``recommendations/learning/`` and ``docs/quality.md``.
"""
