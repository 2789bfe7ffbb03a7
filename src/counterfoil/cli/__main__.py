"""`python -m counterfoil.cli` is the command `counterfoil`."""

from counterfoil.cli.main import main

main()
