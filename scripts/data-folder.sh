#!/usr/bin/env bash
# Makes the data folder where the database's own user can come to it: root's home is closed to everybody else, so that for a
# checkout in there the folder is a link to one under /var/lib.
# Usage: data-folder.sh FOLDER
set -euo pipefail
folder=$1
[ "$(id -u)" = 0 ] && [ ! -e "$folder" ] || exit 0
parent=$(readlink -m "$(dirname "$folder")")
while [ "$parent" != / ]; do
    # The last digit of the mode: what others may do; 1 is to pass through.
    if [ $(($(stat -c %a "$parent") % 10 & 1)) = 0 ]; then
        elsewhere=/var/lib/nuanxin/$(readlink -m "$folder" | cksum | cut -d ' ' -f 1)
        mkdir -p "$elsewhere"
        ln -s "$elsewhere" "$folder"
        echo "数据放在 $elsewhere,因为数据库用户不能进入 $parent | the data are in $elsewhere, for the database's user cannot enter $parent" >&2
        exit 0
    fi
    parent=$(dirname "$parent")
done
