"""One module a command; each holds ``command``. The list with their one-line help is ``cli.root.COMMANDS``."""
