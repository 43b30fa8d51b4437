#!/bin/sh
# Compares the hub with Kannel, the free SMS gateway of Debian, in one interleaved run on this machine:
#
#   src/bench/compare-kannel.sh [rounds] [seconds per measurement] [kannel|hub|both]
#
# Kannel is unpacked from Debian's packages below target/; nothing is installed and no service is
# started. Needs: Debian or Ubuntu on amd64, apt's package lists, cc, a JDK.
set -eu
cd "$(dirname "$0")/../.."
kannel="$PWD/target/kannel"

unpack() {
    mkdir -p "$kannel/packages" "$kannel/root"
    cd "$kannel/packages"
    # What apt would install here: Kannel, and those libraries of it that this machine lacks.
    packages=$(apt-get install --simulate --no-install-recommends kannel | awk '/^Inst/ { print $2 }')
    # Not as apt's own user, who may not write here.
    apt-get -o APT::Sandbox::User="$(id -un)" download ${packages:-kannel}
    for package in ./*.deb; do
        dpkg-deb --extract "$package" "$kannel/root"
    done
    cd - >/dev/null
}

if [ ! -x "$kannel/root/usr/sbin/bearerbox" ]; then
    unpack
fi
cc -shared -fPIC -O2 -o "$kannel/nodelay.so" src/bench/kannel/nodelay.c -ldl
exec ./mvnw -q -Pbench test -Dbench=Comparison -Dbench.arguments="${1:-5} ${2:-10} ${3:-both}"
