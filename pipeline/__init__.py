"""Minutebook: questions asked of council minutes.

a PDF -> Pages of Words -> Document (one text + where it stands) -> Meeting, Items -> facts and Mentions -> rows in SQLite -> Datasette
"""

__version__ = "0.1.0"
