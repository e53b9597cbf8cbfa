"""Has curl and simul fetch."""

import json
import os
import re
import subprocess
import urllib.parse
from pathlib import Path

from interop_parts.packages import GivesUp


SIMUL = Path(__file__).resolve().parent.parent / "simul"


def environment():
    return {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}


def trust(lab, options):
    if "NO-CA" in options:
        return [option for option in options if option != "NO-CA"]
    return [*options, "--cacert", str(lab.folder / "ca.crt")]


def bare(url):
    """Without fragment, of which curl keeps none on a redirect; the userinfo with its escapes in capitals, as curl has them at first."""
    parts = urllib.parse.urlsplit(url)
    user, at, host = parts.netloc.rpartition("@")
    user = re.sub("%[0-9a-f]{2}", lambda escape: escape.group().upper(), user)
    return urllib.parse.urlunsplit(parts._replace(netloc=user + at + host, fragment=""))


def ask_curl(lab, group, url, number):
    """What curl says. With prior knowledge each redirect is a curl of its own: 7.88 fails with 16 where it uses a connection again."""
    if "--http2-prior-knowledge" not in group.curl:
        return run_curl(lab, group, url, number, ["-L", "--max-redirs", "10"])
    for hops in range(11):
        said = run_curl(lab, group, url, number, [])
        said["redirects"] = hops
        if said["failure"] or not said["to"]:
            return said
        old, new = urllib.parse.urlsplit(url), urllib.parse.urlsplit(said["to"])
        user, at, origin = old.netloc.rpartition("@")
        kept = user + at if new.scheme == old.scheme and new.netloc == origin else ""
        url = urllib.parse.urlunsplit(new._replace(netloc=kept + new.netloc))
    return {**said, "failure": 47}


def run_curl(lab, group, url, number, options):
    out = lab.folder / "curl" / f"{group.section}-{number}"
    done = subprocess.run(
        ["curl", "-q", "-s", "--compressed", "--max-time", "60", "-o", str(out), "-w", "%{json}", *options,
         *trust(lab, group.curl), url], capture_output=True, text=True, env=environment())
    said = json.loads(done.stdout)
    size = out.stat().st_size if out.exists() else 0
    out.unlink(missing_ok=True)
    return {
        "failure": done.returncode,
        "refused": said.get("http_connect", 0) >= 300,
        "status": said["http_code"] or None,
        "to": said["redirect_url"],
        "url": bare(said["url_effective"]),
        "bytes": size,
        "wire": said["size_download"],
        "redirects": said["num_redirects"],
        "protocol": {"1": "http/1.0", "1.1": "http/1.1", "2": "h2", "3": "h3"}.get(str(said["http_version"])),
    }


def ask_simul(lab, group, urls):
    listed, out = lab.folder / "list.txt", lab.folder / "out.jsonl"
    listed.write_text("".join(url + "\n" for url in urls))
    out.unlink(missing_ok=True)
    done = subprocess.run([SIMUL, "crawl", "-q", "--ordered", "--retries", "0", "--max-body", "100MiB", "--timeout", "60s",
                           *trust(lab, group.simul), "-o", out, listed], capture_output=True, text=True, env=environment(), timeout=180)
    if done.returncode not in (0, 1):
        raise GivesUp(1, f"{group.section}, {group.name}: simul ended with status {done.returncode}\n{done.stderr}")
    records = [json.loads(line) for line in out.read_text().splitlines()]
    if len(records) != len(urls):
        raise GivesUp(1, f"{group.section}, {group.name}: {len(records)} records of {len(urls)} URLs")
    return [{
        "failure": record["error"] and record["error"]["kind"],
        "message": record["error"] and record["error"]["message"],
        "status": record["status"],
        "url": record["final_url"] and bare(record["final_url"]),
        "bytes": record["bytes"],
        "wire": record["wire_bytes"],
        "redirects": len(record["redirects"]),
        "protocol": record["protocol"],
    } for record in records]
