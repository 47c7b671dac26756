"""Which items go together, learned from what listeners did.

Pure: no framework and no database in here. The modules, in the order of the work:

``feedback``    what one listener did with an item, as one count; counts as weights
``matrix``      all listeners' counts as a sparse matrix; the same weights
``neighbours``  a ridge regression for each item on its most similar items: links
``links``       links, cut to the strongest of each item: the form that is stored
``on_spark``    the last two on Apache Spark
``scoring``     a listener's history times those lists: scores and what caused them
``discovery``   the same scores turned towards the lesser known and the unlike
``reception``   how well each track is taken, whoever listens

``feedback``, ``scoring`` and ``discovery`` serve requests and do without numpy. This package
does not gather the names of the others, so that serving never loads it.
"""
