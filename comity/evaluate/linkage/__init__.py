"""Who is who, measured: truth and addresses in, how well they are put together out."""

from __future__ import annotations
