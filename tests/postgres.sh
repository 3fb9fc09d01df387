#!/bin/sh
# A PostgreSQL 17 with pgvector for tests and for trying things, on a free port of 127.0.0.1. It forgets everything when it stops.
#
#   tests/postgres.sh start [NAME [durable|large]]   prints a connection string; starts a server when none of this name runs
#   tests/postgres.sh stop [NAME]    stops it and deletes its data
#   tests/postgres.sh crash NAME     ends it as a power cut would; its data stays
#   tests/postgres.sh revive NAME    starts it again after a crash, on its port
#   tests/postgres.sh freeze NAME    stops all its processes where they are: it is there and does not answer
#   tests/postgres.sh thaw NAME      lets them go on
#
# In this order: $ARCHON_TEST_POSTGRES, which is printed as it is; a container, when a Docker engine answers; on Debian as root a
# small Debian of its own under .cache, which the first start takes a minute to make. NAME keeps servers apart; default: dev.
# A durable server flushes what it commits; measurements are made on one. A large one has
# 4 GB of buffers besides, for a million passages.
set -eu
root=$(CDPATH='' cd -- "$(dirname "$0")/.." && pwd -P)
cache=$root/.cache/postgres
system=$cache/trixie
name=${2:-dev}
state=$cache/run/$name
# Seen from inside the small Debian.
inside=/srv/$name

say() { printf '%s\n' "$*" >&2; }

give_up() { say "$*"; exit 1; }

connection() { # PORT PASSWORD
  printf 'Host=127.0.0.1;Port=%s;Username=postgres;Password=%s;Database=postgres\n' "$1" "$2"
}

random() { od -An -N16 -tx1 /dev/urandom | tr -d ' \n'; }

buffers=256MB
[ "${3:-}" != large ] || buffers=4GB
settings="-c listen_addresses=127.0.0.1 -c max_connections=300 -c shared_buffers=$buffers -c max_wal_size=4GB -c jit=off
  -c log_min_messages=fatal"
# What a test stores does not outlive its server, so nothing waits for a disk. Durability is PostgreSQL's to prove, not ours.
[ "${3:-}" = durable ] || [ "${3:-}" = large ] || settings="$settings -c fsync=off -c full_page_writes=off"

docker_answers() { command -v docker >/dev/null 2>&1 && docker info >/dev/null 2>&1; }

start_container() {
  password=$(random)
  # shellcheck disable=SC2086
  id=$(docker run -d -e POSTGRES_PASSWORD="$password" -p "127.0.0.1:$(free_port):5432" pgvector/pgvector:pg17 \
    postgres ${settings#*listen_addresses=127.0.0.1}) || give_up "Docker answers, but the container could not be started."
  port=$(docker port "$id" 5432/tcp | head -n 1 | sed 's/.*://')
  tries=0
  until docker exec "$id" pg_isready -h 127.0.0.1 -q; do
    tries=$((tries + 1))
    [ "$tries" -lt 120 ] || { docker rm -f "$id" >/dev/null; give_up "The container's PostgreSQL does not answer."; }
    sleep 0.5
  done
  mkdir -p "$state"
  echo "$id" >"$state/container"
  connection "$port" "$password" >"$state/connection"
}

# The mirror that this machine installs from.
mirror() {
  { apt-get indextargets --format '$(REPO_URI) $(LABEL)' 2>/dev/null | sed -n 's/ Debian$//p'
    cat /etc/apt/sources.list /etc/apt/sources.list.d/*.sources /etc/apt/sources.list.d/*.list 2>/dev/null |
      sed -n -e 's/^URIs: *\([^ ]*\).*/\1/p' -e 's/^deb \(\[[^]]*\] \)*\([^ ]*\).*/\2/p' | grep '/debian/*$'; } | head -n 1
}

install_system() {
  [ ! -x "$system/usr/lib/postgresql/17/bin/postgres" ] || return 0
  if ! command -v mmdebstrap >/dev/null 2>&1; then
    { apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends mmdebstrap; } >/dev/null 2>&1 ||
      give_up "mmdebstrap could not be installed; set ARCHON_TEST_POSTGRES to the connection string of a PostgreSQL 17 with pgvector."
  fi
  say "Making a small Debian with PostgreSQL 17 and pgvector (once, a minute)"
  mkdir -p "$cache"
  new=$(mktemp -d "$cache/new.XXXXXX")
  if ! mmdebstrap --quiet --variant=minbase --include=postgresql-17-pgvector trixie "$new" "$(mirror)" 2>"$cache/mmdebstrap.log"; then
    tail -n 5 "$cache/mmdebstrap.log" >&2
    rm -rf "$new"
    give_up "PostgreSQL could not be had; set ARCHON_TEST_POSTGRES to the connection string of a PostgreSQL 17 with pgvector."
  fi
  chmod 755 "$new"
  # Two at once: the first to finish wins.
  mv -T "$new" "$system" 2>/dev/null || rm -rf "$new"
}

as_postgres() { chroot --userspec=postgres:postgres "$system" env -i PATH=/usr/lib/postgresql/17/bin:/usr/bin:/bin LC_ALL=C.UTF-8 "$@"; }

free_port() { # one that nobody listens at; two starts at once may meet, then the server's own bind decides
  while :; do
    port=$((20000 + $(od -An -N2 -tu2 /dev/urandom) % 12000))
    grep -qi ":$(printf '%04X' "$port") " /proc/net/tcp /proc/net/tcp6 2>/dev/null || { echo "$port"; return; }
  done
}

start_system() {
  install_system
  password=$(random)
  rm -rf "$system$inside"
  mkdir -p "$system$inside" "$state"
  printf '%s\n' "$password" >"$system$inside/password"
  chroot "$system" chown -R postgres:postgres "$inside"
  as_postgres initdb -D "$inside/data" -U postgres -A scram-sha-256 --pwfile="$inside/password" --no-sync \
    --locale=C.UTF-8 -E UTF8 >"$state/initdb.log" 2>&1 || give_up "initdb failed: $(tail -n 3 "$state/initdb.log")"
  tries=0
  while :; do
    port=$(free_port)
    # shellcheck disable=SC2086
    as_postgres pg_ctl -D "$inside/data" -s -w -t 60 -l "$inside/log" \
      -o "$(echo $settings) -p $port -c unix_socket_directories=$inside" start >/dev/null 2>&1 && break
    tries=$((tries + 1))
    [ "$tries" -lt 5 ] || give_up "PostgreSQL does not start: $(tail -n 3 "$system$inside/log")"
  done
  echo "$port" >"$state/port"
  connection "$port" "$password" >"$state/connection"
}

known() { [ -f "$state/connection" ] || give_up "There is no server '$name'; start it first."; }

crash() {
  known
  if [ -f "$state/container" ]; then
    docker kill "$(cat "$state/container")" >/dev/null
  else
    as_postgres pg_ctl -D "$inside/data" -s -m immediate -t 30 stop
  fi
}

revive() {
  known
  if [ -f "$state/container" ]; then
    docker start "$(cat "$state/container")" >/dev/null
  else
    # shellcheck disable=SC2086
    as_postgres pg_ctl -D "$inside/data" -s -w -t 60 -l "$inside/log" \
      -o "$(echo $settings) -p $(cat "$state/port") -c unix_socket_directories=$inside" start >/dev/null 2>&1
  fi
}

# The postmaster first, so that it has no new child that goes on; and last when they wake.
freeze() {
  known
  if [ -f "$state/container" ]; then
    docker pause "$(cat "$state/container")" >/dev/null
  else
    postmaster=$(head -n 1 "$system$inside/data/postmaster.pid")
    kill -STOP "$postmaster"
    kill -STOP $(children "$postmaster") 2>/dev/null || true
  fi
}

thaw() {
  known
  if [ -f "$state/container" ]; then
    docker unpause "$(cat "$state/container")" >/dev/null
  else
    postmaster=$(head -n 1 "$system$inside/data/postmaster.pid")
    kill -CONT $(children "$postmaster") 2>/dev/null || true
    kill -CONT "$postmaster"
  fi
}

children() { # PID
  for stat in /proc/[0-9]*/stat; do
    sed -n "s/^\([0-9]*\) (.*) [A-Za-z] $1 .*/\1/p" "$stat" 2>/dev/null || true
  done
}

runs() {
  [ -f "$state/connection" ] || return 1
  if [ -f "$state/container" ]; then
    docker inspect "$(cat "$state/container")" >/dev/null 2>&1
  else
    as_postgres pg_ctl -D "$inside/data" status >/dev/null 2>&1
  fi
}

stop() {
  # What is frozen cannot end.
  (thaw) >/dev/null 2>&1 || true
  if [ -f "$state/container" ]; then
    docker rm -f "$(cat "$state/container")" >/dev/null 2>&1 || true
  elif [ -d "$system$inside" ]; then
    as_postgres pg_ctl -D "$inside/data" -s -m immediate -t 30 stop >/dev/null 2>&1 || true
    rm -rf "$system$inside"
  fi
  rm -rf "$state"
}

# What a test run that was killed has left behind: its name ends in the id of a process that is gone.
sweep() {
  for left in "$cache"/run/test-*; do
    [ -d "$left" ] || continue
    kill -0 "${left##*-}" 2>/dev/null || "$0" stop "${left##*/}"
  done
}

case ${1:-} in
  start)
    if [ -n "${ARCHON_TEST_POSTGRES:-}" ]; then
      printf '%s\n' "$ARCHON_TEST_POSTGRES"
      exit 0
    fi
    sweep
    if ! runs; then
      if docker_answers; then
        start_container
      elif [ -f /etc/debian_version ] && [ "$(id -u)" -eq 0 ]; then
        start_system
      else
        give_up "No PostgreSQL: set ARCHON_TEST_POSTGRES to the connection string of a PostgreSQL 17 with pgvector, or start Docker."
      fi
    fi
    cat "$state/connection"
    ;;
  stop)
    stop
    ;;
  crash | revive | freeze | thaw)
    "$1"
    ;;
  *)
    sed -n '2,12s/^# \{0,1\}//p' "$0" >&2
    exit 2
    ;;
esac
