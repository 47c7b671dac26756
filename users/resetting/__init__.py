"""A forgotten password: a link by mail, and the new password that it is good for.

As OWASP's Forgot Password Cheat Sheet has it: the answer to a request, and the work it takes, are
the same whether or not there is such an account; a link works once and ends soon; a mail says
afterwards that the password was changed; nobody is logged in by it.
"""
