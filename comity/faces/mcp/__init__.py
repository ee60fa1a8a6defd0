"""The book for an assistant: what a model may be shown, over the Model Context Protocol."""

from __future__ import annotations
