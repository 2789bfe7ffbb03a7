"""Every named check finds what it is for, one file for each of theirs."""
