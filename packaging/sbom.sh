#!/usr/bin/env bash
# Lists all that the program is built of, with versions and licences, in the form of CycloneDX: packaging/sbom.sh
# Needs cargo-cyclonedx: cargo install cargo-cyclonedx --locked
set -euo pipefail
cd "$(dirname "$0")/.."
mkdir -p target/assets
cargo cyclonedx --format json --no-build-deps --override-filename attache.cdx
# It writes beside the manifest.
mv attache.cdx.json target/assets/attache.cdx.json
echo target/assets/attache.cdx.json
