"""The admin as a whole: its start page, its navigation, and pages of tables that no app owns.

Each app registers its own models in its own ``admin``.
"""
