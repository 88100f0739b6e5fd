# shellcheck shell=bash
# Real weights and data, from their official homes.
# Columns of fetch.tsv: name, file, bytes, sha256 ("-": not known), address.

FETCH_TABLE=$COURSE_ROOT/tools/course/fetch.tsv

fetch_names() { cut -f1 "$FETCH_TABLE" | sort -u; }

fetch_list() {
  local name
  for name in $(fetch_names); do
    awk -F'\t' -v name="$name" '$1 == name { files = files " " $2; bytes += $3 }
      END { printf "  %-16s %8.1f MB %s\n", name, bytes / 1e6, files }' "$FETCH_TABLE"
  done
}

file_is_right() { # file sha256
  [[ -s $1 ]] && { [[ $2 == - ]] || [[ $(sha256sum "$1" | cut -d' ' -f1) == "$2" ]]; }
}

# P2G_DATA_URL names a mirror with the same layout: NAME/FILE.
fetch_file() { # name file bytes sha256 url
  local target=$P2G_DATA/$1/$2 url=$5
  [[ -z ${P2G_DATA_URL:-} ]] || url=${P2G_DATA_URL%/}/$1/$2
  if file_is_right "$target" "$4"; then
    echo "$target is here already"
    return 0
  fi
  mkdir -p "$P2G_DATA/$1"
  local quiet=(--silent --show-error)
  [[ -t 2 ]] && quiet=(--progress-bar)
  printf '+ curl -C - -o %q %q\n' "$target.part" "$url"
  if ! curl --fail --location --retry 3 "${quiet[@]}" -C - -o "$target.part" "$url"; then
    # A part that is whole already has nothing left to send, which some servers call an error.
    if [[ $4 == - ]] || ! file_is_right "$target.part" "$4"; then
      die "cannot get $url. Without a network: put the file at $target (sha256 $4); or name a mirror in P2G_DATA_URL"
    fi
  fi
  if ! file_is_right "$target.part" "$4"; then
    local got
    got=$(sha256sum "$target.part" | cut -d' ' -f1)
    rm -f "$target.part"
    die "$url has sha256 $got, wanted $4: the file was changed or broken on the way; it is deleted, try again"
  fi
  mv "$target.part" "$target"
  echo "$target: $([[ $4 == - ]] && echo "fetched (no published sha256 to check)" || echo "sha256 is right")"
}

course_fetch() {
  if wants_help "${1:-}" || [[ $# -eq 0 ]]; then
    echo "./course fetch NAME…: gets real data into $P2G_DATA (P2G_DATA names another folder). Goes on where it stopped."
    echo "P2G_DATA_URL names a mirror, which may be file://. What there is:"
    fetch_list
    return 0
  fi
  command -v curl >/dev/null || die "curl is missing:  apt-get install -y curl ca-certificates"
  local name
  for name in "$@"; do
    fetch_names | grep -qx -- "$name" || die "there is no data called '$name': ./course fetch lists what there is" 2
    while IFS=$'\t' read -r entry file bytes sha url; do
      [[ $entry == "$name" ]] && fetch_file "$entry" "$file" "$bytes" "$sha" "$url"
    done <"$FETCH_TABLE"
  done
}
