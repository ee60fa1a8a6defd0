"""What somebody adds who follows CONTRIBUTING.md: ``test_recipes`` puts each where it belongs."""

from __future__ import annotations
