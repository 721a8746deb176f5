"""All views that a person has: built in, shared through the store, private in their configuration directory."""
