#!/bin/sh
# Writes from the environment what nginx does not read from there itself; the image runs it before nginx.
#
# SERVERS      the instances, as host:port, separated by spaces
# TRUST_PROXY  proxies in front of this one whose X-Forwarded-For is believed: addresses or networks, by commas
# NGINX_FOLDER where to write; /etc/nginx unless told
set -eu
folder=${NGINX_FOLDER:-/etc/nginx}

for server in ${SERVERS:?must name the instances as host:port, separated by spaces}; do
  # A container that is made anew has another address: names are looked up again and again (nginx 1.27.3 or newer).
  case $server in
    *[!0-9.:]*) follow=' resolve' ;;
    *) follow='' ;;
  esac
  echo "server $server$follow max_fails=3 fail_timeout=10s;"
done >"$folder/servers.conf"

{
  # Docker says that its answers hold for ten minutes, but a name moves at once. Servers listen on IPv4.
  nameservers=$(awk '$1 == "nameserver" { print index($2, ":") ? "[" $2 "]" : $2 }' /etc/resolv.conf | tr '\n' ' ')
  [ -z "$nameservers" ] || echo "resolver $nameservers valid=5s ipv6=off;"
  for proxy in $(echo "${TRUST_PROXY:-}" | tr ',' ' '); do
    echo "set_real_ip_from $proxy;"
  done
} >"$folder/network.conf"
