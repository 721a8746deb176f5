"""Repeatable benchmarks of joblog, with its peers beside it. ``python -m benchmarks`` runs them; see README.md."""
