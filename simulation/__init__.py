"""A firm's week in virtual time: the sender to Xero under every fault we know, and an oracle that looks afterwards."""
