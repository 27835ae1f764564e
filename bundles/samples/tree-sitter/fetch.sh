#!/bin/sh
# Fetches tree-sitter and grammars with npm, checks them, and makes a bundle of each in target/fetched: copy these into the
# deploy folder of a container. Words select grammars whose names contain them; without any, all are fetched.
set -e
cd "$(dirname "$0")"
out="$PWD/target/fetched"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$out"

wanted() {
    test $# -gt 1 && test "$1" != web-tree-sitter || return 0
    name=$1
    shift
    for word; do
        case "$name" in *"$word"*) return 0 ;; esac
    done
    return 1
}

while read -r package version sha256; do
    wanted "$package" "$@" || continue
    file="${package##*/}.wasm"
    mkdir "$work/p"
    (cd "$work/p" && npm pack --silent "$package@$version" > log && tar xzf ./*.tgz "package/$file")
    echo "$sha256  $work/p/package/$file" | sha256sum -c --status || {
        echo "$package@$version: $file is another than expected" >&2
        exit 1
    }
    printf '%s\n' 'Manifest-Version: 1.0' 'Bundle-ManifestVersion: 2' "Bundle-SymbolicName: npm.${package##*/}" \
        "Bundle-Version: $version" 'Bundle-License: MIT' "Wasm-Module: $file" \
        'Require-Capability: osgi.extender;filter:="(osgi.extender=tagalong.dl)"' > "$work/p/manifest.txt"
    jar cfm "$out/${package##*/}.jar" "$work/p/manifest.txt" -C "$work/p/package" "$file"
    rm -r "$work/p"
    echo "$out/${package##*/}.jar"
done << 'PACKAGES'
web-tree-sitter 0.27.1 beca80e44cccbf2299ed4d1e3fa6462a9a6fe818aeebf847547a392227ce4acc
tree-sitter-json 0.24.8 d2119fb98d5912719b13f9458574f8608d2d29dfbe45f6be1f860ea1fe2a2405
tree-sitter-javascript 0.25.0 5fb488d0cabb4775a594bab85682de5ad6ce83c0d6ac997a9f82dd084d571240
tree-sitter-c 0.24.1 c852c2a85ebf2beb636aa3b0ef7f7e70458684d74f6741b20dcb296885bed9f9
tree-sitter-python 0.25.0 16108b50df4ee9a30168794252ab55e7c93bfc5765d7fa0aa3e335752c515f47
tree-sitter-java 0.23.5 4fdeac4ca6ca089f06c6f7e562abcac1733cd465728cc7031ebb73c2019122c4
tree-sitter-html 0.23.2 c48fcd82c7ea8bf943180088ba7f28c48b2bb5287874179168bf9d31e394cf85
tree-sitter-bash 0.25.1 8292919c88a0f7d3fb31d0cd0253ca5a9531bc1ede82b0537f2c63dd8abe6a7a
tree-sitter-css 0.25.0 8a23977fe271357cce6f254ef88c9bebf3854602d8046605aef6a45c02135c59
@tree-sitter-grammars/tree-sitter-toml 0.7.0 1ac6a83826c35a68857f8325e00c78f6bcbef4eb6db3931a6cf3041f76e5e09f
@tree-sitter-grammars/tree-sitter-lua 0.4.1 6d95607fc7d78964cfdf065ccb1ba76be5ed217c5ec0d0a3cace13c59fa1ae43
@tree-sitter-grammars/tree-sitter-yaml 0.7.1 e752dc21c3591df9b45692fe417d101f45d1828c28c44d79005f4066dc7e4e91
PACKAGES
