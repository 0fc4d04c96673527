# Shared by the scripts in tools/: where things live, how they speak, how they fail.
# Source it first; it changes to the project's folder.
set -euo pipefail

project=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
cd "$project"

# Downloads and the toolchain outlive a clone; everything built stays in build/.
cache=${INKLING_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/inkling}
build=$project/build
install=${INKLING_INSTALL:-yes}

say() { printf '%s\n' "$*" >&2; }
die() {
  printf '%s: %s\n' "${0##*/}" "$*" >&2
  exit 1
}

# Takes --no-install out of the arguments; what is left is in "${arguments[@]}".
take_no_install() {
  arguments=()
  local argument
  for argument in "$@"; do
    if [ "$argument" = --no-install ]; then install=no; else arguments+=("$argument"); fi
  done
  export INKLING_INSTALL=$install
}

# A folder that is gone when the script ends, however it ends.
scratch() {
  mkdir -p "$cache"
  mktemp -d "$cache/unfinished.XXXXXX"
}
remove_scratch() { rm -rf "${scratch_folder:-}"; }
trap remove_scratch EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# run_quietly LOG COMMAND…: the command's output goes to LOG; its end is shown if it fails.
run_quietly() {
  local log=$1
  shift
  mkdir -p "$(dirname "$log")"
  "$@" > "$log" 2>&1 || {
    local status=$?
    tail -n 40 "$log" >&2
    die "'$1' failed with status $status; the whole log is $log"
  }
}

is_debian() { grep -qs '^ID=debian' /etc/os-release && command -v apt-get > /dev/null; }
