"""What the apps' pages of the admin are made of."""

from common.admin.audit import note
from common.admin.base import LargeTable, LookOnly, ModelAdmin
from common.admin.export import csv_answer, export_csv
from common.admin.links import link, url_of, url_of_list, user_link
from common.admin.operations import operation
from common.admin.searching import numbered, of_user

__all__ = [
    "LargeTable",
    "LookOnly",
    "ModelAdmin",
    "csv_answer",
    "export_csv",
    "link",
    "note",
    "numbered",
    "of_user",
    "operation",
    "url_of",
    "url_of_list",
    "user_link",
]
