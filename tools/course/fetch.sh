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

# Goes on with a part, if the server lets it; else starts over. A part that is whole needs nothing more.
download() { # url part sha256
  local quiet=(--silent --show-error) code=0
  [[ -t 2 ]] && quiet=(--progress-bar)
  printf '+ curl -C - -o %q %q\n' "$2" "$1"
  curl --fail --location --retry 3 "${quiet[@]}" -C - -o "$2" "$1" || code=$?
  [[ $code -eq 0 ]] && return 0
  if [[ $3 != - ]] && file_is_right "$2" "$3"; then return 0; fi
  case $code in
    22 | 33 | 36) # refused the range
      [[ -s $2 ]] || return 1
      rm -f "$2"
      curl --fail --location --retry 3 "${quiet[@]}" -o "$2" "$1"
      ;;
    *) return 1 ;;
  esac
}

# P2G_DATA_URL names a mirror with the same layout: NAME/FILE.
fetch_file() { # name file sha256 url
  local target=$P2G_DATA/$1/$2 url=$4 got
  [[ -z ${P2G_DATA_URL:-} ]] || url=${P2G_DATA_URL%/}/$1/$2
  if file_is_right "$target" "$3"; then
    echo "$target is here already"
    return 0
  fi
  mkdir -p "$P2G_DATA/$1"
  download "$url" "$target.part" "$3" ||
    die "cannot get $url. Without a network: put the file at $target (sha256 $3); or name a mirror in P2G_DATA_URL"
  if ! file_is_right "$target.part" "$3"; then
    got=$(sha256sum "$target.part" | cut -d' ' -f1)
    rm -f "$target.part"
    die "$url has sha256 $got, wanted $3: the file was changed or broken on the way; it is deleted, try again"
  fi
  mv "$target.part" "$target"
  echo "$target: $([[ $3 == - ]] && echo "fetched (no published sha256 to check)" || echo "sha256 is right")"
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
    while IFS=$'\t' read -r entry file _ sha url; do
      if [[ $entry == "$name" ]]; then fetch_file "$entry" "$file" "$sha" "$url"; fi
    done <"$FETCH_TABLE"
  done
}
