#!/bin/sh
# Writes the secrets of compose.yaml once: server/.env, or the file that is named.
set -eu
umask 077
file=${1:-$(dirname "$0")/../.env}
if [ -e "$file" ]; then
  echo "$file is there already: its secrets stay as they are." >&2
  exit 1
fi
cat >"$file" <<EOF
POSTGRES_PASSWORD=$(openssl rand -hex 24)
ALACARD_SECRET=$(openssl rand -hex 32)
ALACARD_KEYS=k1:$(openssl rand -base64 32)
ALACARD_PUBLIC_URL=http://localhost:8787
EOF
echo "Written: $file. Keep a copy away from this machine: without ALACARD_KEYS private notebooks are lost." >&2
