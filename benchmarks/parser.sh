#!/usr/bin/env bash
# Measures the parser beside others in rounds: in each, for every payload and chunk, one JMH fork of each of them, one right
# after the other, so that an hour in which the machine is slower is so for all. Prints medians over the rounds. Needs the
# benchmarks' jar; see README.md here.
set -euo pipefail

root=$(CDPATH='' cd "$(dirname "$0")/.." && pwd -P)
rounds=${ROUNDS:-5}
jar=${JAR:-$(ls -t "$root"/benchmarks/target/rillway-benchmarks-*-runnable.jar 2>/dev/null | head -n 1)}
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
who='rillway okhttpEventsource okhttpSse'

usage() {
  cat >&2 <<TEXT
usage: [ROUNDS=5] [JAR=FILE] [RAW=FILE] $0 [PAYLOAD/CHUNK...]
  RAW  keeps a line for each fork: payload, chunk, who, its median and its shortest run in microseconds
TEXT
  exit 2
}
[ -f "$jar" ] || { echo "no benchmarks to run (expected: ./mvnw -P benchmarks -pl benchmarks -am package -DskipTests, or JAR=FILE)" >&2; exit 2; }
read -ra cells <<<"${*:-100/64 100/1024 100/16384 1024/64 1024/1024 1024/16384 4194304/64 4194304/1024 4194304/16384}"
for cell in "${cells[@]}"; do [[ $cell =~ ^[0-9]+/[0-9]+$ ]] || usage; done

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
raw=${RAW:-$work/raw}
: >>"$raw"
: >"$work/lines"

fork() { # payload, chunk, who
  local out
  out=$("$java" -jar "$jar" "ParserBenchmark.$3" -foe true -p "eventBytes=$1" -p "chunkBytes=$2" 2>&1) || { echo "$out" >&2; exit 1; }
  awk -v is="$1 $2 $3" '/:(.*)p0\.50 / {half = $(NF - 1)} /:(.*)p0\.00 / {least = $(NF - 1)} END {print is, half, least}' <<<"$out" |
    tee -a "$raw" >>"$work/lines"
}

for round in $(seq "$rounds"); do
  for cell in "${cells[@]}"; do
    for each in $who; do fork "${cell%/*}" "${cell#*/}" "$each"; done
  done
  echo "round $round of $rounds, $(date -u +%H:%M)" >&2
done

# A ratio is of two forks of one round; the best other is whoever was quicker in that round.
awk '
  function median(list, n,   i, j, t) {
    for (i = 2; i <= n; i++) for (j = i; j > 1 && list[j] < list[j - 1]; j--) {t = list[j]; list[j] = list[j - 1]; list[j - 1] = t}
    return n % 2 ? list[(n + 1) / 2] : (list[n / 2] + list[n / 2 + 1]) / 2
  }
  function row(who, what, cell,   i, list) {
    for (i = 1; i <= rounds[cell]; i++) list[i] = value[cell, who, what, i]
    return median(list, rounds[cell]) / 1000
  }
  function ratios(what, cell,   i, a, b) {
    for (i = 1; i <= rounds[cell]; i++) {
      a = value[cell, "okhttpEventsource", what, i]
      b = value[cell, "okhttpSse", what, i]
      ratio[i] = (a < b ? a : b) / value[cell, "rillway", what, i]
    }
    return median(ratio, rounds[cell])
  }
  {
    cell = $1 "/" $2
    if (!(cell in rounds)) order[++cells] = cell
    if ($3 == "rillway") rounds[cell]++
    value[cell, $3, "half", rounds[cell]] = $4
    value[cell, $3, "least", rounds[cell]] = $5
  }
  END {
    print "| payload/chunk | rillway, ms | okhttp-eventsource | okhttp-sse | against the best other | worst and best round | by the shortest runs |"
    print "|---|---|---|---|---|---|---|"
    for (c = 1; c <= cells; c++) {
      cell = order[c]
      middle = ratios("half", cell)
      low = ratio[1]; high = ratio[rounds[cell]]
      printf "| %s | %.2f (%.2f) | %.1f (%.1f) | %.1f (%.1f) | **%.1fx** | %.1f to %.1f | %.1fx |\n", cell, row("rillway", "half", cell),
        row("rillway", "least", cell), row("okhttpEventsource", "half", cell), row("okhttpEventsource", "least", cell),
        row("okhttpSse", "half", cell), row("okhttpSse", "least", cell), middle, low, high, ratios("least", cell)
    }
  }' "$work/lines"
