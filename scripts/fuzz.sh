#!/usr/bin/env bash
# Feeds made-up input to the parts that read what others wrote, guided by the code that it reaches.
#
# usage: fuzz.sh [TARGET [SECONDS [SEED]]]      TARGET: runbook, expression, pattern or all (default)
#        fuzz.sh replay TARGET FILE
#
# What it learns stays in .build/fuzz/corpus, what breaks something in .build/fuzz/found.
set -euo pipefail
cd "$(dirname "$0")/.."

# Swift's own handler would end the program before libFuzzer has kept the input.
export SWIFT_BACKTRACE=enable=no

target=${1:-all}
folder=.build/fuzz
options=(
    --cache-path .build/cache --config-path .build/config --security-path .build/security
    --scratch-path "$folder" -c release --sanitize fuzzer -Xswiftc -parse-as-library
)

product() {
    case $1 in
        runbook) echo RunbookFuzz ;;
        expression) echo ExpressionFuzz ;;
        pattern) echo PatternFuzz ;;
        *) echo "there is no target '$1'; there are runbook, expression, pattern and all" >&2
            exit 64 ;;
    esac
}

build() {
    MUSTER_FUZZ=1 swift build "${options[@]}" --product "$(product "$1")" >"$folder/build.log" 2>&1 ||
        { cat "$folder/build.log" >&2; exit 1; }
}

# Each line of a file as an input of its own.
split_lines() {
    local number=0 line
    while IFS= read -r line; do
        number=$((number + 1))
        printf '%b' "$line" >"$2/$(basename "$1" .txt)-$number"
    done <"$1"
}

seeds() {
    local to=$folder/seeds/$1
    rm -rf "$to"
    mkdir -p "$to"
    case $1 in
        runbook)
            find runbooks Fixtures -name '*.yaml' -size -64k -exec cp --backup=numbered {} "$to" \;
            awk -v to="$to" '/^```yaml$/ { n++; on = 1; next } /^```$/ { on = 0 }
                on { print > (to "/example-" n) }' docs/reference/lint-codes.md
            ;;
        expression)
            split_lines Fuzz/expressions.txt "$to"
            sed -nE "s/^ *(- )?(when|while|until): *['\"]?(.*[^'\"])['\"]?$/\3/p" runbooks/*.yaml |
                grep -v '^[|>]' >"$folder/guards.txt"
            split_lines "$folder/guards.txt" "$to"
            ;;
        pattern) split_lines Fuzz/patterns.txt "$to" ;;
    esac
}

# The longest input in bytes: above it nothing new is read, only more of it.
longest() {
    case $1 in runbook) echo 8192 ;; expression) echo 1024 ;; pattern) echo 256 ;; esac
}

run() {
    local name=$1 limit=$2 seed=$3 log=$folder/$1.log status=0
    local corpus=$folder/corpus/$name found=$folder/found/$name
    mkdir -p "$corpus" "$found"
    seeds "$name"
    echo "$name: seed $seed, $limit s"
    "$folder/release/$(product "$name")" "$corpus" "$folder/seeds/$name" \
        -seed="$seed" -max_total_time="$limit" -max_len="$(longest "$name")" -timeout=10 \
        -rss_limit_mb=1024 -malloc_limit_mb=512 -dict="Fuzz/$name.dict" \
        -artifact_prefix="$found/" -print_final_stats=1 >"$log" 2>&1 || status=$?
    awk -v name="$name" '
        match($0, /cov: [0-9]+/) { edges = substr($0, RSTART + 5, RLENGTH - 5) }
        /number_of_executed_units/ { count = $2 }
        /average_exec_per_sec/ { rate = $2 }
        /peak_rss_mb/ { memory = $2 }
        END {
            printf "%s: %s executions, %s a second, %s edges, peak memory %s MB\n",
                name, count, rate, edges, memory
        }' "$log"
    [ "$status" -eq 0 ] && return 0
    grep -aE 'Fatal error|Precondition|ERROR: libFuzzer|SUMMARY' "$log" | head -5 >&2 || true
    local file
    file=$(sed -nE 's/.*Test unit written to (.*)$/\1/p' "$log" | tail -1)
    echo "$name: kept the input; once more: scripts/fuzz.sh replay $name $file" >&2
    return 1
}

mkdir -p "$folder"
if [ "$target" = replay ]; then
    build "${2:?replay needs a target}"
    exec "$folder/release/$(product "$2")" -timeout=10 -rss_limit_mb=1024 "${3:?replay needs a file}"
fi

names=("$target")
[ "$target" = all ] && names=(runbook expression pattern)
for name in "${names[@]}"; do product "$name" >/dev/null; done
failed=0
for name in "${names[@]}"; do
    build "$name"
    run "$name" "${2:-60}" "${3:-$((RANDOM * 32768 + RANDOM + 1))}" || failed=1
done
exit "$failed"
