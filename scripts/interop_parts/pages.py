"""What the servers have to give: certificates and files."""

import random
import time

from interop_parts.lab import openssl


SMALL = "<!doctype html><title>small</title><p>A page.\n"
TEXT = "<!doctype html><title>text</title>\n" + "".join(f"<p>Line {i} of a page that is worth compressing.\n" for i in range(5000))
BIG = 50 * 1024 * 1024


def make_certificates(lab):
    names = "DNS:localhost,IP:127.0.0.1,DNS:origin.interop.test"
    lab.write("ca/index.txt", "")
    lab.write("ca/serial", "01\n")
    lab.write("ca/ca.cnf", """
[ca]
default_ca = here
[here]
new_certs_dir = ca
database = ca/index.txt
serial = ca/serial
default_md = sha256
policy = any
unique_subject = no
[any]
commonName = supplied
[authority]
basicConstraints = critical,CA:TRUE
keyUsage = critical,keyCertSign,cRLSign
subjectKeyIdentifier = hash
""")
    openssl(lab, "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", "ca.key", "-out",
            "ca.crt", "-days", "30", "-subj", "/CN=interop CA", "-config", lab.write("ca/req.cnf", "[req]\ndistinguished_name=n\n[n]\n"),
            "-addext", "basicConstraints=critical,CA:TRUE", "-addext", "keyUsage=critical,keyCertSign,cRLSign")
    now = time.time()
    stamp = lambda days: time.strftime("%Y%m%d%H%M%SZ", time.gmtime(now + days * 86400))
    for name, alternatives, begin, end in (("good", names, -1, 20), ("expired", names, -40, -10), ("wrong", "DNS:other.interop.test", -1, 20),
                                            ("one", "DNS:one.interop.test", -1, 20), ("two", "DNS:two.interop.test", -1, 20)):
        openssl(lab, "req", "-new", "-newkey", "rsa:2048", "-nodes", "-keyout", f"{name}.key", "-out", f"{name}.csr", "-subj",
                f"/CN={name}.interop.test", "-config", "ca/req.cnf")
        lab.write(f"ca/{name}.ext", f"subjectAltName={alternatives}\nextendedKeyUsage=serverAuth\nbasicConstraints=CA:FALSE\n")
        openssl(lab, "ca", "-batch", "-config", "ca/ca.cnf", "-cert", "ca.crt", "-keyfile", "ca.key", "-in", f"{name}.csr", "-out",
                f"{name}.crt", "-notext", "-startdate", stamp(begin), "-enddate", stamp(end), "-extfile", f"ca/{name}.ext")
        lab.write(f"{name}.pem", (lab.folder / f"{name}.crt").read_text() + (lab.folder / f"{name}.key").read_text())


def make_pages(lab):
    lab.write("www/small.html", SMALL)
    lab.write("www/empty.html", "")
    for coding in ("gzip", "br", "deflate", "zstd", "chunked", "until-close"):
        lab.write(f"www/{coding}/text.html", TEXT)
    lab.write("www/text.html", TEXT)
    lab.write("www/dir/index.html", SMALL)
    lab.write("www/auth/index.html", SMALL)
    lab.write("www/a b/é.html", SMALL)
    lab.write("www/big.bin", random.Random(7).randbytes(1024 * 1024) * 50)
    for i in range(50):
        lab.write(f"www/p/{i}.html", SMALL + "x" * i * 1000)
    lab.write("users", "user:" + openssl(lab, "passwd", "-apr1", "-salt", "interop0", "pass:word").strip() + "\n")
