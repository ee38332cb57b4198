#!/usr/bin/env bash
# usage: proxy_cost.sh PLIMSOLL   microseconds of processor that the fault proxy needs a request, wrk to nginx through it, beside the direct run
set -euo pipefail
plimsoll=$(realpath "$1")
folder=$(mktemp -d)
trap 'kill "$proxy" $(cat "$folder/nginx.pid") 2>/dev/null; sleep 0.5; rm -rf "$folder"' EXIT
body=$(head -c 1000 /dev/zero | tr '\0' x)
cat >"$folder/nginx.conf" <<END
worker_processes 1; pid $folder/nginx.pid; error_log $folder/error.log;
events { worker_connections 4096; }
http { access_log off; keepalive_requests 100000000;
  server { listen 127.0.0.1:18199; location = /a { return 200 '$body'; } location = /counts { stub_status; } } }
END
nginx -c "$folder/nginx.conf"
taskset -c 1 "$plimsoll" chaos --quiet --proxy p=18198,18199 >/dev/null &
proxy=$!
until curl -sf http://127.0.0.1:18198/a >/dev/null; do sleep 0.1; done
requests() { curl -s http://127.0.0.1:18199/counts | awk 'NR == 3 { print $3 }'; }
# utime and stime count hundredths of a second.
processor() { awk '{ print ($14 + $15) * 10000 }' "/proc/$proxy/stat"; }
load() { taskset -c 0 wrk -t1 -c"$1" -d5s "http://127.0.0.1:$2/a" | awk '/Requests.sec/ { print $2 }'; }
for connections in 100 1000; do
  for round in 1 2 3; do
    direct=$(load "$connections" 18199)
    from=$(requests) cost=$(processor)
    proxied=$(load "$connections" 18198)
    cost=$(($(processor) - cost)) count=$(($(requests) - from))
    echo "$connections connections, round $round: direct $direct/s, through the proxy $proxied/s," \
      "$(awk "BEGIN { printf \"%.1f\", $cost / $count }") µs a request," \
      "$(awk '/VmHWM/ { print $2 }' "/proc/$proxy/status") kB at most"
  done
done
