"""The Debian packages that the servers come in."""

import contextlib
import os
import shutil
import subprocess
import sys
from pathlib import Path


class GivesUp(Exception):
    def __init__(self, status, message):
        super().__init__(message)
        self.status = status


# What proves that a package is here.
PACKAGES = {
    "curl": "/usr/bin/curl",
    "openssl": "/usr/bin/openssl",
    "nginx": "/usr/sbin/nginx",
    "apache2": "/usr/sbin/apache2",
    "lighttpd": "/usr/sbin/lighttpd",
    "lighttpd-mod-openssl": "/usr/lib/lighttpd/mod_openssl.so",
    "lighttpd-mod-deflate": "/usr/lib/lighttpd/mod_deflate.so",
    "haproxy": "/usr/sbin/haproxy",
    "nghttp2-server": "/usr/sbin/nghttpd",
    "squid": "/usr/sbin/squid",
    "microsocks": "/usr/bin/microsocks",
}
PACKAGES_OF = {
    "nginx": ["nginx"],
    "apache": ["apache2"],
    "lighttpd": ["lighttpd", "lighttpd-mod-openssl", "lighttpd-mod-deflate"],
    "haproxy": ["haproxy"],
    "nghttpd": ["nghttp2-server"],
    "python": [],
    "squid": ["squid"],
    "socks": ["microsocks"],
}
NGINX_BROTLI = Path("/usr/lib/nginx/modules/ngx_http_brotli_filter_module.so")  # not in every release of Debian

NEEDS_NGINX = {"nginx", "haproxy", "squid", "socks"}  # the origin behind the proxies


def install_what_is_missing(sections):
    wanted = ["curl", "openssl"]
    for section in sections:
        wanted += PACKAGES_OF[section]
    if NEEDS_NGINX & set(sections) and "nginx" not in wanted:
        wanted.append("nginx")
    missing = [package for package in wanted if not os.path.exists(PACKAGES[package])]
    install("interop", missing, ["libnginx-mod-http-brotli-filter"] if "nginx" in missing else [])


def install(program, packages, where_there_is=()):
    """By apt-get, whose services are not started. The second ones are not in every release of Debian."""
    if not packages:
        return
    if not shutil.which("apt-get"):
        raise GivesUp(2, "needs the Debian packages " + " ".join(packages))
    print(f"{program}: installing " + " ".join(packages), file=sys.stderr)
    as_root = [] if os.getuid() == 0 else ["sudo", "-n"]
    apt = [*as_root, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get"]
    with no_services(as_root):
        subprocess.run([*apt, "update", "-q"], capture_output=True)  # an old list may do
        done = subprocess.run([*apt, "install", "-q", "-y", "--no-install-recommends", *packages], capture_output=True, text=True)
        if done.returncode == 0 and where_there_is:
            subprocess.run([*apt, "install", "-q", "-y", "--no-install-recommends", *where_there_is], capture_output=True)
    if done.returncode != 0:
        raise GivesUp(2, "apt-get could not install " + " ".join(packages) + "\n" + done.stderr)


@contextlib.contextmanager
def no_services(as_root):
    """While packages are installed, their services are not started."""
    policy = "/usr/sbin/policy-rc.d"
    ours = not os.path.exists(policy)
    if ours:
        subprocess.run([*as_root, "tee", policy], input=b"#!/bin/sh\nexit 101\n", stdout=subprocess.DEVNULL)
        subprocess.run([*as_root, "chmod", "755", policy])
    try:
        yield
    finally:
        if ours:
            subprocess.run([*as_root, "rm", "-f", policy])
