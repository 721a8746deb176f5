"""Small programs that are measured beside joblog. They run in the Python of the peers, on their own."""
