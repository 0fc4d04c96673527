# Finds an Emscripten of at least `emscripten_least`, or makes a private one from Debian 13's package.
# On Debian 12 that package cannot be installed, but unpacked it works beside LLVM 19 from Debian 12 itself;
# only Binaryen's programs need Debian 13's newer C library, which is unpacked with them.

emscripten_least=3.1.69
emscripten_private=$cache/emscripten-$emscripten_least

# Sets and exports `emscripten`, the folder with emcc and emcmake; installs what is missing.
find_emscripten() {
  if command -v emcc > /dev/null && newer_than_least "$(emcc --version 2> /dev/null | sed -nE '1s/.* ([0-9]+\.[0-9]+\.[0-9]+).*/\1/p')"; then
    emscripten=$(dirname "$(readlink -f "$(command -v emcc)")")
  elif [ -d /usr/share/emscripten ] && newer_than_least "$(tr -d '"' < /usr/share/emscripten/emscripten-version.txt)"; then
    emscripten=/usr/share/emscripten
  else
    is_debian || die "no emcc >= $emscripten_least on PATH: install the Emscripten SDK (https://emscripten.org) and activate it"
    make_private_emscripten
    emscripten=$emscripten_private/usr/share/emscripten
  fi
  export emscripten
}

newer_than_least() {
  [ -n "$1" ] && [ "$(printf '%s\n' "$emscripten_least" "$1" | sort -V | head -n 1)" = "$emscripten_least" ]
}

make_private_emscripten() {
  install_packages clang-19 lld-19 llvm-19 node-acorn python3 xz-utils
  [ -f "$emscripten_private/usr/share/emscripten/.emscripten" ] && return
  [ "$install" = yes ] || die "no emcc >= $emscripten_least (run without --no-install to unpack Debian 13's)"
  private_apt trixie
  say "Unpacking Debian 13's Emscripten $emscripten_least (250 MB) into $emscripten_private"
  scratch_folder=$(scratch)
  (
    cd "$scratch_folder"
    local package
    for package in emscripten binaryen libc6 libstdc++6 libgcc-s1; do
      run_quietly "$build/log/download-$package.log" apt-get "${apt_options[@]}" download "$package/trixie"
    done
    mkdir root
    dpkg-deb --fsys-tarfile emscripten_*.deb | tar x -C root --exclude='*/wasm32-emscripten/pic' \
      --exclude='*/lto-pic' --exclude='usr/share/emscripten/test'
    for package in binaryen libc6 libstdc++6 libgcc-s1; do
      dpkg-deb --fsys-tarfile "$package"_*.deb | tar x -C root
    done
    write_binaryen_wrappers root
    mkdir -p root/usr/share/emscripten/node_modules
    ln -sfn /usr/share/nodejs/acorn root/usr/share/emscripten/node_modules/acorn
    # Emscripten reads the configuration that lies beside it before any other.
    cat > root/usr/share/emscripten/.emscripten << CONFIG
LLVM_ROOT = '/usr/bin'
LLVM_ADD_VERSION = '19'
CLANG_ADD_VERSION = '19'
BINARYEN_ROOT = '$emscripten_private/binaryen'
NODE_JS = '$(command -v node)'
FROZEN_CACHE = True
CONFIG
    mv -T root "$emscripten_private"
  )
  remove_scratch
}

# Binaryen's programs, each started with the C library that was unpacked beside it.
write_binaryen_wrappers() {
  local root=$1 program
  mkdir -p "$root/binaryen/bin"
  for program in "$root"/usr/bin/wasm*; do
    program=${program##*/}
    printf '#!/bin/sh\nr=%s/usr\nexec "$r/lib64/ld-linux-x86-64.so.2" --library-path "$r/lib/x86_64-linux-gnu" "$r/bin/%s" "$@"\n' \
      "$emscripten_private" "$program" > "$root/binaryen/bin/$program"
    chmod +x "$root/binaryen/bin/$program"
  done
}
