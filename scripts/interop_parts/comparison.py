"""Holds what both clients say against each other, and against the case."""

import collections
import concurrent.futures
import sys

from interop_parts.clients import ask_curl, ask_simul


# The kinds of simul that a failure of curl may be.
KINDS = {
    5: {"dns"}, 6: {"dns"}, 7: {"connect"}, 18: {"closed"}, 28: {"timeout"}, 35: {"tls"}, 47: {"redirect"}, 52: {"closed"},
    56: {"closed"}, 60: {"tls"}, 61: {"decode"}, 92: {"closed"}, 97: {"connect"},
}
PROXY_REFUSED = {"connect"}  # curl says 56 when CONNECT is answered with anything but success
CURL_AT_ONCE = 4


def differences(group, case, curl, simul):
    found = []
    # First that the server did what the case is about.
    expected = {"status": case.curl_repeats or case.status}
    if curl["failure"] not in case.curl:
        found.append(f"curl: failure {curl['failure']}, expected {numbers(case)}")
    if not curl["failure"]:
        expected.update(redirects=case.redirects, protocol=group.protocol)
        if case.size is not None:
            expected["bytes"] = case.size
    found += [f"curl: {key} {curl[key]}, expected {value}" for key, value in expected.items() if curl[key] != value]
    if case.coded and curl["wire"] >= curl["bytes"]:
        found.append(f"curl: not compressed, {curl['wire']} bytes for {curl['bytes']}")
    # Then that both saw the same.
    if curl["failure"]:
        kinds = PROXY_REFUSED if curl["refused"] else set().union(*(KINDS.get(number, set()) for number in case.curl))
        if simul["failure"] not in kinds:
            found.append(f"failure: curl {curl['failure']}, simul {simul['failure']} ({simul['message']})")
        if simul["status"] != case.status:
            found.append(f"status: expected {case.status}, simul {simul['status']}")
        keys = []
    elif case.simul:
        if simul["failure"] != case.simul:
            found.append(f"failure: expected {case.simul}, simul {simul['failure']} ({simul['message']})")
        keys = []
    else:
        if simul["failure"]:
            found.append(f"failure: curl none, simul {simul['failure']} ({simul['message']})")
        keys = ["status", "url", "bytes", "wire", "redirects", "protocol"]
    found += [f"{key}: curl {curl[key]}, simul {simul[key]}" for key in keys if curl[key] != simul[key]]
    return found


def numbers(case):
    return " or ".join(map(str, case.curl))


def outcome(case, simul):
    if simul["failure"]:
        repeats = f", which repeats the status {case.curl_repeats}" if case.curl_repeats else ""
        return f"{simul['failure']} (curl {numbers(case)}{repeats})"
    size = f"{simul['bytes']:,}" + (f" ({simul['wire']:,} on the wire)" if simul["wire"] != simul["bytes"] else "")
    hops = f", {simul['redirects']} redirects" if simul["redirects"] > 1 else ", 1 redirect" if simul["redirects"] else ""
    return f"{simul['status']} {simul['protocol']} {size}{hops}"


def compare(lab, group):
    """Prints a row a case; returns how many URLs were compared and how many differ."""
    pairs = [(case, url) for case in group.cases for url in case.urls]
    pool = concurrent.futures.ThreadPoolExecutor(CURL_AT_ONCE)
    try:
        asked = [pool.submit(ask_curl, lab, group, url, number) for number, (_, url) in enumerate(pairs)]
        by_simul = ask_simul(lab, group, [url for _, url in pairs])
        by_curl = [future.result() for future in asked]
    finally:
        pool.shutdown(cancel_futures=True)
    rows = collections.OrderedDict((id(case), (case, [])) for case in group.cases)
    for (case, url), curl, simul in zip(pairs, by_curl, by_simul):
        rows[id(case)][1].append((url, simul, differences(group, case, curl, simul)))
    differ = 0
    for case, results in rows.values():
        wrong = [(url, found) for url, _, found in results if found]
        differ += len(wrong)
        told = outcome(case, results[0][1]) if len(results) == 1 else f"{len(results)} URLs"
        print(f"{'DIFFER' if wrong else 'same':<7}{group.section:<9}{group.name:<28}{case.name:<34}{told}")
        for url, found in wrong:
            print(f"       {url}")
            for line in found:
                print(f"         {line}")
    if group.check:
        pairs.append(None)
        told = group.check()
        if told:
            differ += 1
            print(f"DIFFER {group.section:<9}{group.name:<28}{told}")
    sys.stdout.flush()
    return len(pairs), differ
