#!/bin/sh
# Replaces what runs by this checkout, without a failed request. The migrations must suit the
# running release, too; docs/operations.md tells what that means.
set -eu
cd "$(dirname "$0")/.."

containers() { docker compose ps --quiet "$1"; }
count() { containers "$1" | wc -l; }

# As in setup.sh: what was pulled under umask 077 could not be read in containers.
chmod -R a+rX nginx.conf docker

before=$(containers web)
webs=$(count web)
[ "$webs" -gt 0 ] || { echo "Nothing runs; start it by: docker compose up --detach --wait" >&2; exit 1; }

docker compose build
docker compose run --rm --no-deps migrate
docker compose run --rm --no-deps static

echo "Starting $webs new web containers beside the old."
docker compose up --detach --no-deps --no-recreate --wait --scale "web=$((webs * 2))" web

echo "Draining and stopping the old."
# shellcheck disable=SC2086 # ids and addresses, one word each
{
    addresses=$(docker inspect --format '{{range .NetworkSettings.Networks}}{{.IPAddress}} {{end}}' $before)
    docker compose exec -T nginx /docker-entrypoint.d/90-follow-web.sh drain $addresses
    docker stop --time 30 $before >/dev/null
    docker rm $before >/dev/null
}
docker compose exec -T nginx /docker-entrypoint.d/90-follow-web.sh drain

training=$(docker compose ps --services | grep -x celery-training || true)
# shellcheck disable=SC2086 # a name or nothing
docker compose up --detach --no-deps --wait --scale "celery=$(count celery)" celery celery-beat $training
echo "Upgraded."
