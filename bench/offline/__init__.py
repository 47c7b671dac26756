"""Offline evaluation of recommenders: fixed splits, full ranking, the field's metrics."""
