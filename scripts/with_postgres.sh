#!/usr/bin/env bash
# Runs a command with DATABASE_URL set to a private PostgreSQL, which is stopped and removed afterwards, whatever happens.
set -euo pipefail

find_binaries() {
    local folder
    for folder in "${PG_BIN:-}" /usr/lib/postgresql/*/bin /opt/homebrew/opt/postgresql*/bin /usr/local/opt/postgresql*/bin; do
        [[ -x $folder/initdb ]] && echo "$folder" && return
    done
    return 1
}

install_postgres() {
    [[ $(id -u) == 0 ]] && command -v apt-get >/dev/null || return 1
    mkdir -p /etc/postgresql-common
    # Without this, Debian starts a server of its own.
    [[ -e /etc/postgresql-common/createcluster.conf ]] ||
        echo "create_main_cluster = false" >/etc/postgresql-common/createcluster.conf
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends postgresql >/dev/null
}

# PostgreSQL refuses to run as root, and its owner may not be able to enter the current folder.
as_owner() (
    cd /
    if [[ $(id -u) == 0 ]]; then runuser -u postgres -- "$@"; else "$@"; fi
)

stop() {
    as_owner "$binaries/pg_ctl" -D "$folder/data" -m immediate stop >/dev/null 2>&1 || true
    rm -rf "$folder"
}

binaries=$(find_binaries) || { install_postgres && binaries=$(find_binaries); } || {
    echo "PostgreSQL is needed; install it (Debian: sudo apt-get install postgresql) or set PG_BIN to its bin folder." >&2
    exit 1
}
folder=$(mktemp -d)
trap stop EXIT
trap 'exit 130' INT TERM
if [[ $(id -u) == 0 ]]; then chown postgres "$folder"; fi
port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')

as_owner "$binaries/initdb" -D "$folder/data" -U milepost -A trust -E UTF8 --locale=C.UTF-8 --no-sync >/dev/null
# The data are thrown away, so nothing waits for the disk. Vacuuming after a test's rows were rolled back would tell the
# planner that the tables are empty, and a join within the next test's transaction would take hours.
as_owner "$binaries/pg_ctl" -D "$folder/data" -w -l "$folder/log" start >/dev/null -o \
    "-p $port -k $folder -c listen_addresses=127.0.0.1 -c autovacuum=off \
     -c fsync=off -c synchronous_commit=off -c full_page_writes=off"

export DATABASE_URL="postgresql://milepost@127.0.0.1:$port/postgres"
"$@"
