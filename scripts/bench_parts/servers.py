"""The servers, on a core of their own."""

import json
import os
import urllib.request
from pathlib import Path

from interop_parts.lab import openssl


def make_certificate(lab):
    openssl(lab, "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", "server.key", "-out", "server.crt",
            "-days", "30", "-subj", "/CN=bench", "-config", lab.write("req.cnf", "[req]\ndistinguished_name=n\n[n]\n"),
            "-addext", "subjectAltName=IP:127.0.0.1", "-addext", "basicConstraints=critical,CA:TRUE")
    return lab.folder / "server.crt"


def start_nginx(lab, core):
    """One worker; connections are kept for as long as clients like."""
    p, here = lab.ports, lab.folder
    tls = f"ssl_certificate {here}/server.crt; ssl_certificate_key {here}/server.key;"
    config = lab.write("nginx.conf", f"""
daemon off;
worker_processes 1;
pid {here}/nginx.pid;
error_log {here}/nginx.log error;
events {{ worker_connections 4096; }}
http {{
  types {{ text/html html; }}
  access_log off;
  sendfile on;
  tcp_nopush on;
  keepalive_requests 1000000000;
  keepalive_timeout 10m;
  open_file_cache max=1000 inactive=1h;
  open_file_cache_valid 1h;
  client_body_temp_path {here}/tmp-body;
  proxy_temp_path {here}/tmp-proxy;
  fastcgi_temp_path {here}/tmp-fastcgi;
  uwsgi_temp_path {here}/tmp-uwsgi;
  scgi_temp_path {here}/tmp-scgi;
  root {here}/www;
  server {{ listen 127.0.0.1:{p["nginx"]} backlog=4096; }}
  server {{ listen 127.0.0.1:{p["nginx-tls"]} ssl backlog=4096; {tls} }}
  server {{ listen 127.0.0.1:{p["nginx-h2"]} ssl http2 backlog=4096; {tls} }}
}}
""")
    command = ["taskset", "-c", core, "/usr/sbin/nginx", "-p", here, "-c", config, "-e", here / "nginx.log"]
    lab.start("nginx", command, [p["nginx"], p["nginx-tls"], p["nginx-h2"]])


def start_delay_server(lab, core, program):
    # As who has built it, whose folder nobody else may read.
    lab.start("delay_server", ["taskset", "-c", core, program, lab.ports["delay"]], [lab.ports["delay"]], as_nobody=False)


def seen_by_delay_server(lab):
    """Since the last time: the number of connections, and the most requests that have waited at a time."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open(f"http://127.0.0.1:{lab.ports['delay']}/seen", timeout=10) as answer:
        return json.load(answer)


def cpu_of_servers(lab):
    """In seconds, until now, of all of them and their workers."""
    ours = {process.pid for process in lab.processes}
    ticks = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent, user, system = (int(stat.read_text().rpartition(")")[2].split()[i]) for i in (1, 11, 12))
        except (OSError, IndexError):  # it has ended meanwhile
            continue
        if int(stat.parent.name) in ours or parent in ours:
            ticks += user + system
    return ticks / os.sysconf("SC_CLK_TCK")
