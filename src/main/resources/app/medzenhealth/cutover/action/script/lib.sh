# shellcheck shell=bash
# What every script of this pack uses. It is read by the scripts and does nothing by itself.

umask 077
export AWS_PAGER='' AWS_EC2_METADATA_DISABLED=true AWS_CLI_AUTO_PROMPT=off PGCONNECT_TIMEOUT=10
# One attempt for what changes something: an answer that was lost must be looked for, not sent again.
RETRIES=${AWS_MAX_ATTEMPTS:-5}
STEP='' WORK='' FINISHED='' AGREED=''

practice() { case "${AWS_ENDPOINT_URL:-}" in http://127.0.0.1:* | http://localhost:*) return 0 ;; *) return 1 ;; esac; }

lower() { printf '%s' "$1" | tr '[:upper:]' '[:lower:]'; }

say() { printf '    %s\n' "$*"; }

note() { printf '%s\t%s\t%s\t%s\n' "$(date -u +%Y-%m-%dT%H:%M:%SZ)" "$STEP" "$1" "$2" >>"$PACK/done.log"; }

stop() {
    printf 'STOPPED in step %s: %s\n' "$STEP" "$*" >&2
    note stopped "$*"
    FINISHED=stopped
    exit 1
}

leave() {
    status=$?
    [ -z "$WORK" ] || rm -rf "$WORK"
    if [ -z "$FINISHED" ]; then
        note interrupted "ended with status $status"
        printf 'Step %s did not finish. What was sent is above; the script may be started again: it looks first.\n' "$STEP" >&2
    fi
}

# begin STEP TITLE: who we are, before anything else
begin() {
    STEP=$1
    # Answers come from the person even inside a loop that reads a file.
    exec 3<&0
    WORK=$(mktemp -d "${TMPDIR:-/tmp}/break-glass.XXXXXX")
    trap leave EXIT
    printf '\nStep %s: %s\n' "$1" "$2"
    command -v aws >/dev/null || stop 'the aws CLI is not installed'
    if practice; then say "PRACTICE against $AWS_ENDPOINT_URL, not AWS"; fi
    who=$(aws --region "$HOME_REGION" sts get-caller-identity --query 'join(`" "`, [Account, Arn])' --output text) ||
        stop 'the account could not be read; sign in first (aws sso login, or AWS_PROFILE)'
    [ "${who%% *}" = "$ACCOUNT" ] || stop "this is account ${who%% *}, the plan is for $ACCOUNT"
    case "$who" in *:root) stop 'never as the root user: sign in with a role' ;; esac
    say "Account ${who%% *} as ${who#* }"
    if is_done "$STEP"; then
        say 'done.log says that this step is done already.'
        typed again 'carries it out once more; what is there already is left alone'
    fi
    note begun "$who"
}

finish() {
    FINISHED=yes
    note 'done' "$who"
    printf 'Step %s is done. Attest it in the console later, with the lines of done.log.\n' "$STEP"
}

# ask WORD QUESTION
ask() {
    printf '    %s\n    Type  %s  to go on: ' "$2" "$1" >&2
    IFS= read -r -u 3 answer || stop 'nobody answered'
    printf '\n' >&2
    [ "$answer" = "$1" ] || stop "'$answer' was typed, not '$1'; nothing was sent after that"
}

typed() {
    ask "$1" "This $2."
    note confirmed "$1: $2"
}

# set_before NAME WHAT: a value that nobody had set when the pack was saved. It is never guessed.
set_before() {
    [ -n "${!1:-}" ] || stop "$1 is not set: $2. Look it up in the account, export $1=…, and start the script again"
    case ${!1} in
    *[[:space:],]*) stop "$1 holds more than one value: start the script once for each" ;;
    esac
}

# attest TEXT: a person states it; nothing here has read it
attest() {
    ask yes "$*"
    note stated "$*"
}

# is_done STEP: whether done.log says so
is_done() {
    [ -f "$PACK/done.log" ] && awk -F '\t' -v s="$1" '$2 == s && $3 == "done" { d = 1 } END { exit !d }' "$PACK/done.log"
}

# requires STEP…: of the same pack
requires() {
    missing=''
    for earlier in "$@"; do
        if ! is_done "$earlier"; then missing="$missing $earlier"; fi
    done
    if [ -n "$missing" ]; then
        say "These come first, and done.log does not say that they are done:$missing"
        typed ahead 'goes on although those may not be done'
    fi
}

# second: another person, by name
second() {
    printf '    This step needs a second person who has read what it does.\n    That person types their own name: ' >&2
    IFS= read -r -u 3 answer || stop 'nobody answered'
    printf '\n' >&2
    case "$answer" in '' | yes) stop 'no second person gave their name' ;; esac
    note 'second person' "$answer"
}

shown() { printf '    +' && printf ' %q' "$@" && printf '\n'; }

# agree: before whatever changes something
agree() {
    if [ "$AGREED" = all ]; then return 0; fi
    printf '    Send this? "all" also sends the rest of this step.\n    Type  yes  to go on: ' >&2
    IFS= read -r -u 3 answer || stop 'nobody answered'
    printf '\n' >&2
    case "$answer" in
        yes) ;;
        all) AGREED=all ;;
        *) stop "'$answer' was typed, not 'yes'; this was not sent" ;;
    esac
}

# once COMMAND…: without the CLI's own retries
once() { AWS_MAX_ATTEMPTS=1 "$@"; }

read_aws() { AWS_MAX_ATTEMPTS=$RETRIES "$@"; }

run() {
    shown "$@"
    agree
    once "$@" || stop 'the command failed, or its answer was lost: look what became of it before you start the script again'
    note sent "$(printf '%q ' "$@" | cut -c 1-400)"
}

# edit COMMAND…: prepares a file of this run
edit() { "$@" || stop 'a file of this run could not be prepared'; }

show() {
    shown "$@"
    read_aws "$@" || unknown 'this'
}

# settle NAME WHAT ANSWER CHARACTERS
settle() {
    case "$3" in '' | None | null | none) stop "$2 was not found" ;; esac
    case "$3" in *[!A-Za-z0-9_.:/+=@,*~-]*) stop "$2 holds characters that do not belong there" ;; esac
    printf -v "$1" '%s' "$3"
    say "$2: $3"
}

# value NAME WHAT COMMAND…
value() {
    found=$(read_aws "${@:3}") || stop "$2 could not be read"
    settle "$1" "$2" "$found"
}

# made NAME WHAT COMMAND…
made() {
    shown "${@:3}"
    agree
    found=$(once "${@:3}") || stop "$2: the command failed, or its answer was lost: look before you start the script again"
    note sent "$(printf '%q ' "${@:3}" | cut -c 1-400)"
    settle "$1" "$2" "$found"
}

# list NAME WHAT COMMAND…: words, possibly none
list() {
    found=$(read_aws "${@:3}") || stop "$2 could not be read"
    case "$found" in None | null) found='' ;; esac
    case "$found" in *[!A-Za-z0-9_.:/+=@,~[:space:]-]*) stop "$2 holds characters that do not belong there" ;; esac
    printf -v "$1" '%s' "$found"
    say "$2: ${found:-none}"
}

# keep FILE COMMAND…
keep() { read_aws "${@:2}" >"$WORK/$1" || stop "this could not be read, and unknown does not mean nothing"; }

# download FILE WHAT COMMAND…: what lies at the address that is the answer. Whoever has such an address may read it for some minutes: it
# is neither shown nor kept, and is no word of a command that others see running
download() {
    command -v curl >/dev/null || stop 'curl is not installed'
    address=$(read_aws "${@:3}") || stop "$2: where it lies could not be read"
    case "$address" in https://*) ;; *) stop "$2: AWS told no address" ;; esac
    curl --silent --show-error --fail --max-time 300 --output "$WORK/$1" --config - <<<"url = \"$address\"" ||
        stop "$2 could not be fetched"
    say "$2: fetched"
}

# preserve FILE COMMAND…: stays in the pack; the first answer counts, not one from after the change
preserve() {
    mkdir -p "$PACK/kept"
    if [ -s "$PACK/kept/$1" ]; then
        say "$PACK/kept/$1 is there from an earlier run and stays"
        return 0
    fi
    read_aws "${@:2}" >"$PACK/kept/$1.part" || unknown "$1"
    mv "$PACK/kept/$1.part" "$PACK/kept/$1"
}

# present COMMAND…: whether it finds something; what cannot be read stops the script
present() {
    if found=$(read_aws "$@" 2>"$WORK/error"); then
        case "$found" in '' | None | null | '[]' | 0) return 1 ;; esac
        return 0
    fi
    if grep -Eq 'NotFound|NoSuch|NonExist|does not exist|Not Found|not found|No such file|\(404\)|Unable to describe task definition' "$WORK/error"; then
        return 1
    fi
    cat "$WORK/error" >&2
    stop 'this could not be read, and unknown does not mean nothing'
}

# until_is WHAT GOOD BAD SECONDS TIMES COMMAND…
until_is() {
    for ((i = 1; i <= $5; i++)); do
        if state=$(read_aws "${@:6}" 2>"$WORK/error"); then
            for word in $2; do
                if [ "$(lower "$state")" = "$(lower "$word")" ]; then
                    say "$1: $state"
                    return 0
                fi
            done
            for word in $3; do
                if [ "$state" = "$word" ]; then stop "$1 is $state, which it does not leave by itself"; fi
            done
        else
            state="not readable: $(grep . "$WORK/error" | tail -n 1 || true)"
        fi
        say "$1: $state (look $i of $5, every $4 s)"
        if practice; then
            if [ "$i" -ge 3 ]; then break; fi
            sleep 1
        else
            sleep "$4"
        fi
    done
    fail "$1 was not reached in time. It may still be on its way: start the script again to go on waiting"
}

# until_gone WHAT SECONDS TIMES COMMAND…
until_gone() {
    for ((i = 1; i <= $3; i++)); do
        if ! present "${@:4}"; then
            say "$1 is gone"
            return 0
        fi
        say "$1 is still there (look $i of $3, every $2 s)"
        if practice; then
            if [ "$i" -ge 3 ]; then break; fi
            sleep 1
        else
            sleep "$2"
        fi
    done
    fail "$1 is still there. It may still be on its way: start the script again to go on waiting"
}

# expect TITLE WANTED COMMAND…
expect() {
    found=$(read_aws "${@:3}") || unknown "$1"
    judge "$1" "$2"
}

# judge TITLE WANTED: what was found last
judge() {
    case "$found" in None | null) found='' ;; esac
    if [ "$(lower "$found")" != "$(lower "$2")" ]; then
        fail "$1: found '$found', wanted '$2'"
        return 0
    fi
    say "PASS $1: ${found:-none}"
}

unknown() { fail "UNKNOWN $1 could not be read, and that does not mean nothing"; }

# fail TITLE: ends the script; only against an emulator, and only if asked to, it goes on
fail() {
    if practice && [ "${BREAK_GLASS_GO_ON:-}" = 1 ]; then
        say "FAIL $1 (practice: going on)"
        return 0
    fi
    stop "FAIL $1"
}

# checked TITLE WANTED COMMAND…: sent once, and its answer must be the wanted one
checked() {
    shown "${@:3}"
    agree
    found=$(once "${@:3}") || stop "$1: the command failed, or its answer was lost: look before you start the script again"
    note sent "$(printf '%q ' "${@:3}" | cut -c 1-400)"
    judge "$1" "$2"
}

# expect_least TITLE NUMBER COMMAND…
expect_least() {
    number "$1" "${@:3}" || return 0
    if [ "$found" -ge "$2" ]; then say "PASS $1: $found"; else fail "$1: found $found, wanted at least $2"; fi
}

# expect_most TITLE NUMBER COMMAND…
expect_most() {
    number "$1" "${@:3}" || return 0
    if [ "$found" -le "$2" ]; then say "PASS $1: $found"; else fail "$1: found $found, wanted at most $2"; fi
}

# number TITLE COMMAND…: what is missing is not 0
number() {
    if ! found=$(read_aws "${@:2}"); then
        unknown "$1"
        return 1
    fi
    found=${found%.0}
    case "$found" in None | null | '')
        fail "UNKNOWN $1: AWS told no number, and that does not mean 0"
        return 1
        ;;
    esac
    case "$found" in *[!0-9]*) stop "UNKNOWN: the answer '$found' is no number" ;; esac
}

# moments FROM TO SECONDS: the time from so many seconds ago until now
moments() {
    now=$(date -u +%s)
    printf -v "$2" '%s' "$(iso "$now")"
    printf -v "$1" '%s' "$(iso $((now - $3)))"
}

# GNU and BSD say it differently
iso() { date -u -d "@$1" +%Y-%m-%dT%H:%M:%SZ 2>/dev/null || date -u -r "$1" +%Y-%m-%dT%H:%M:%SZ; }

pause() {
    say "Waiting $1 s: $2"
    if practice; then return 0; fi
    sleep "$1"
}

# tool CHECK COMMAND…: another program; its own exit code decides
tool() {
    command -v "$2" >/dev/null || stop "$2 is not installed"
    shown "${@:2}"
    if "${@:2}"; then say "PASS $1"; else fail "$1"; fi
}

# certificate_valid HOST PORT DAYS
certificate_valid() {
    openssl s_client -connect "$1:$2" -servername "$1" </dev/null 2>/dev/null | openssl x509 -noout -checkend "$(($3 * 86400))"
}

# dns_answers authoritative|resolver NAME TYPE: the values, sorted, with commas between
dns_answers() {
    if [ "$1" = resolver ]; then
        dig +short "$2" "$3"
    else
        zone=${2#*.} server=''
        while [ -n "$zone" ]; do
            server=$(dig +short NS "$zone" | head -n 1)
            if [ -n "$server" ]; then break; fi
            case "$zone" in *.*) zone=${zone#*.} ;; *) return 1 ;; esac
        done
        dig +short +norecurse "@$server" "$2" "$3"
    fi | sed 's/\.$//' | sort | paste -sd , -
}

# in_working_copy FOLDER [NAME=VALUE…] COMMAND…
in_working_copy() {
    [ -d "${WORKING_COPY:-}" ] || stop 'set WORKING_COPY to the folder of the project'
    (cd "$WORKING_COPY/$1" && env "${@:2}")
}

# pack_folder FOLDER ZIP
pack_folder() {
    [ -d "${WORKING_COPY:-}" ] || stop 'set WORKING_COPY to the folder of the project'
    (cd "$WORKING_COPY/$1" && zip -q -X -r "$2" . -x '.git/*')
}

# caller_principal: the role behind the session, or the user
caller_principal() {
    arn=$(aws --region "$HOME_REGION" sts get-caller-identity --query Arn --output text) || return 1
    case "$arn" in
        *:assumed-role/*)
            role=${arn#*:assumed-role/}
            aws --region us-east-1 iam get-role --role-name "${role%%/*}" --query Role.Arn --output text
            ;;
        *) printf '%s\n' "$arn" ;;
    esac
}

# search_working_copy PATTERN GLOB…: every line that names what must not stay
search_working_copy() {
    [ -d "${WORKING_COPY:-}" ] || stop 'set WORKING_COPY to the folder of the project'
    pattern=$1
    shift
    for glob in "$@"; do
        if [ -z "$(cd "$WORKING_COPY" && find . -path "./$glob" -type f)" ]; then
            say "NOT SEARCHED: there is no file $glob in $WORKING_COPY"
            continue
        fi
        (cd "$WORKING_COPY" && find . -path "./$glob" -type f -exec grep -nHE -e "$pattern" {} +) || [ "$?" -eq 1 ] || return 1
    done
}
