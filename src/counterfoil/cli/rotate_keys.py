"""`counterfoil rotate-keys`: a new key for the tokens, while everything goes on."""

from datetime import UTC, datetime

import typer

from counterfoil import config
from counterfoil.cli.saying import say, wrong
from counterfoil.xero.rotation import rotate

app = typer.Typer()


@app.command()
def rotate_keys() -> None:
    """Make a new key, encrypt every token anew, throw the old key away. Broken off, it goes on where it stopped.

    Back up the key file afterwards, apart from the database. A database backup from before cannot be read with the new
    key: after restoring one, the firms connect again.

    Exit codes: 0 done, 1 the old key has to stay, because something is still written with it; run it again.
    """
    done = rotate(settings=config.load(), at=datetime.now(UTC))
    say(f"{'Went on with' if done.resumed else 'Made'} key {done.key}; {done.written} secrets written anew.")
    if done.lost:
        wrong(f"{done.lost} secrets cannot be read with any key here. Those firms have to connect again.")
    if not done.retired:
        wrong("The old key stays for now. Run this again.")
        raise typer.Exit(1)
    say(f"Retired: key {', '.join(done.retired)}. Back up the key file now.")
