# shellcheck shell=bash
# Real weights and data, from their official homes, else from a mirror. The table is fetch.tsv.

fetch_rows() { grep -v '^#' "$COURSE_ROOT/tools/course/fetch.tsv"; }

fetch_names() { fetch_rows | cut -f1 | sort -u; }

fetch_files() { fetch_rows | awk -F'\t' -v name="$1" '$1 == name { print $2 }'; } # name

fetch_list() {
  local name
  for name in $(fetch_names); do
    fetch_rows | awk -F'\t' -v name="$name" '$1 == name { files = files " " $2; bytes += $3; ++count }
      END { printf "  %-16s %8.1f MB %s\n", name, bytes / 1e6, (count > 5 ? " " count " files" : files) }'
  done
}

sha256_of() { if command -v sha256sum >/dev/null; then sha256sum "$1"; else shasum -a 256 "$1"; fi | cut -d' ' -f1; }

file_is_right() { # file sha256
  [[ -s $1 ]] && { [[ $2 == - ]] || [[ $(sha256_of "$1") == "$2" ]]; }
}

curl_to() { # file url [more]
  local file=$1 url=$2 quiet=()
  shift 2
  [[ -t 2 ]] || quiet=(--silent --show-error)
  curl --fail --location --retry 3 --connect-timeout 20 --speed-limit 100 --speed-time 60 "${quiet[@]}" "$@" -o "$file" "$url"
}

# Goes on with a part, if the server lets it; else starts over.
download() { # url part sha256
  local code=0
  printf '+ curl --fail --location -C - -o %q %q\n' "$2" "$1"
  [[ ! -s $2 ]] || echo "  going on from $(wc -c <"$2") bytes"
  [[ $3 == - ]] && rm -f "$2" # nothing could tell a good join from a bad one
  curl_to "$2" "$1" -C - || code=$?
  [[ $code -eq 0 ]] && return 0
  case $code in
    22 | 33 | 36) # refused the range
      [[ -s $2 ]] || return 1
      rm -f "$2"
      curl_to "$2" "$1"
      ;;
    *) return 1 ;;
  esac
}

# Downloads and checks. A part of unknown past that turns out wrong is fetched once more, from its first byte.
download_right() { # url part sha256
  local resumed=no
  [[ $3 != - ]] && file_is_right "$2" "$3" && return 0 # stopped just before it got its name
  [[ -s $2 ]] && resumed=yes
  download "$1" "$2" "$3" || return 1
  file_is_right "$2" "$3" && return 0
  echo "course: what came from $1 has sha256 $(sha256_of "$2"), wanted $3: deleted" >&2
  rm -f "$2"
  [[ $resumed == yes ]] && download_right "$@"
}

fetch_file() { # name file sha256 urls
  local target=$P2G_DATA/$1/$2 url urls
  if file_is_right "$target" "$3"; then
    echo "$target is here already"
    return 0
  fi
  [[ ! -e $target ]] || echo "$target is not what it should be: fetching it again"
  read -r -a urls <<<"$4"
  [[ -z ${P2G_DATA_URL:-} ]] || urls=("${P2G_DATA_URL%/}/$1/$2")
  mkdir -p "$P2G_DATA/$1" || die "cannot make $P2G_DATA/$1: P2G_DATA names another folder"
  for url in "${urls[@]}"; do
    if download_right "$url" "$target.part" "$3"; then
      mv -f "$target.part" "$target"
      echo "$target: $([[ $3 == - ]] && echo "fetched, unchecked: the table has no sha256 of it" || echo "sha256 is right")"
      return 0
    fi
  done
  die "cannot get $2 of $1. Put it yourself at $target$([[ $3 == - ]] || echo " (sha256 $3)"), or name a mirror in P2G_DATA_URL"
}

fetch_help() {
  cat <<TEXT
./course fetch NAME…

Gets real data into $P2G_DATA (P2G_DATA names another folder), checks its sha256, and goes on where it stopped if it was
interrupted. P2G_DATA_URL names a mirror that holds NAME/FILE; it may be file://. What there is:

TEXT
  fetch_list
}

course_fetch() {
  if wants_help "${1:-}" || [[ $# -eq 0 ]]; then
    fetch_help
    return 0
  fi
  local name entry file sha urls
  for name in "$@"; do
    fetch_names | grep -qx -- "$name" || die "there is no data called '$name': ./course fetch lists what there is" 2
  done
  command -v curl >/dev/null || ! on_debian || install_packages curl ca-certificates
  command -v curl >/dev/null || die "curl is missing: ./course doctor names what to install"
  for name in "$@"; do
    while IFS=$'\t' read -r entry file _ sha urls; do
      if [[ $entry == "$name" ]]; then fetch_file "$entry" "$file" "$sha" "$urls"; fi
    done < <(fetch_rows)
  done
}
