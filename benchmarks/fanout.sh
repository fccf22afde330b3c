#!/usr/bin/env bash
# Measures the server against the least that a broadcast can cost: a load generator and a "floor" server in C, interleaved
# with the real one (A B A B), medians, CPU without the JIT's threads; beside it the same server with its log on disk, and
# nginx with nchan where that is installed. Linux, gcc and a JDK. See README.md here.
set -euo pipefail

root=$(CDPATH='' cd "$(dirname "$0")/.." && pwd -P)
bench=${BENCH:-}
jar=${JAR:-}
runs=${RUNS:-5}
side_runs=${SIDE_RUNS:-3}
pairs=${PAIRS:-20}
warm=${WARM:-2000}
sides=${SIDES-os disk nchan4}
java_options=${JAVA_OPTIONS:--Xms512m -Xmx512m -XX:-UseDynamicNumberOfCompilerThreads}
all_rows="burst1k burst10k one1k one10k rate20 rate100 slow leave idle"

usage() {
  cat >&2 <<TEXT
usage: BENCH=FOLDER [RUNS=5] [SIDES="os disk nchan4"] [SIDE_RUNS=3] [PAIRS=20] [WARM=2000] [JAR=FILE] [JAVA_OPTIONS=...] [RAW=FILE] $0 [ROW...]
  BENCH  the folder with sseload.c and floor.c
  SIDES  what is measured beside: os, disk (the log on disk, with that sync) and nchan4 (nginx with nchan, 4 workers)
  PAIRS  of runs, with and without subscribers that stop reading
  JAR    the server (default: the command line's runnable jar under cli/target)
  RAW    keeps the generator's lines
  ROW    of: $all_rows (default: all)
TEXT
  exit 2
}

[ -f "$bench/sseload.c" ] && [ -f "$bench/floor.c" ] || usage
jar=${jar:-$(ls -t "$root"/cli/target/rillway-cli-*-runnable.jar 2>/dev/null | head -n 1)}
[ -f "$jar" ] || { echo "no server to measure (expected: ./mvnw -pl cli -am package, or JAR=FILE)" >&2; exit 2; }
read -ra rows <<<"${*:-$all_rows}"
for name in "${rows[@]}"; do case " $all_rows " in *" $name "*) ;; *) usage ;; esac; done
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
jcmd=${java%java}jcmd

work=$(mktemp -d)
declare -A pid=() url=()
cleanup() {
  for who in "${!pid[@]}"; do kill "${pid[$who]%%,*}" 2>/dev/null || true; done
  wait 2>/dev/null || true
  rm -rf "$work"
}
trap cleanup EXIT
ulimit -n "$(ulimit -Hn)"

gcc -O2 -o "$work/sseload" "$bench/sseload.c" -lpthread
gcc -O2 -o "$work/floor" "$bench/floor.c" -lpthread
raw=${RAW:-$work/raw}
: >>"$raw"
: >"$work/lines"

# --- servers ---------------------------------------------------------------------------------------------------------

base_port=$((20000 + RANDOM % 10000))
start_floor() {
  "$work/floor" -p "$base_port" &
  pid[floor]=$!
}

# One principal may read and publish what is measured; every stream is narrowed by topic and by type.
start_rillway() { # who, memory|os|disk, java options...
  local who=$1 sync=$2 data=memory
  shift 2
  mkdir -p "$work/$who"
  cat >"$work/$who/rillway.yaml" <<YAML
auth:
  tokens:
    - {token: bench-token, principal: bench, grants: ["bench/**", "user/bench/**"], publish: ["bench/**"]}
YAML
  [ "$sync" = memory ] || { echo "log: {sync: $sync}" >>"$work/$who/rillway.yaml"; data=$work/$who/data; }
  : >"$work/$who/out"
  "$java" "$@" -jar "$jar" serve "$work/$who/rillway.yaml" --port 0 --data "$data" >"$work/$who/out" 2>&1 &
  pid[$who]=$!
  for _ in $(seq 150); do
    url[$who]=$(sed -n 's/^Rillway listens on //p' "$work/$who/out" | head -n 1)
    [ -z "${url[$who]}" ] || return 0
    kill -0 "${pid[$who]}" 2>/dev/null || break
    sleep 0.2
  done
  cat "$work/$who/out" >&2
  exit 1
}
start_nchan4() {
  local module=
  for module in /usr/lib/nginx/modules/ngx_nchan_module.so /usr/lib64/nginx/modules/ngx_nchan_module.so; do
    [ ! -f "$module" ] || break
  done
  if ! command -v nginx >/dev/null || [ ! -f "$module" ]; then
    echo "nchan is not installed: left out (Debian: nginx-light libnginx-mod-nchan)" >&2
    return 0
  fi
  mkdir -p "$work/nchan4"
  sed -e "s#@PORT@#$((base_port + 1))#" -e "s#@MODULE@#$module#" "$root/benchmarks/nchan.conf" >"$work/nchan4/nginx.conf"
  nginx -p "$work/nchan4/" -c "$work/nchan4/nginx.conf" 2>/dev/null &
  local master=$! workers=
  for _ in $(seq 50); do
    workers=$(pgrep -P "$master" | paste -sd, || true)
    [ "$(tr -cd , <<<"$workers" | wc -c)" -lt 3 ] || break
    sleep 0.1
  done
  if [ -z "$workers" ]; then
    echo "nginx did not start: nchan is left out; $(cat "$work/nchan4/error.log" 2>/dev/null | tail -n 1)" >&2
    return 0
  fi
  pid[nchan4]=$master,$workers
}
stop() { # who
  kill "${pid[$1]}"
  wait "${pid[$1]}" 2>/dev/null || true
  unset "pid[$1]"
}

# --- one run ---------------------------------------------------------------------------------------------------------

channel=0
on() { # who, sseload's options...
  local who=$1
  shift
  case $who in
    floor)
      "$work/sseload" -u "http://127.0.0.1:$base_port/events" -p "http://127.0.0.1:$base_port/publish" \
        --server-pid "${pid[floor]}" "$@"
      ;;
    nchan4) # a channel of its own, because a new subscriber gets what a channel has kept
      local at="http://127.0.0.1:$((base_port + 1))"
      "$work/sseload" -u "$at/events?channel=c$channel" -p "$at/publish?channel=c$channel" --server-pid "${pid[nchan4]}" "$@"
      ;;
    *)
      "$work/sseload" -u "${url[$who]}/api/v1/events/stream?topic=bench/a&events=tick" -p "${url[$who]}/api/v1/events" \
        -H "Authorization: Bearer bench-token" --publish-header "Authorization: Bearer bench-token" \
        --template '{"topic":"bench/a","type":"tick","data":{"m":"SSEL","s":%S,"t":%T,"p":"%P"}}' \
        --server-pid "${pid[$who]}" "$@"
      ;;
  esac
}
field() { # name, from lines of JSON
  sed -n "s/.*\"$1\":\(-\{0,1\}[0-9.e+]*\).*/\1/p"
}
keep() { # row, who; the line on standard input
  local line
  line=$(cat)
  printf '%s %s %s\n' "$1" "$2" "$line" | tee -a "$raw" >>"$work/lines"
  printf '  %-9s %-8s %9s/s  cpu/M %6s  p50 %8s us  p99 %8s us  post %7s us  lost %s\n' "$1" "$2" \
    "$(field deliveries_per_s <<<"$line")" "$(field cpu_s_per_m_nojit <<<"$line")" "$(field p50_us <<<"$line")" \
    "$(field p99_us <<<"$line")" "$(field post_p50_us <<<"$line")" "$(field lost <<<"$line")" >&2
}
# A burst brings few writes for each publish, so that what publishes is compiled long after what writes. Warm is who hardly
# compiles any more.
warm_up() { # who
  local line
  for _ in $(seq 12); do
    line=$(on "$1" -n 1000 -w 64 -m $((2 * warm)) --timeout 60)
    ! awk -v jit="$(field jit_cpu_s <<<"$line")" -v all="$(field server_cpu_s <<<"$line")" 'BEGIN {exit !(jit < all / 20)}' || break
  done
  echo "  warm at $(field deliveries_per_s <<<"$line")/s, $(field jit_cpu_s <<<"$line") of $(field server_cpu_s <<<"$line") CPU-s compiling" >&2
}
runs_of() { # who: those beside have fewer
  case $1 in floor | rillway) echo "$runs" ;; *) echo "$side_runs" ;; esac
}
interleaved() { # row, the floor's options --, the server's options --, who...
  local row=$1 plain=() ours=() run who
  shift
  while [ "$1" != -- ]; do plain+=("$1"); shift; done
  shift
  while [ "$1" != -- ]; do ours+=("$1"); shift; done
  shift
  for run in $(seq "$runs"); do
    for who in "$@"; do
      [ -n "${pid[$who]:-}" ] && [ "$run" -le "$(runs_of "$who")" ] || continue
      channel=$((channel + 1))
      case $who in
        floor | nchan4) on "$who" "${plain[@]}" ;;
        *) on "$who" "${ours[@]}" ;;
      esac | keep "$row" "$who"
    done
  done
}

# --- the table -------------------------------------------------------------------------------------------------------

values() { # row, who, field
  sed -n "s/^$1 $2 //p" "$work/lines" | field "$3" | sort -g
}
middle() { sort -g | awk '{v[NR]=$1} END {if (NR) print (NR % 2) ? v[(NR+1)/2] : (v[NR/2]+v[NR/2+1])/2}'; }
median() { values "$@" | middle; }
count() { values "$@" | wc -l; }
ratio() { awk -v a="$1" -v b="$2" 'BEGIN {printf "%.2f", (b ? a / b : 0)}'; }
verdict() { # value, least|most, must
  awk -v v="$1" -v m="$3" -v k="$2" 'BEGIN {print (k == "least" ? v >= m : v <= m) ? "yes" : "**no**"}'
}
printf '| work | beside | rillway | result | must | aim | met | runs |\n|---|---|---|---|---|---|---|---|\n' >"$work/table"
row() { # work, beside, rillway, result, least|most|"", must, aim, runs
  local met=
  [ -z "$5" ] || met=$(verdict "${4%x}" "$5" "${6%x}")
  printf '| %s | %s | %s | %s | %s | %s | %s | %s |\n' "$1" "$2" "$3" "$4" "$6" "$7" "$met" "$8" >>"$work/table"
}
against() { # work, row, who, beside whom, field, least|most|"", must, aim
  local a b
  [ "$(count "$2" "$3" "$5")" -gt 0 ] && [ "$(count "$2" "$4" "$5")" -gt 0 ] || return 0
  a=$(median "$2" "$4" "$5") b=$(median "$2" "$3" "$5")
  row "$1" "$a" "$b" "$(ratio "$b" "$a")x" "$6" "$7" "$8" "$(count "$2" "$3" "$5")"
}
absolute() { # work, row, who, field, must at most, aim
  [ "$(count "$2" "$3" "$4")" -gt 0 ] || return 0
  row "$1" "$(median "$2" floor "$4")" "$(median "$2" "$3" "$4")" "$(median "$2" "$3" "$4")" "${5:+most}" "$5" "$6" \
    "$(count "$2" "$3" "$4")"
}
os="log on disk, sync: os"
disk="log on disk, sync: disk"

# --- rows ------------------------------------------------------------------------------------------------------------

burst1k() {
  interleaved burst1k -n 1000 -w 64 -m 600 --warmup 64 -- -n 1000 -w 64 -m 6000 --warmup 64 -- floor rillway os nchan4 disk
  local what="burst, 1000 subscribers, window 64: deliveries/s"
  against "$what" burst1k rillway floor deliveries_per_s least 10x 14x
  against "the same beside nchan4" burst1k rillway nchan4 deliveries_per_s least 5x ""
  against "the same: CPU-s per million deliveries" burst1k rillway floor cpu_s_per_m_nojit most 0.15x 0.1x
  against "$what, $os" burst1k os floor deliveries_per_s least 8x ""
  against "the same beside nchan4" burst1k os nchan4 deliveries_per_s least 4x ""
  against "$what, $disk" burst1k disk floor deliveries_per_s "" "" ""
}
burst10k() {
  interleaved burst10k -n 10000 -w 16 -m 48 --warmup 4 -- -n 10000 -w 16 -m 200 --warmup 32 -- floor rillway os nchan4
  local what="burst, 10 000 subscribers, window 16: deliveries/s"
  against "$what" burst10k rillway floor deliveries_per_s least 6x 8x
  against "the same beside nchan4" burst10k rillway nchan4 deliveries_per_s "" "" ""
  against "$what, $os" burst10k os floor deliveries_per_s least 4.8x ""
}
one1k() {
  local same=(-n 1000 -w 1 -m 400 --warmup 20) what="one at a time, 1000 subscribers: deliveries/s"
  interleaved one1k "${same[@]}" -- "${same[@]}" -- floor rillway os nchan4 disk
  against "$what" one1k rillway floor deliveries_per_s least 0.9x 1.1x
  against "the same beside nchan4" one1k rillway nchan4 deliveries_per_s "" "" ""
  against "the same: CPU-s per million deliveries" one1k rillway floor cpu_s_per_m_nojit most 2.0x 1.4x
  against "$what, $os" one1k os floor deliveries_per_s least 0.72x ""
  against "the same: CPU-s per million deliveries" one1k os floor cpu_s_per_m_nojit most 2.5x ""
  against "$what, $disk" one1k disk floor deliveries_per_s "" "" ""
  absolute "the same: publish answer p50, us, $disk" one1k disk post_p50_us "" ""
}
one10k() {
  local same=(-n 10000 -w 1 -m 40 --warmup 4) what="one at a time, 10 000 subscribers: deliveries/s"
  interleaved one10k "${same[@]}" -- "${same[@]}" -- floor rillway os nchan4
  against "$what" one10k rillway floor deliveries_per_s least 0.9x 1.4x
  against "the same beside nchan4" one10k rillway nchan4 deliveries_per_s "" "" ""
  absolute "the same: publish answer p50, us" one10k rillway post_p50_us 1000 500
  against "$what, $os" one10k os floor deliveries_per_s least 0.72x ""
  absolute "the same: publish answer p50, us, $os" one10k os post_p50_us 1250 ""
}
rate() { # events a second
  local same=(-n 1000 -r "$1" -m $(($1 * 5)) --warmup 20) what="$1 events/s to 1000: p99 publish to receive, us"
  interleaved "rate$1" "${same[@]}" -- "${same[@]}" -- floor rillway os
  against "$what" "rate$1" rillway floor p99_us most 1.5x 1.0x
  against "$what, $os" "rate$1" os floor p99_us most 1.88x ""
}
rate20() { rate 20; }
rate100() { rate 100; }
slow() { # 950 that read, alone and beside 50 that do not: the others are as many in both
  local pair run growth
  local alone=(-n 950 -s 16384 -w 16 --timeout 120) beside=(-n 1000 -s 16384 -w 16 --timeout 120 --slow 50)
  # At some GB/s this work is the memory's of a machine that may have neighbours: single runs differ by a factor of two.
  # Therefore many short ones, close together and in the order A B B A.
  for pair in $(seq "$pairs"); do
    on rillway "${alone[@]}" -m 1024 | keep slow alone
    for run in 1 2; do on rillway "${beside[@]}" -m 1024 --drain 0 | keep slow beside; done
    on rillway "${alone[@]}" -m 1024 | keep slow alone
  done
  # What the generator does for a delivery is the same in all of them, so its CPU for one tells how fast the machine was just then.
  pairs_row "50 of 1000 stop reading, 16 KiB events: deliveries/s x the generator's CPU for each, to the 950 others, without and with the 50" \
    "deliveries_per_s gen_cpu_s" least 0.95x 0.99x
  pairs_row "the same by the clock: deliveries/s" deliveries_per_s "" "" ""
  pairs_row "the same: CPU-s per million deliveries" cpu_s_per_m_nojit "" "" ""
  # Through their small windows the 50 need longer than the run itself to read what they are owed.
  for run in $(seq "$side_runs"); do on rillway "${beside[@]}" -m 4096 --drain 30 | keep slow long; done
  growth=$(paste <(sed -n 's/^slow long //p' "$work/lines" | field rss_idle_kb) \
    <(sed -n 's/^slow long //p' "$work/lines" | field rss_peak_kb) | awk '{g = int(($2 - $1) / 1024); w = g > w ? g : w} END {print w + 0}')
  row "the same with 64 MiB: growth of RSS, MiB (the worst run)" - - "$growth" most 64 64 "$side_runs"
  # The generator does not come back by id. Where a run takes longer than the write deadline, who was dropped has to.
  row "the same: events that the 50 got within 30 s of reading on, of 204800 (the worst run)" - \
    "$(values slow long slow_closed | tail -n 1) dropped at the write deadline" "$(values slow long slow_events | head -n 1)" \
    least 204800 204800 "$side_runs"
}
products() { # who, fields: of each run, one after the other
  sed -n "s/^slow $1 //p" "$work/lines" | awk -v fields="$2" 'BEGIN {n = split(fields, name, " ")} {
    p = 1
    for (i = 1; i <= n; i++) {match($0, "\"" name[i] "\":[0-9.e+-]+"); v = substr($0, RSTART, RLENGTH); sub(".*:", "", v); p *= v}
    print p
  }'
}
pairs_row() { # work, fields, least|"", must, aim: the geometric mean of the pairs' ratios, and where it lies with 95 %
  local mean low high
  read -r mean low high < <(paste <(products alone "$2" | paste - -) <(products beside "$2" | paste - -) |
    awk '{r = log($3 * $4 / ($1 * $2)) / 2; n++; s += r; q += r * r}
      END {m = s / n; e = n > 1 ? 1.96 * sqrt((q - n * m * m) / (n - 1) / n) : 0; printf "%.2fx %.2f %.2f\n", exp(m), exp(m - e), exp(m + e)}')
  row "$1" "$(products alone "$2" | middle)" "$(products beside "$2" | middle)" "$mean" "$3" "$4" "$5" "$pairs pairs: $low to $high"
}
descriptors() { find "/proc/${pid[rillway]}/fd" -type l 2>/dev/null | wc -l; }
leave() {
  local run before after left worst=0
  for run in $(seq "$runs"); do
    before=$(descriptors)
    on rillway -n 500 --hold 1 >/dev/null
    sleep 3
    after=$(descriptors)
    left=$((after > before ? after - before : 0))
    [ "$left" -le "$worst" ] || worst=$left
  done
  row "500 idle subscribers close: descriptors left after 3 s with nothing published (the worst run)" - "$before -> $after" \
    "$worst" most 0 0 "$runs"
}
live_heap() { "$jcmd" "$1" GC.class_histogram | awk '/^Total/ {print $3}'; }
idle() { # fresh servers, with a heap that grows as it needs, as the peers were measured
  local run after heaps="$work/heaps"
  for run in $(seq "$side_runs"); do
    start_rillway fresh memory -Xmx512m
    sleep 2
    on fresh -n 10000 --hold 5 --idle-cmd "$jcmd ${pid[fresh]} GC.class_histogram >$work/histogram" >"$work/idle"
    sed 's/^/idle fresh /' "$work/idle" | tee -a "$raw" >>"$work/lines"
    sleep 3
    after=$(live_heap "${pid[fresh]}")
    awk -v b="$after" '/^Total/ {print int(($3 - b) / 10000)}' "$work/histogram" >>"$heaps"
    stop fresh
  done
  sed 's/.*/idle heap {"live_b":&}/' "$heaps" >>"$work/lines"
  kib() { awk -v b="$1" 'BEGIN {printf "%.1f", b / 1024}'; }
  row "10 000 idle subscribers: live heap each, KiB" - - "$(kib "$(median idle heap live_b)")" most 6 4 "$side_runs"
  row "the same: RSS each, 5 s after they have connected, KiB" - - "$(kib "$(median idle fresh rss_per_conn_b)")" most 10 7 "$side_runs"
  row "the same: seconds until all are connected" - - "$(median idle fresh connect_s)" "" "" "" "$side_runs"
}

# --- all of it -------------------------------------------------------------------------------------------------------

start_floor
# shellcheck disable=SC2086
start_rillway rillway memory $java_options
for side in $sides; do
  case $side in
    # shellcheck disable=SC2086
    os | disk) start_rillway "$side" "$side" $java_options ;;
    nchan4) start_nchan4 ;;
    *) usage ;;
  esac
done
for who in rillway os disk; do
  [ -n "${pid[$who]:-}" ] || continue
  echo "warming $who" >&2
  [ "$who" = disk ] || on "$who" -n 1000 -w 1 -m "$warm" --timeout 60 >/dev/null
  warm_up "$who"
done

for name in "${rows[@]}"; do "$name"; done

echo
echo "$(date -u +%F), $(nproc) cores $(sed -n 's/^model name.*: //p' /proc/cpuinfo | head -n 1), Linux $(uname -r), $("$java" -version 2>&1 | sed -n 's/.*Runtime Environment //p'), $(gcc --version | head -n 1)$([ -z "${pid[nchan4]:-}" ] || nginx -v 2>&1 | sed 's/.*: /, /')"
echo "load $(cut -d' ' -f1-3 /proc/loadavg) at the end; $runs runs, $side_runs beside; $java_options; idle: -Xmx512m"
echo
cat "$work/table"
