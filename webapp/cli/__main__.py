"""`python -m webapp.cli` is `scenebridge`."""

from webapp.cli import main

main(prog_name="scenebridge")
