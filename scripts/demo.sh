#!/usr/bin/env bash
# The main job on real input, in ./demo: two incidents, updates to a receiver on loopback, reports,
# verification. `make demo` builds the program first. Nothing is written outside ./demo.
set -euo pipefail

root=$(cd "$(dirname "$0")/.." && pwd)
program=${MUSTER:-$root/.build/release/muster}
fixtures=$root/Fixtures
demo=$root/demo
receiver=

stop_receiver() {
    if [ -n "$receiver" ]; then kill "$receiver" 2>/dev/null || true; fi
}

finish() {
    local code=$?
    stop_receiver
    if [ "$code" -ne 0 ]; then
        printf '\nThe demonstration FAILED (exit code %s); what it made is in %s\n' "$code" "$demo" >&2
    fi
    exit "$code"
}

title() { printf '\n== %s\n\n' "$*"; }

# Prints a command as it could be typed.
show() {
    local word line='$'
    for word in "$@"; do
        if [[ $word =~ ^[A-Za-z0-9_./:@=+-]+$ ]]; then line+=" $word"; else line+=" \"$word\""; fi
    done
    printf '%s\n' "$line"
}

# Shows a command, then runs it.
run() {
    show "$@"
    "$@"
}

# The same, with no more than the first lines of the output.
run_short() {
    local limit=$1 lines
    shift
    show "$@"
    "$@" >"$demo/output.txt"
    sed -n "1,${limit}p" "$demo/output.txt"
    lines=$(wc -l <"$demo/output.txt")
    if [ "$lines" -gt "$limit" ]; then echo "… $((lines - limit)) more lines"; fi
    rm "$demo/output.txt"
}

prepare() {
    if [ ! -x "$program" ]; then
        echo "demo: there is no $program; say: make demo" >&2
        exit 1
    fi
    rm -rf "$demo"
    mkdir -p "$demo/bin" "$demo/home" "$demo/secrets"
    chmod 700 "$demo/secrets"
    ln -s "$program" "$demo/bin/muster"
    # Neither settings nor variables of the caller have a say.
    unset "${!MUSTER_@}" "${!XDG_@}"
    export HOME=$demo/home PATH=$demo/bin:$PATH MUSTER_USER=dana MUSTER_NO_INPUT=1
    cd "$demo"
}

start_receiver() {
    python3 "$root/scripts/receiver.py" secrets/port received.jsonl &
    receiver=$!
    for _ in $(seq 100); do
        if [ -s secrets/port ]; then break; fi
        sleep 0.1
    done
    local base
    base=http://127.0.0.1:$(cat secrets/port)
    # The address of a channel is a secret: it stands in a file that only its owner can read.
    umask 077
    echo "$base/services/T000/B000/demo" >secrets/slack.url
    echo "$base/hook" >secrets/siem.url
    echo "whsec_$(head -c 32 /dev/urandom | base64)" >secrets/siem.key
    : >received.jsonl
    echo "A receiver listens on $base"
}

first_incident() {
    title 'An alert becomes an incident'
    echo "\$ muster open - --from alertmanager --runbook ransomware <Fixtures/alertmanager-v4.json"
    muster open - --from alertmanager --runbook ransomware <"$fixtures/alertmanager-v4.json"
    run_short 8 muster next
}

second_incident() {
    title 'A real incident: CircleCI, December 2022 to January 2023 (public facts, our words)'
    run muster open "Customer secrets taken through an engineer's stolen session" \
        --severity 1 --runbook cloud-key-leak --category compromise-of-information \
        --at 2022-12-29 --retrospective
    run muster use 2
    "$root/scripts/replay.py" 2 "$fixtures/circleci-2023.yaml" --before 2023-01-05
    run muster assess incident --severity 1 --category compromise-of-information --at 2022-12-30 \
        --impact 'Secrets of all customers may be known to a third party.' \
        --why 'A third party holds the token of a customer.'
    run muster update --at 2023-01-04 --yes \
        --conditions 'Way in and extent are known; the session of the engineer is shut.' \
        --actions 'Tokens of all customers are being rotated; rate limits set the pace.' \
        --needs 'Customers replace every secret that they keep on the platform.'

    title 'The rest of it'
    "$root/scripts/replay.py" 2 "$fixtures/circleci-2023.yaml" --since 2023-01-05
    run muster update --at 2023-01-13 --yes \
        --conditions 'All tokens that the platform can replace are new.' \
        --actions 'The incident report is published.' \
        --needs 'Nothing more.'
}

closing() {
    title 'Lessons become actions, and the incident is closed'
    run muster action add 'Tie sessions to the device and end them sooner' \
        --owner erin --due 30d --kind prevent
    run muster action add 'Practise the replacement of all secrets once a quarter' \
        --owner dana --due 90d --kind recover
    run muster status
    run muster close --resolution restored --at 2023-01-13 \
        --why 'Every token is new, and the report is published.'
}

record() {
    title 'The report in three forms'
    local form
    for form in md html json; do
        run muster report --output "circleci.$form"
    done
    run_short 24 cat circleci.md

    title 'Nobody has changed the record'
    run muster verify
    run muster list --all
}

trap finish EXIT
prepare
title 'A store, and two channels that lead to a receiver on this machine'
run muster init
start_receiver
run muster channel add slack night --url-file secrets/slack.url --allow-private
run muster channel add webhook siem --url-file secrets/siem.url \
    --secret-file secrets/siem.key --allow-private
first_incident
second_incident
title 'What arrived: two openings and two updates, each on two channels'
run "$root/scripts/arrived.py" received.jsonl secrets/siem.key 8
closing
record
stop_receiver
receiver=

cat <<'NEXT'

Done. Everything is in ./demo; look at demo/circleci.html in a browser. Try next:

  ./demo/bin/muster -C demo guide 1                # answer the ransomware runbook, step by step
  ./demo/bin/muster -C demo timeline 2 --starred   # the key events of the CircleCI incident
  ./demo/bin/muster help                           # all commands and topics
NEXT
