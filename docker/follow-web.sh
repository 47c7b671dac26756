#!/bin/sh
# Tells Nginx which web containers there are: Nginx asks the name server only at its start, and a
# container that was added, replaced or restarted may have another address.
#
# Runs beside Nginx. By hand, `follow-web.sh drain ADDRESS...` takes web containers out before they
# are stopped, so that no request is on its way to them when they end; without addresses, all are in.
set -eu

servers=/tmp/web.servers
drained=/tmp/web.drained
pause=2

write_servers() {
    touch "$drained"
    getent ahostsv4 web | awk '{ print $1 }' | sort -u | grep -vxFf "$drained" \
        | sed 's/.*/server &:8000;/' > "$servers.new" || true
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
