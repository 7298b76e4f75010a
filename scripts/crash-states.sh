#!/bin/sh
# Looks for states that a power cut could leave on the disk and that lose something acknowledged.
#
# usage: crash-states.sh [MUSTER]       MUSTER is the program; the release build if not given
#
# MUSTER_CRASH_TOOL   the power-cut explorer (../shared/tools/crash_states.py)
# MUSTER_CRASH_ACKS   how many commands the workload gives (23)
# MUSTER_CRASH_LIMIT  how many states are tried at most (20000)
#
# The workload makes a store, adds a webhook that takes messages and one that is out of order, opens
# an incident, and then goes round: complete a step, write a note, post an update that arrives, post
# one that has to wait. A state is good if nothing acknowledged is missing and `verify` finds
# nothing.
set -eu

root=$(cd "$(dirname "$0")/.." && pwd)

fail() {
    echo "$*"
    exit 1
}

# The commands of the workload; prints ACK N when the program has said that command N is done.
workload() {
    data=$1
    said init "$data" || fail "init failed"
    echo "ACK 1"
    cd "$data"
    for name in arrives waits; do
        said channel add webhook "$name" --url-file "$SCRATCH/$name.url" \
            --secret-file "$SCRATCH/secret" --ceiling red --allow-private --yes ||
            fail "channel add failed"
    done
    echo "ACK 2"
    # Opening tells both channels.
    said open "Ransom note on FILE-02" --severity 2 --yes \
        --runbook "$root/Benchmarks/drill-steps.runbook.yaml" || fail "open failed"
    echo "ACK 3"
    number=4
    step=1
    while [ "$number" -le "$ACKS" ]; do
        case $((number % 4)) in
        0)
            said step "done" "step-$step" --note "ack-$number;" --yes
            step=$((step + 1))
            ;;
        1) said note "ack-$number;" ;;
        2) said update --conditions "ack-$number;" --to arrives --yes ;;
        3) said update --conditions "ack-$number;" --to waits --yes ;;
        esac || fail "command $number failed"
        echo "ACK $number"
        number=$((number + 1))
    done
}

# Runs the program; exit code 7 says that a message was recorded and queued, and is not sent yet.
said() {
    "$MUSTER" "$@" > /dev/null 2> "$SCRATCH/errors" || [ $? -eq 7 ] || {
        cat "$SCRATCH/errors" >&2
        return 1
    }
}

# Whether a rebuilt state has everything up to ACKED.
check() {
    data=$1
    cd "$data"
    if [ "$ACKED" -eq 0 ] && ! "$MUSTER" verify > /dev/null 2>&1; then
        # Nothing was promised yet: it is enough that the same command can be given again.
        "$MUSTER" init "$data" > /dev/null || fail "init cannot be repeated"
    fi
    "$MUSTER" verify --json > /dev/null || fail "verify fails"
    [ "$ACKED" -lt 2 ] && return 0
    channels=$("$MUSTER" channel list --json) || fail "the channels cannot be listed"
    for name in arrives waits; do
        case $channels in *"\"$name\""*) ;; *) fail "channel $name is lost" ;; esac
    done
    [ "$ACKED" -lt 3 ] && return 0
    record=$("$MUSTER" timeline --incident 1 --json) || fail "the record cannot be read"
    outbox=$("$MUSTER" outbox list --all --json) || fail "the outbox cannot be read"
    number=4
    arrived=1
    waiting=1
    while [ "$number" -le "$ACKED" ]; do
        case $record in *"ack-$number;"*) ;; *) fail "an acknowledged entry is lost" ;; esac
        case $((number % 4)) in
        2) arrived=$((arrived + 1)) ;;
        3) waiting=$((waiting + 1)) ;;
        esac
        number=$((number + 1))
    done
    rows arrives sent "$arrived" || fail "an acknowledged delivery is lost"
    rows waits queued "$waiting" || fail "an acknowledged message in the outbox is lost"
}

# Whether at least COUNT rows of the outbox are of CHANNEL and in STATE; no program is started
# for it.
rows() {
    rest=$outbox
    found=0
    while :; do
        case $rest in
        *"\"channel\":\"$1\""*) rest=${rest#*"\"channel\":\"$1\""} ;;
        *) break ;;
        esac
        row=${rest%%"}"*}
        case $row in *"\"state\":\"$2\""*) found=$((found + 1)) ;; esac
    done
    [ "$found" -ge "$3" ]
}

case ${1:-} in
--workload) workload "$2" && exit 0 ;;
--check) check "$2" && exit 0 ;;
esac

MUSTER=${1:-$root/.build/release/muster}
MUSTER=$(cd "$(dirname "$MUSTER")" && pwd)/$(basename "$MUSTER")
MUSTER_USER=tester
ACKS=${MUSTER_CRASH_ACKS:-23}
SCRATCH=$(mktemp -d)
export MUSTER MUSTER_USER ACKS SCRATCH
tool=${MUSTER_CRASH_TOOL:-$root/../shared/tools/crash_states.py}
[ -f "$tool" ] || fail "no power-cut explorer at $tool; say where it is with MUSTER_CRASH_TOOL"
[ -x "$MUSTER" ] || fail "no program at $MUSTER; build it with: make build"
command -v strace > /dev/null || fail "strace is needed"

receivers=
trap 'kill $receivers 2> /dev/null || true; rm -rf "$SCRATCH"' EXIT
python3 "$root/Benchmarks/receiver.py" "$SCRATCH/arrives.port" &
receivers=$!
python3 "$root/Benchmarks/receiver.py" "$SCRATCH/waits.port" --status 503 --retry-after 3600 &
receivers="$receivers $!"
umask 077
for name in arrives waits; do
    until [ -s "$SCRATCH/$name.port" ]; do sleep 0.1; done
    echo "http://127.0.0.1:$(cat "$SCRATCH/$name.port")/hook" > "$SCRATCH/$name.url"
done
echo "whsec_$(head -c 32 /dev/urandom | base64)" > "$SCRATCH/secret"
python3 "$tool" --data "$SCRATCH/store" --limit "${MUSTER_CRASH_LIMIT:-20000}" \
    --run "$root/scripts/crash-states.sh --workload {data}" \
    --check "$root/scripts/crash-states.sh --check {data}"
