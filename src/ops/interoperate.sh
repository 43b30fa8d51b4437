#!/bin/sh
# The hub against an SMPP server that has nothing to do with it, the npm package smpp (MIT):
#
#   src/ops/interoperate.sh
#
# It binds, is refused once, takes texts, answers, gets receipts, is throttled, unbound and cut off, and
# binds again. Exits with 0 if all of that went well. Needs Node 18 or newer and the npm registry; the
# hub runs as in ./mvnw spring-boot:test-run, with data of its own below target/. MVN names another Maven.
set -eu
cd "$(dirname "$0")/../.."
work="$PWD/target/interoperate"
rm -rf "$work"
mkdir -p "$work"
cp src/ops/interoperate/package.json src/ops/interoperate/package-lock.json src/ops/interoperate/interoperate.js "$work"
(cd "$work" && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error)
# Before the hub has to bind in time: a first build fetches what it needs.
${MVN:-./mvnw -q} test-compile
exec node "$work/interoperate.js" "$PWD"
