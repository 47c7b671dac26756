"""Guessing passwords is slowed down without letting a stranger shut anyone out.

Failed log-ins are counted by name and client: five in a quarter of an hour, and that client must
wait. Counted by name alone, fifty in an hour from anywhere close the name to clients it was never
entered from; whoever has logged in from a place lately still gets in there, as OWASP proposes
against lock-outs by strangers (device cookies), with the network in the cookie's place. Both
together stay below the hundred failures an hour and account of OWASP ASVS 4.0.3, 2.2.1.

Names nobody has are counted alike, so a lock tells nothing. docs/decisions has the reasons.
"""
