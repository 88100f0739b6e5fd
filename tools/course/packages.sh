# shellcheck shell=bash
# What the course needs from the system, and getting it.

PACKAGE_LIST=$COURSE_ROOT/tools/course/packages.txt

packages() { awk -v need="$1" '!/^#/ && $2 == need { print $1 }' "$PACKAGE_LIST"; } # required|optional|ci

package_purpose() { awk -v name="$1" '$1 == name { $1 = $2 = ""; sub(/^ +/, ""); print }' "$PACKAGE_LIST"; }

is_installed() {
  dpkg-query -W -f='${Status}' "$1" 2>/dev/null | grep -q '^install ok installed'
}

missing_packages() { # needs… -> names
  local need name
  for need in "$@"; do
    for name in $(packages "$need"); do
      is_installed "$name" || echo "$name"
    done
  done
}

on_debian() { command -v apt-get >/dev/null && command -v dpkg-query >/dev/null; }

# The words that make a command root's, in AS_ROOT; fails where there is no way.
become_root() {
  AS_ROOT=()
  [[ $(id -u) -eq 0 ]] && return 0
  AS_ROOT=(sudo)
  command -v sudo >/dev/null && { sudo -n true 2>/dev/null || [[ -t 0 ]]; }
}

apt_install() { # log names…
  local log=$1
  shift
  local command=("${AS_ROOT[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends
    -o DPkg::Lock::Timeout=300 "$@")
  print_command "${command[@]}"
  "${command[@]}" >"$log" 2>&1
}

have_package_lists() { compgen -G '/var/lib/apt/lists/*_Packages*' >/dev/null; }

# Names the packages, then installs them.
install_packages() { # names…
  local line="apt-get install -y $*" log
  say "missing packages: $* (installing them takes a minute or two)"
  become_root || die "no way to become root here; run this as root, then ./course again:  $line"
  log=$(mktemp)
  if ! { have_package_lists && apt_install "$log" "$@"; }; then # no lists, or old ones
    show "${AS_ROOT[@]}" apt-get update -qq || true
    apt_install "$log" "$@" || {
      cat "$log" >&2
      die "installing failed: see above. The one line to mend:  $line"
    }
  fi
  rm -f "$log"
}

# Installs what is missing. Elsewhere than on Debian and Ubuntu, leaves it to cmake to find out.
ensure_packages() { # [more needs…]
  local missing=()
  on_debian && mapfile -t missing < <(missing_packages required "$@")
  [[ ${#missing[@]} -eq 0 ]] || install_packages "${missing[@]}"
  ensure_versions
}

# A compiler or cmake that is too old says so here, in one line, not in a thousand.
ensure_versions() {
  local version
  command -v cmake >/dev/null || die "cmake is missing: ./course doctor names what to install"
  version=$(version_of cmake)
  at_least "$version" 3.25 || die "cmake $version is too old, 3.25 is wanted: Debian 12 and Ubuntu 23.04 have it"
  [[ -n ${CXX:-} ]] || ! command -v g++ >/dev/null || {
    version=$(g++ -dumpfullversion)
    at_least "$version" 11 || die "g++ $version is too old for C++20, 11 is wanted; CXX names another compiler"
  }
}
