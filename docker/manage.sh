#!/bin/sh
# Runs a command of manage.py where the service is: in the containers while they run, else on the
# data that `make run` keeps.
#
#   manage.sh COMMAND [ARGUMENT...]
set -eu
cd "$(dirname "$0")/.."

containers_run() { [ -n "$(docker compose ps --quiet --status running web 2>/dev/null)" ]; }

if ! containers_run; then
    make --no-print-directory install
    exec .venv/bin/python -m devstack.manage "$@"
fi

echo "In the containers, which run:" >&2
[ -t 0 ] && terminal="" || terminal=--no-TTY
# shellcheck disable=SC2086 # one word or none
case $1 in
# As at each start: by the service that is for it.
migrate) exec docker compose run --rm --no-deps $terminal migrate ;;
*) exec docker compose exec $terminal web python manage.py "$@" ;;
esac
