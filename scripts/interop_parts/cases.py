"""What is fetched from which server, and what has to come of it."""

from dataclasses import dataclass, field

from interop_parts.packages import NGINX_BROTLI
from interop_parts.pages import BIG, SMALL, TEXT


@dataclass
class Case:
    """One URL (or several of a kind, which make one row) and what has to come of it."""

    name: str
    urls: list
    status: object = 200  # None: no answer
    curl: tuple = (0,)  # curl's exit status, where there are several any of them
    simul: object = None  # the kind of error, where curl has none: a limit that is ours alone
    redirects: int = 0
    coded: bool = False  # whether it has to come with a content coding
    size: object = None  # the decoded bytes, where they are known
    curl_repeats: object = None  # the status of a redirect, which curl repeats where its target does not answer; simul says null


@dataclass
class Group:
    """Cases that are fetched in one run of simul, with the same options."""

    section: str
    name: str
    cases: list
    protocol: str = "http/1.1"
    curl: list = field(default_factory=list)
    simul: list = field(default_factory=list)
    check: object = None  # what is said of the server afterwards, or None

    def spoken(self):
        """One of PROTOCOLS."""
        if self.protocol != "h2":
            return "h1"
        return "h2c" if "--http2-prior-knowledge" in self.curl else "h2"


def common(base, codings=()):
    """What every server has; the base has no slash at its end."""
    return [
        Case("small", [f"{base}/small.html"], size=len(SMALL)),
        Case("empty", [f"{base}/empty.html"], size=0),
        Case("large, 50 MiB", [f"{base}/big.bin"], size=BIG),
        Case("missing", [f"{base}/missing.html"], status=404),
        Case("directory without slash", [f"{base}/dir"], redirects=1, size=len(SMALL)),
        Case("percent-encoded path", [f"{base}/a%20b/%C3%A9.html"], size=len(SMALL)),
        Case("dot segments, fragment", [f"{base}/dir/../small.html#part"], size=len(SMALL)),
        *[Case(coding, [f"{base}/{coding}/text.html"], coded=True, size=len(TEXT)) for coding in codings],
    ]


def redirects(base):
    return [Case(f"redirect {code}", [f"{base}/to/{code}"], redirects=1, size=len(SMALL)) for code in (301, 302, 303, 307, 308)]


def with_user(base, user):
    return base.replace("://", f"://{user}@")


def auth(base):
    return [
        Case("Basic auth", [with_user(base, "user:pass%3Aword") + "/auth/"], size=len(SMALL)),
        Case("Basic auth, none given", [f"{base}/auth/"], status=401),
        Case("Basic auth, wrong", [with_user(base, "user:wrong") + "/auth/"], status=401),
    ]


def numbered(base, count):
    return [f"{base}/p/{i}.html" for i in range(count)]


def of_nginx(base, p):
    codings = ["gzip"] + (["br"] if NGINX_BROTLI.exists() else [])
    secret = with_user(base, "user:pass%3Aword")
    return common(base, codings) + redirects(base) + auth(base) + [
        Case("chunked over HTTP/1.1", [f"{base}/chunked/text.html"], size=len(TEXT)),
        Case("until the end of the connection", [f"{base}/until-close/text.html"], size=len(TEXT)),
        Case("204", [f"{base}/status/204"], status=204, size=0),
        Case("404", [f"{base}/status/404"], status=404, size=4),
        Case("500", [f"{base}/status/500"], status=500),
        Case("relative redirect", [f"{base}/to/relative"], redirects=1, size=len(SMALL)),
        Case("redirect to a query", [f"{base}/to/query"], redirects=1, size=len(SMALL)),
        Case("chain of 5", [f"{base}/chain/5"], redirects=5, size=len(SMALL)),
        Case("redirect to 404", [f"{base}/to/missing"], redirects=1, status=404),
        Case("redirect loop", [f"{base}/loop"], status=302, curl=(47,)),
        Case("auth kept on a redirect", [f"{secret}/auth/to-same"], redirects=1, size=len(SMALL)),
        Case("32 kB of headers", [f"{base}/headers"], size=12),
    ]


def groups_of_nginx(p):
    plain = f"http://127.0.0.1:{p['nginx']}"
    tls = f"https://localhost:{p['nginx-tls']}"
    limit = f"http://127.0.0.1:{p['nginx-limit']}"
    more = [
        Case("closed without an answer", [f"{plain}/closed"], status=None, curl=(52,)),
        Case("redirect to another port", [f"{plain}/to/other-port"], redirects=1, size=len(SMALL)),
        Case("redirect to another host", [f"{plain}/to/other-host"], redirects=1, size=len(SMALL)),
        Case("scheme-relative redirect", [f"{plain}/to/scheme-relative"], redirects=1, size=len(SMALL)),
        Case("auth not taken to another port", [with_user(plain, "user:pass%3Aword") + "/auth-to-other"], redirects=1, status=401),
        Case("redirect to where nobody listens", [f"{plain}/to/nowhere"], status=None, curl=(7,), curl_repeats=302),
        Case("nobody listens", [f"http://127.0.0.1:{p['nobody']}/"], status=None, curl=(7,)),
        Case("TLS spoken to plain HTTP", [f"https://127.0.0.1:{p['nginx']}/"], status=None, curl=(35,)),
        Case("plain HTTP spoken to TLS", [f"http://127.0.0.1:{p['nginx-tls11']}/small.html"], status=400),
        Case("TLS 1.2 only", [f"https://localhost:{p['nginx-tls12']}/small.html"], size=len(SMALL)),
        Case("TLS 1.3 only", [f"https://localhost:{p['nginx-tls13']}/small.html"], size=len(SMALL)),
        Case("TLS without h2", [f"https://localhost:{p['nginx-tls11']}/small.html"], size=len(SMALL)),
        Case("certificate for the address", [f"https://127.0.0.1:{p['nginx-tls12']}/small.html"], size=len(SMALL)),
        Case("expired certificate", [f"https://localhost:{p['nginx-expired']}/small.html"], status=None, curl=(60,)),
        Case("certificate of another host", [f"https://localhost:{p['nginx-wrong']}/small.html"], status=None, curl=(60,)),
    ]
    more += [
        Case("80 kB of headers", [f"{plain}/more-headers"], size=16, simul="too_large"),  # --max-head; curl's is 300 KiB
    ]
    bad = [Case(name, [f"https://localhost:{p[port]}/small.html"], size=len(SMALL))
           for name, port in (("expired, --insecure", "nginx-expired"), ("another host, --insecure", "nginx-wrong"))]
    resolved = [part for name in ("one", "two", "three") for port in (p["nginx-sni"], p["nginx-names"])
                for part in ("--resolve", f"{name}.interop.test:{port}:127.0.0.1")]

    def named(base):
        one, two, three = (base.format(name) for name in ("one", "two", "three"))
        return [Case("one by name", [one], size=14), Case("two by name", [two], size=15),
                Case("from one to two", [f"{one}other"], redirects=1, size=15)], three

    by_sni, unknown = named(f"https://{{}}.interop.test:{p['nginx-sni']}/")
    by_host, _ = named(f"http://{{}}.interop.test:{p['nginx-names']}/")
    return [
        Group("nginx", "http", of_nginx(plain, p) + more),
        Group("nginx", "SNI, --resolve", by_sni + [Case("a name it does not know", [unknown], status=None, curl=(60,))], protocol="h2",
              curl=resolved, simul=resolved),
        Group("nginx", "Host, --resolve", by_host, curl=resolved, simul=resolved),
        Group("nginx", "closed after 5 ms, one by one", [Case("50 URLs", numbered(f"http://127.0.0.1:{p['nginx-short']}", 50))],
              simul=["--per-host", "1"]),
        Group("nginx", "no keep-alive", [Case("20 URLs", numbered(f"http://127.0.0.1:{p['nginx-none']}", 20))]),
        Group("nginx", "keep-alive of 3", [Case("20 URLs", numbered(limit, 20))]),
        Group("nginx", "keep-alive of 3, one by one", [Case("20 URLs", numbered(limit, 20))], simul=["--per-host", "1"]),
        Group("nginx", "https, --http1.1", of_nginx(tls, p), curl=["--http1.1"], simul=["--http1.1"]),
        Group("nginx", "h2", of_nginx(tls, p) + [Case("redirect from http", [f"{plain}/to/tls"], redirects=1, size=len(SMALL)),
              Case("20 URLs", numbered(tls, 20)), Case("20 URLs, GOAWAY after 3", numbered(f"https://localhost:{p['nginx-h2-limit']}", 20))],
              protocol="h2"),
        Group("nginx", "h2c", of_nginx(f"http://127.0.0.1:{p['nginx-h2c']}", p), protocol="h2", curl=["--http2-prior-knowledge"],
              simul=["--http2"]),
        Group("nginx", "unknown CA", [Case("small", [f"{tls}/small.html"], status=None, curl=(60,))], curl=["NO-CA"], simul=["NO-CA"]),
        Group("nginx", "no check", bad, curl=["--insecure"], simul=["--insecure"]),
    ]


def groups_of_apache(p):
    plain, tls = f"http://127.0.0.1:{p['apache']}", f"https://localhost:{p['apache-tls']}"

    def cases(base):
        return common(base, ("gzip", "br")) + redirects(base) + auth(base) + [
            Case("204", [f"{base}/status/204"], status=204, size=0), Case("410", [f"{base}/status/410"], status=410),
            Case("500", [f"{base}/status/500"], status=500), Case("keep-alive of 3, 20 URLs", numbered(base, 20))]

    return [
        Group("apache", "http", cases(plain)),
        Group("apache", "https, --http1.1", cases(tls), curl=["--http1.1"], simul=["--http1.1"]),
        Group("apache", "h2", cases(tls) + [Case("redirect from http", [f"{plain}/to/tls"], redirects=1, size=len(SMALL))], protocol="h2"),
        Group("apache", "h2c", cases(plain), protocol="h2", curl=["--http2-prior-knowledge"], simul=["--http2"]),
    ]


def groups_of_lighttpd(p):
    plain, tls = f"http://127.0.0.1:{p['lighttpd']}", f"https://localhost:{p['lighttpd-tls']}"

    def cases(base):
        return common(base, ("gzip", "deflate", "br", "zstd")) + redirects(base) + auth(base) + [
            Case("keep-alive of 3, 20 URLs", numbered(base, 20))]

    return [
        Group("lighttpd", "http", cases(plain)),
        Group("lighttpd", "https, --http1.1", cases(tls), curl=["--http1.1"], simul=["--http1.1"]),
        Group("lighttpd", "h2", cases(tls), protocol="h2"),
        Group("lighttpd", "h2c", cases(plain), protocol="h2", curl=["--http2-prior-knowledge"], simul=["--http2"]),
    ]


def groups_of_haproxy(p):
    plain, tls = f"http://127.0.0.1:{p['haproxy']}", f"https://localhost:{p['haproxy-tls']}"
    own = [
        Case("503", [f"{plain}/busy"], status=503, size=4), Case("403", [f"{plain}/denied"], status=403),
        Case("redirect", [f"{plain}/moved"], redirects=1, size=len(SMALL)),
        Case("nobody behind it", [f"{plain}/gone"], status=503),
        Case("502 for a closed one behind it", [f"{plain}/closed"], status=502),
        Case("silent-drop", [f"{plain}/dropped"], status=None, curl=(56,)),
        # It depends on how soon after the connect it is reset.
        Case("tcp-request connection reject", [f"http://127.0.0.1:{p['haproxy-reject']}/"], status=None, curl=(7, 52, 56)),
    ]
    # An idle connection has its place, and who is in the queue hears nothing.
    few = [Case("6 URLs", numbered(f"https://localhost:{p['haproxy-few-tls']}", 6))]
    few_plain = [Case("6 URLs, idle ones closed soon", numbered(f"http://127.0.0.1:{p['haproxy-few']}", 6))]
    return [
        Group("haproxy", "http", of_nginx(plain, p) + own),
        Group("haproxy", "maxconn 2, https", few),
        Group("haproxy", "maxconn 2, http", few_plain),
        Group("haproxy", "h2 before h1", of_nginx(tls, p) + [Case("50 URLs", numbered(tls, 50))], protocol="h2",
              simul=["--per-host", "50"]),
        Group("haproxy", "h2 before h2", of_nginx(f"https://localhost:{p['haproxy-tls-h2']}", p), protocol="h2"),
        Group("haproxy", "https, --http1.1", of_nginx(tls, p), curl=["--http1.1"], simul=["--http1.1"]),
        Group("haproxy", "h2c", of_nginx(plain, p), protocol="h2", curl=["--http2-prior-knowledge"], simul=["--http2"]),
    ]


def groups_of_nghttpd(p):
    tls, few, h2c = (f"https://localhost:{p['nghttpd-tls']}", f"https://localhost:{p['nghttpd-few']}", f"http://127.0.0.1:{p['nghttpd-h2c']}")
    return [
        Group("nghttpd", "h2", common(tls) + [Case("50 streams", numbered(tls, 50))], protocol="h2", simul=["--per-host", "50"]),
        Group("nghttpd", "h2, 3 streams at most", [Case("50 URLs", numbered(few, 50))], protocol="h2", simul=["--per-host", "50"]),
        Group("nghttpd", "h2c", common(h2c) + [Case("50 streams", numbered(h2c, 50))], protocol="h2",
              curl=["--http2-prior-knowledge"], simul=["--http2", "--per-host", "50"]),
    ]


def groups_of_python(p):
    base = f"http://127.0.0.1:{p['python']}"
    return [Group("python", "HTTP/1.0", common(base) + [Case("20 URLs", numbered(base, 20))], protocol="http/1.0")]


def through(url):
    return dict(curl=["--proxy", url], simul=["--proxy", url])


def groups_of_squid(p):
    # A name that only the proxy knows.
    plain, tls = f"http://origin.interop.test:{p['nginx']}", f"https://origin.interop.test:{p['nginx-tls']}"
    known, open_ = f"http://user:pass%3Aword@127.0.0.1:{p['squid']}", f"http://127.0.0.1:{p['squid-open']}"
    tunnel_only = [
        Case("denied", ["https://denied.interop.test/"], status=None, curl=(56,)),
        Case("nobody listens", [f"https://origin.interop.test:{p['nobody']}/"], status=None, curl=(56,)),
        Case("expired certificate", [f"https://origin.interop.test:{p['nginx-expired']}/"], status=None, curl=(60,)),
    ]
    answered = [
        Case("denied", ["http://denied.interop.test/"], status=403),
        Case("nobody listens", [f"http://origin.interop.test:{p['nobody']}/"], status=503),
        Case("closed without an answer", [f"{plain}/closed"], status=502),
    ]
    wrong = f"http://user:wrong@127.0.0.1:{p['squid']}"
    return [
        Group("squid", "http", of_nginx(plain, p) + answered, **through(open_)),
        Group("squid", "http, with credentials", of_nginx(plain, p), **through(known)),
        Group("squid", "CONNECT, h2", of_nginx(tls, p) + tunnel_only, protocol="h2", **through(open_)),
        Group("squid", "CONNECT, with credentials", of_nginx(tls, p), protocol="h2", **through(known)),
        Group("squid", "wrong credentials", [Case("http", [f"{plain}/small.html"], status=407),
                                             Case("CONNECT", [f"{tls}/small.html"], status=None, curl=(56,))], **through(wrong)),
    ]


def groups_of_socks(p, lab):
    plain, tls = f"http://localhost:{p['nginx']}", f"https://localhost:{p['nginx-tls']}"
    address, name = f"127.0.0.1:{p['socks']}", f"connected to localhost:{p['nginx']}"

    def remote_names():
        return None if name in lab.said("socks") else "the proxy was not given the name"

    failures = [Case("nobody listens", [f"http://localhost:{p['nobody']}/"], status=None, curl=(97,)),
                Case("unknown name", ["http://nobody.invalid/"], status=None, curl=(97,))]
    return [
        Group("socks", "socks5h, http", of_nginx(plain, p) + failures, check=remote_names, **through(f"socks5h://{address}")),
        Group("socks", "socks5h, h2", of_nginx(tls, p), protocol="h2", **through(f"socks5h://{address}")),
        Group("socks", "socks5, own names", common(plain), **through(f"socks5://{address}")),
        Group("socks", "socks5h, with credentials", common(tls), protocol="h2",
              **through(f"socks5h://user:pass%3Aword@127.0.0.1:{p['socks-auth']}")),
        Group("socks", "wrong credentials", [Case("http", [f"{plain}/small.html"], status=None, curl=(97,))],
              **through(f"socks5h://user:wrong@127.0.0.1:{p['socks-auth']}")),
    ]
