#!/bin/sh
# Prints the path of a kubectl that can render deploy/kubernetes. The one on the PATH when it is new enough, else Debian's (trixie), unpacked under
# .cache in a few seconds and kept there. Nothing is installed but mmdebstrap, when that is missing.
set -eu
root=$(CDPATH='' cd -- "$(dirname "$0")/.." && pwd -P)
unpacked=$root/.cache/kubectl
give_up() { printf '%s\n' "$*" >&2; exit 1; }

renders() { "$1" kustomize "$root/deploy/kubernetes/overlays/production" >/dev/null 2>&1; }

if found=$(command -v kubectl) && renders "$found"; then
  echo "$found"
  exit 0
fi
if [ ! -x "$unpacked/usr/bin/kubectl" ]; then
  { [ -f /etc/debian_version ] && [ "$(id -u)" -eq 0 ]; } || give_up "No kubectl of 1.27 or newer here; install one."
  if ! command -v mmdebstrap >/dev/null 2>&1; then
    { apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends mmdebstrap; } >/dev/null 2>&1 ||
      give_up "mmdebstrap could not be installed; install kubectl 1.27 or newer."
  fi
  mirror=$({ apt-get indextargets --format '$(REPO_URI) $(LABEL)' 2>/dev/null | sed -n 's/ Debian$//p'
    cat /etc/apt/sources.list /etc/apt/sources.list.d/*.sources /etc/apt/sources.list.d/*.list 2>/dev/null |
      sed -n -e 's/^URIs: *\([^ ]*\).*/\1/p' -e 's/^deb \(\[[^]]*\] \)*\([^ ]*\).*/\2/p' | grep '/debian/*$'; } | head -n 1)
  mkdir -p "$root/.cache"
  new=$(mktemp -d "$root/.cache/kubectl.XXXXXX")
  if ! mmdebstrap --quiet --variant=extract --include=kubernetes-client trixie "$new" "$mirror" >&2; then
    rm -rf "$new"
    give_up "Debian's kubernetes-client could not be had; install kubectl 1.27 or newer."
  fi
  # Two at once: the first to finish wins.
  mv -T "$new" "$unpacked" 2>/dev/null || rm -rf "$new"
fi
renders "$unpacked/usr/bin/kubectl" || give_up "$unpacked/usr/bin/kubectl does not render deploy/kubernetes."
echo "$unpacked/usr/bin/kubectl"
