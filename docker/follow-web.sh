#!/bin/sh
# Tells Nginx which web containers there are: Nginx asks the name server only at its start, and a
# container that was added, replaced or restarted may have another address. A new one is let in once
# it answers: its name is known before it listens.
#
# Runs beside Nginx. By hand, `follow-web.sh drain ADDRESS...` takes web containers out before they
# are stopped, so that no request is on its way to them when they end; without addresses, all are in.
set -eu

servers=/tmp/web.servers
drained=/tmp/web.drained
pause=2

answers() { timeout 2 wget -q -O /dev/null "http://$1:8000/health/live"; }

web_addresses() { getent ahostsv4 web | awk '{ print $1 }' | sort -u | grep -vxFf "$drained"; }

write_servers() {
    touch "$drained" "$servers"
    for address in $(web_addresses); do
        line="server $address:8000;"
        if grep -qxF "$line" "$servers" || answers "$address"; then echo "$line"; fi
    done > "$servers.new"
    # An upstream must not be empty. Nothing listens here, so Nginx answers 503.
    [ -s "$servers.new" ] || echo 'server 127.0.0.1:1;' > "$servers.new"
}

follow() {
    while sleep "$pause"; do
        write_servers
        cmp -s "$servers.new" "$servers" && continue
        cp "$servers.new" "$servers"
        nginx -s reload || true
    done
}

case "${1:-start}" in
start)
    write_servers
    cp "$servers.new" "$servers"
    follow &
    ;;
drain)
    shift
    printf '%s\n' "$@" | sed '/^$/d' > "$drained"
    sleep $((pause * 2))
    ;;
esac
