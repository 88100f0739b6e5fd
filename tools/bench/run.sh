#!/usr/bin/env bash
# Runs the bench program with every PyTorch that is found: run.sh BENCH [arguments]
# P2G_PEERS names other Pythons to try, separated by colons.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
bench=$1
shift

peers=()
seen=" "
IFS=: read -r -a candidates <<<"${P2G_PEERS:-}:/usr/bin/python3:$(command -v python3 || true)"
for python in "${candidates[@]}"; do
  [[ -n $python && -x $python ]] || continue
  version=$("$python" -c 'import torch; print(torch.__version__)' 2>/dev/null) || continue
  [[ $seen == *" $version "* ]] && continue
  seen+="$version "
  peers+=(--peer "$python")
done

if [[ -n ${OPENBLAS_CORETYPE:-} ]]; then
  echo "bench: OPENBLAS_CORETYPE=$OPENBLAS_CORETYPE would pin PyTorch to another core type: unset here" >&2
  unset OPENBLAS_CORETYPE
fi
exec "$bench" --peer-script "$here/peer_torch.py" "${peers[@]}" "$@"
