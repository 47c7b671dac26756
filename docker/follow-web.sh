#!/bin/sh
# Tells Nginx which web containers there are: Nginx asks the name server only at its start, and a
# container that was added, replaced or restarted may have another address. A new one is let in once
# it answers: its name is known before it listens.
#
# Runs beside Nginx, round after round; a round that fails is said and tried again, and the health
# check looks at when one last succeeded. By hand, `follow-web.sh drain ADDRESS...` takes web
# containers out before they are stopped, so that no request is on its way to them when they end;
# without addresses, all are in.
set -eu

# A small place of its own: /tmp holds request bodies and may be full.
state=/run/web
servers=$state/servers # what Nginx reads
told=$state/told       # what Nginx was last told to read
found=$state/found     # what this round has found
drained=$state/drained
alive=$state/alive
pause=2

answers() { timeout 2 wget -q -O /dev/null "http://$1:8000/health/live"; }

web_addresses() { getent ahostsv4 web | awk '{ print $1 }' | sort -u | grep -vxFf "$drained"; }

find_servers() {
    touch "$drained" "$servers" || return
    for address in $(web_addresses); do
        line="server $address:8000;"
        if grep -qxF "$line" "$servers" || answers "$address"; then echo "$line"; fi
    done > "$found" || return
    # An upstream must not be empty. Nothing listens here, so Nginx answers 503.
    [ -s "$found" ] || echo 'server 127.0.0.1:1;' > "$found"
}

# Nginx is told again in the next round unless it has taken the news.
tell_nginx() {
    cmp -s "$found" "$told" && return
    cp "$found" "$servers" && nginx -s reload && cp "$found" "$told"
}

follow() {
    while :; do
        sleep "$pause"
        if find_servers && tell_nginx && touch "$alive"; then continue; fi
        echo "follow-web: this round failed, the next is in $pause seconds" >&2
    done
}

case "${1:-start}" in
start)
    find_servers
    cp "$found" "$servers"
    cp "$found" "$told"
    follow &
    ;;
drain)
    shift
    printf '%s\n' "$@" | sed '/^$/d' > "$drained"
    sleep $((pause * 2))
    ;;
esac
