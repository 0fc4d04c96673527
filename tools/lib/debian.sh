# Debian packages: installing them, and reading another release's archive without changing the system's apt.

# install_packages PACKAGE…: installs those that are missing, in one apt-get call.
install_packages() {
  local missing=() package
  for package in "$@"; do
    dpkg-query -W -f='${Status}' "$package" 2> /dev/null | grep -q 'ok installed' || missing+=("$package")
  done
  [ ${#missing[@]} -gt 0 ] || return 0
  [ "$install" = yes ] || die "missing Debian packages: ${missing[*]} (run without --no-install, or install them)"
  local as_root=()
  [ "$(id -u)" = 0 ] || as_root=(sudo)
  say "Installing Debian packages: ${missing[*]}"
  run_quietly "$build/log/apt-update.log" "${as_root[@]}" apt-get update
  DEBIAN_FRONTEND=noninteractive run_quietly "$build/log/apt-install.log" \
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "${missing[@]}"
}

# private_apt SUITE: sets the array `apt_options` so that apt-get reads SUITE from the machine's own mirror.
private_apt() {
  local suite=$1 folder=$cache/apt-$1 mirror
  mirror=$(machine_mirror)
  [ -n "$mirror" ] || die "no Debian mirror found in /etc/apt; add one, or set INKLING_SOURCES=upstream"
  mkdir -p "$folder/lists/partial" "$folder/archives/partial"
  cat > "$folder/$suite.sources" << SOURCES
Types: deb deb-src
URIs: $mirror
Suites: $suite
Components: main
Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg
SOURCES
  apt_options=(-o "Dir::Etc::sourcelist=$folder/$suite.sources" -o Dir::Etc::sourceparts=/dev/null
    -o "Dir::State::lists=$folder/lists" -o "Dir::Cache=$folder" -o "Dir::Cache::archives=$folder/archives"
    -o Acquire::Languages=none -o Acquire::GzipIndexes=true)
  # The index is read anew once a day: a pinned hash decides what is taken, not the index.
  [ -n "$(find "$folder/updated" -mtime -1 2> /dev/null)" ] && return
  [ "$install" = yes ] || die "the package index of Debian $suite is not here yet (run without --no-install)"
  say "Reading the package index of Debian $suite"
  run_quietly "$build/log/apt-$suite.log" apt-get "${apt_options[@]}" update
  touch "$folder/updated"
}

# The first main archive that the machine's own sources name.
machine_mirror() {
  local mirror
  mirror=$(cat /etc/apt/sources.list.d/debian.sources 2> /dev/null | sed -n 's/^URIs: *//p' | head -n 1)
  [ -n "$mirror" ] || mirror=$(sed -nE 's/^deb (\[[^]]*\] )?([^ ]+) .* main.*/\2/p' /etc/apt/sources.list 2> /dev/null | head -n 1)
  printf '%s' "$mirror"
}
