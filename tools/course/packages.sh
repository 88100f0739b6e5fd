# shellcheck shell=bash
# What the course needs from the system, and getting it.

packages() { # required|optional -> names
  awk -v need="$1" '!/^#/ && $2 == need { print $1 }' "$COURSE_ROOT/tools/course/packages.txt"
}

package_purpose() { awk -v name="$1" '$1 == name { $1 = $2 = ""; sub(/^ +/, ""); print }' "$COURSE_ROOT/tools/course/packages.txt"; }

is_installed() {
  dpkg-query -W -f='${Status}' "$1" 2>/dev/null | grep -q '^install ok installed'
}

missing_packages() { # required|optional
  local name
  for name in $(packages "$1"); do
    is_installed "$name" || echo "$name"
  done
}

on_debian() { command -v apt-get >/dev/null && command -v dpkg-query >/dev/null; }

# Installs what is missing, after naming it. Elsewhere than on Debian and Ubuntu, leaves it to cmake to find out.
ensure_packages() {
  on_debian || {
    command -v cmake >/dev/null || die "this is no Debian or Ubuntu: ./course doctor names what to install"
    return 0
  }
  local missing
  mapfile -t missing < <(missing_packages required)
  [[ ${#missing[@]} -eq 0 ]] && return 0
  say "missing packages: ${missing[*]}"
  local as_root=()
  if [[ $(id -u) -ne 0 ]]; then
    if command -v sudo >/dev/null && { sudo -n true 2>/dev/null || [[ -t 0 ]]; }; then
      as_root=(sudo)
    else
      die "no way to become root here; run this, then ./course again:  apt-get install -y ${missing[*]}"
    fi
  fi
  show "${as_root[@]}" apt-get update -qq || true
  show "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
    "${missing[@]}" >/dev/null || die "installing failed; try:  apt-get install -y ${missing[*]}"
}
