"""The subcommands of `checkbot`, a module for each group."""
