#!/bin/sh
# From a clone to a running service. Safe to run again: what is there is kept.
set -eu
cd "$(dirname "$0")"
umask 077 # .env holds secrets

say() { printf '%s\n' "$*"; }
fail() { say "$*" >&2; exit 1; }

check_prerequisites() {
    command -v docker >/dev/null || fail "Docker is missing: https://docs.docker.com/engine/install/"
    docker compose version >/dev/null 2>&1 \
        || fail "Docker Compose 2 is missing: https://docs.docker.com/compose/install/"
    docker info >/dev/null 2>&1 || fail "The Docker engine does not answer. Does it run, and may you use it?"
}

random() { od -An -N32 -tx1 /dev/urandom | tr -d ' \n'; }

# The value of a variable in .env, without the quotes that may stand around it.
value() { sed -n "s/^$1=//p" .env | tail -n 1 | tr -d "\"'"; }

set_value() {
    grep -v "^$1=" .env > .env.new || true
    printf '%s=%s\n' "$1" "$2" >> .env.new
    mv .env.new .env
}

# Only what is empty is filled in.
fill() { [ -n "$(value "$1")" ] || set_value "$1" "$2"; }

make_environment() {
    if [ ! -e .env ]; then
        if docker volume inspect music-discovery_db >/dev/null 2>&1; then
            fail "There is a database, but no .env with its password. Restore .env, or remove the" \
                "data for good by: docker volume rm music-discovery_db music-discovery_redis"
        fi
        cp .env.example .env
        say "Made .env with fresh secrets."
    fi
    for secret in SECRET_KEY POSTGRES_PASSWORD REDIS_PASSWORD; do
        [ -n "$(value "${secret}_FILE")" ] || fill "$secret" "$(random)"
    done
}

# Beside the profiles that are there.
add_profile() {
    profiles=$(value COMPOSE_PROFILES)
    case ",$profiles," in
    *",$1,"*) ;;
    *) set_value COMPOSE_PROFILES "${profiles:+$profiles,}$1" ;;
    esac
}

# A clone under umask 077 keeps these to its owner; in containers others read them.
open_mounted_files() { chmod -R a+rX nginx.conf docker; }

choose_spotify() {
    [ -z "$(value SPOTIFY_CLIENT_ID)" ] || return 0
    add_profile standin
    set_value SPOTIFY_API_URL http://standin:9000/v1
    set_value SPOTIFY_ACCOUNTS_URL http://standin:9000
    set_value SPOTIFY_CLIENT_ID standin-id
    set_value SPOTIFY_CLIENT_SECRET standin-secret
    say "No SPOTIFY_CLIENT_ID in .env: a stand-in for Spotify will run, with about 3,300 tracks."
}

manage() { docker compose exec -T "$@"; }

create_admin() {
    manage -e DJANGO_SUPERUSER_PASSWORD web python manage.py createsuperuser --no-input \
        --username "$1" --email "$1@example.org" >/dev/null
}

make_admin() {
    query='from users.models import User; raise SystemExit(not User.objects.filter(is_superuser=True).exists())'
    if manage web python manage.py shell -v 0 -c "$query" 2>/dev/null; then
        admin="the account that you made before"
        return
    fi
    DJANGO_SUPERUSER_PASSWORD=$(random | cut -c 1-20)
    export DJANGO_SUPERUSER_PASSWORD # named below, not shown: arguments are visible to all
    name="admin"
    if ! create_admin "$name" 2>/dev/null; then
        name=admin-$(random | cut -c 1-6) # somebody who is none has the other
        create_admin "$name"
    fi
    admin="user $name, password $DJANGO_SUPERUSER_PASSWORD (shown this once)"
}

check_prerequisites
make_environment
choose_spotify
open_mounted_files
docker compose build
# Migrations are a step of their own that everything else waits for.
docker compose up --detach --wait
make_admin

port=$(value HTTP_PORT)
port=${port##*:}
[ "${port:-80}" = 80 ] && site=http://127.0.0.1 || site=http://127.0.0.1:$port
say "
  API     $site/api/
  Admin   $site/admin/  $admin
  Health  $site/health/ready
  Logs    docker compose logs --follow

docs/operations.md tells how to upgrade, scale, back up and restore."
