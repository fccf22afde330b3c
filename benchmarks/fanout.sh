#!/usr/bin/env bash
# Measures the server against the least that a broadcast can cost: a load generator and a "floor" server in C, interleaved
# with the real one (A B A B), medians, CPU without the JIT's threads. Linux, gcc and a JDK. See README.md here.
set -euo pipefail

root=$(CDPATH='' cd "$(dirname "$0")/.." && pwd -P)
bench=${BENCH:-}
jar=${JAR:-}
runs=${RUNS:-5}
warm=${WARM:-2000}
data=${DATA:-memory}
java_options=${JAVA_OPTIONS:--Xms512m -Xmx512m -XX:-UseDynamicNumberOfCompilerThreads}
all_rows="burst1k burst10k one1k one10k rate20 rate100 slow leave idle"

usage() {
  cat >&2 <<TEXT
usage: BENCH=FOLDER [RUNS=5] [WARM=2000] [JAR=FILE] [DATA=memory|FOLDER] [JAVA_OPTIONS=...] [EXTRA_YAML=FILE] $0 [ROW...]
  BENCH  the folder with sseload.c and floor.c
  JAR    the server (default: the command line's runnable jar under cli/target)
  DATA   where the server's stores are; memory keeps nothing
  ROW    of: $all_rows (default: all)
TEXT
  exit 2
}

[ -f "$bench/sseload.c" ] && [ -f "$bench/floor.c" ] || usage
jar=${jar:-$(ls -t "$root"/cli/target/rillway-cli-*-runnable.jar 2>/dev/null | head -n 1)}
[ -f "$jar" ] || { echo "no server to measure (expected: ./mvnw -pl cli -am package, or JAR=FILE)" >&2; exit 2; }
read -ra rows <<<"${*:-$all_rows}"
java=${JAVA_HOME:+$JAVA_HOME/bin/}java

work=$(mktemp -d)
pids=()
cleanup() {
  for pid in "${pids[@]}"; do kill "$pid" 2>/dev/null || true; done
  wait 2>/dev/null || true
  rm -rf "$work"
}
trap cleanup EXIT
ulimit -n "$(ulimit -Hn)"

gcc -O2 -o "$work/sseload" "$bench/sseload.c" -lpthread
gcc -O2 -o "$work/floor" "$bench/floor.c" -lpthread
raw=${RAW:-$work/raw.jsonl}
: >>"$raw"

# --- servers ---------------------------------------------------------------------------------------------------------

port=$((20000 + RANDOM % 10000))
"$work/floor" -p "$port" &
floor=$!
pids+=("$floor")

# One principal may read and publish what is measured; every stream is narrowed by topic and by type.
cat >"$work/rillway.yaml" <<YAML
auth:
  tokens:
    - {token: bench-token, principal: bench, grants: ["bench/**", "user/bench/**"], publish: ["bench/**"]}
YAML
[ -z "${EXTRA_YAML:-}" ] || cat "$EXTRA_YAML" >>"$work/rillway.yaml"

server=
url=
start_server() { # java options...
  url=
  : >"$work/server.log"
  "$java" "$@" -jar "$jar" serve "$work/rillway.yaml" --port 0 --data "$data" >"$work/server.log" 2>&1 &
  server=$!
  pids+=("$server")
  for _ in $(seq 150); do
    url=$(sed -n 's/^Rillway listens on //p' "$work/server.log" | head -n 1)
    [ -z "$url" ] || return 0
    kill -0 "$server" 2>/dev/null || break
    sleep 0.2
  done
  cat "$work/server.log" >&2
  exit 1
}
stop_server() {
  kill "$server"
  wait "$server" 2>/dev/null || true
}

# --- one run ---------------------------------------------------------------------------------------------------------

on_floor() { # sseload's options...
  "$work/sseload" -u "http://127.0.0.1:$port/events" -p "http://127.0.0.1:$port/publish" --server-pid "$floor" "$@"
}
on_server() {
  "$work/sseload" -u "$url/api/v1/events/stream?topic=bench/a&events=tick" -p "$url/api/v1/events" \
    -H "Authorization: Bearer bench-token" --publish-header "Authorization: Bearer bench-token" \
    --template '{"topic":"bench/a","type":"tick","data":{"m":"SSEL","s":%S,"t":%T,"p":"%P"}}' \
    --server-pid "$server" "$@"
}
field() { # name, from a line of JSON
  sed -n "s/.*\"$1\":\(-\{0,1\}[0-9.e+]*\).*/\1/p"
}
keep() { # row, who; the line on standard input
  local line
  line=$(cat)
  printf '%s %s %s\n' "$1" "$2" "$line" >>"$raw"
  printf '%s %s %s\n' "$1" "$2" "$line" >>"$work/lines"
  printf '  %-9s %-8s %9s/s  cpu/M %6s  p50 %8s us  p99 %8s us  post %7s us  lost %s\n' "$1" "$2" \
    "$(field deliveries_per_s <<<"$line")" "$(field cpu_s_per_m_nojit <<<"$line")" "$(field p50_us <<<"$line")" \
    "$(field p99_us <<<"$line")" "$(field post_p50_us <<<"$line")" "$(field lost <<<"$line")" >&2
}
interleaved() { # row, floor's options --, server's options
  local row=$1 floor_options=() run
  shift
  while [ "$1" != -- ]; do floor_options+=("$1"); shift; done
  shift
  for run in $(seq "$runs"); do
    on_floor "${floor_options[@]}" | keep "$row" floor
    on_server "$@" | keep "$row" rillway
  done
}
same() { # row, options: the same work for both
  local row=$1
  shift
  interleaved "$row" "$@" -- "$@"
}

# --- the table -------------------------------------------------------------------------------------------------------

median() { # row, who, field
  sed -n "s/^$1 $2 //p" "$work/lines" | field "$3" | sort -g | awk '{v[NR]=$1} END {if (NR) print (NR % 2) ? v[(NR+1)/2] : (v[NR/2]+v[NR/2+1])/2}'
}
ratio() { awk -v a="$1" -v b="$2" 'BEGIN {printf "%.2f", (b ? a / b : 0)}'; }
verdict() { # value, least|most, must
  awk -v v="$1" -v m="$3" -v k="$2" 'BEGIN {print (k == "least" ? v >= m : v <= m) ? "yes" : "**no**"}'
}
row() { # work, floor, rillway, result, least|most, must, aim
  printf '| %s | %s | %s | %s | %s | %s | %s |\n' "$1" "$2" "$3" "$4" "$6" "$7" "$(verdict "${4%x}" "$5" "${6%x}")" >>"$work/table"
}
against_floor() { # work, row, field, least|most, must, aim
  local a b
  a=$(median "$2" floor "$3") b=$(median "$2" rillway "$3")
  row "$1" "$a" "$b" "$(ratio "$b" "$a")x" "$4" "$5" "$6"
}

printf '| work | floor | rillway | result | must | aim | met |\n|---|---|---|---|---|---|---|\n' >"$work/table"
: >"$work/lines"

# --- rows ------------------------------------------------------------------------------------------------------------

burst1k() {
  interleaved burst1k -n 1000 -w 64 -m 600 --warmup 64 -- -n 1000 -w 64 -m 2000 --warmup 64
  against_floor "burst, 1000 subscribers, window 64: deliveries/s" burst1k deliveries_per_s least 10x 14x
  against_floor "the same: CPU-s per million deliveries" burst1k cpu_s_per_m_nojit most 0.15x 0.1x
}
burst10k() {
  interleaved burst10k -n 10000 -w 16 -m 48 --warmup 4 -- -n 10000 -w 16 -m 200 --warmup 32
  against_floor "burst, 10 000 subscribers, window 16: deliveries/s" burst10k deliveries_per_s least 6x 8x
}
one1k() {
  same one1k -n 1000 -w 1 -m 400 --warmup 20
  against_floor "one at a time, 1000 subscribers: deliveries/s" one1k deliveries_per_s least 0.9x 1.1x
  against_floor "the same: CPU-s per million deliveries" one1k cpu_s_per_m_nojit most 2.0x 1.4x
}
one10k() {
  same one10k -n 10000 -w 1 -m 40 --warmup 4
  against_floor "one at a time, 10 000 subscribers: deliveries/s" one10k deliveries_per_s least 0.9x 1.4x
  row "the same: publish answer p50, us" "$(median one10k floor post_p50_us)" - "$(median one10k rillway post_p50_us)" most 1000 500
}
rate20() {
  same rate20 -n 1000 -r 20 -m 100 --warmup 20
  against_floor "20 events/s to 1000: p99 publish to receive, us" rate20 p99_us most 1.5x 1.0x
}
rate100() {
  same rate100 -n 1000 -r 100 -m 500 --warmup 20
  against_floor "100 events/s to 1000: p99 publish to receive, us" rate100 p99_us most 1.5x 1.0x
}
slow() {
  local run growth worst=0 with without
  for run in $(seq "$runs"); do
    on_server -n 1000 -s 16384 -w 16 -m 4096 --timeout 120 | keep slow without
    on_server -n 1000 -s 16384 -w 16 -m 4096 --timeout 120 --slow 50 --drain 10 | keep slow with
  done
  without=$(median slow without deliveries_per_s) with=$(median slow with deliveries_per_s)
  # The same number of others: 950 share what 1000 had.
  row "50 of 1000 stop reading, 64 MiB in 16 KiB events: rate of the others" "$without" "$with" "$(ratio "$with" "$without")x" least 0.95x 0.99x
  for growth in $(sed -n 's/^slow with //p' "$work/lines" | awk '{
      match($0, /"rss_idle_kb":[0-9]+/); a = substr($0, RSTART + 14, RLENGTH - 14);
      match($0, /"rss_peak_kb":[0-9]+/); b = substr($0, RSTART + 14, RLENGTH - 14);
      print int((b - a) / 1024)}'); do
    [ "$growth" -le "$worst" ] || worst=$growth
  done
  row "the same: growth of RSS, MiB (the worst run)" - - "$worst" most 64 64
}
leave() {
  local before after
  before=$(find "/proc/$server/fd" -type l 2>/dev/null | wc -l)
  on_server -n 500 --hold 1 >/dev/null
  sleep 3
  after=$(find "/proc/$server/fd" -type l 2>/dev/null | wc -l)
  row "500 idle subscribers close: descriptors left after 3 s with nothing published" - "$before -> $after" \
    "$((after > before ? after - before : 0))" most 0 0
}
live_heap() { "${java%java}jcmd" "$server" GC.class_histogram | awk '/^Total/ {print $3}'; }
idle() { # a fresh server beside the warm one, with a heap that grows as it needs
  local before line heap rss warm_server=$server warm_url=$url
  start_server -Xmx512m
  on_server -n 10000 --hold 3 --idle-cmd "${java%java}jcmd $server GC.class_histogram >$work/histogram" >"$work/idle"
  line=$(cat "$work/idle")
  printf 'idle rillway %s\n' "$line" >>"$raw"
  sleep 3
  before=$(live_heap)
  heap=$(awk -v b="$before" '/^Total/ {printf "%.1f", ($3 - b) / 10000 / 1024}' "$work/histogram")
  rss=$(field rss_per_conn_b <<<"$line" | awk '{printf "%.1f", $1 / 1024}')
  row "10 000 idle subscribers: live heap each, KiB" - - "$heap" most 6 4
  row "the same: RSS each, KiB" - - "$rss" most 10 7
  stop_server
  server=$warm_server url=$warm_url
}

# shellcheck disable=SC2086
start_server $java_options
echo "warming ($((warm / 1000)) million deliveries one by one, as many in bursts)" >&2
on_server -n 1000 -w 1 -m "$warm" --timeout 120 >/dev/null
on_server -n 1000 -w 64 -m "$warm" --timeout 120 >/dev/null

for name in "${rows[@]}"; do
  case " $all_rows " in
    *" $name "*) "$name" ;;
    *) usage ;;
  esac
done

echo
echo "$(date -u +%F), $(nproc) cores $(sed -n 's/^model name.*: //p' /proc/cpuinfo | head -n 1), Linux $(uname -r), $("$java" -version 2>&1 | sed -n 's/.*Runtime Environment //p'), $(gcc --version | head -n 1)"
echo "data $data, $runs runs, $java_options"
echo
cat "$work/table"
