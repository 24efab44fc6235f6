#!/usr/bin/env bash
# Makes the package for Debian, and prints where it is: packaging/deb.sh
# Needs cargo-deb and cargo-cyclonedx: cargo install cargo-deb cargo-cyclonedx --locked
set -euo pipefail
cd "$(dirname "$0")/.."
cargo build --release --locked
mkdir -p target/assets
attache=target/release/attache
mkdir -p target/assets/man
"$attache" man target/assets/man
"$attache" completions bash > target/assets/attache
"$attache" completions zsh > target/assets/_attache
"$attache" completions fish > target/assets/attache.fish
packaging/sbom.sh
cargo deb --no-build
