"""Configures and starts the servers."""

import sys

from interop_parts.packages import NGINX_BROTLI


def start_nginx(lab):
    p, here = lab.ports, lab.folder
    brotli = NGINX_BROTLI.exists()
    pages = f"""
    root {here}/www;
    absolute_redirect off;
    location = /status/204 {{ return 204; }}
    location = /status/404 {{ return 404 "none"; }}
    location = /status/500 {{ return 500; }}
    location = /closed {{ return 444; }}
    location = /to/301 {{ return 301 /small.html; }}
    location = /to/302 {{ return 302 /small.html; }}
    location = /to/303 {{ return 303 /small.html; }}
    location = /to/307 {{ return 307 /small.html; }}
    location = /to/308 {{ return 308 /small.html; }}
    location = /to/relative {{ add_header Location "../dir/./../small.html?a=b#part" always; return 302 ""; }}
    location = /to/query {{ add_header Location "?again" always; if ($args = "") {{ return 302 ""; }} rewrite ^ /small.html break; }}
    location = /to/other-port {{ return 302 http://127.0.0.1:{p["nginx-limit"]}/small.html; }}
    location = /to/other-host {{ return 302 http://localhost:{p["nginx"]}/small.html; }}
    location = /to/scheme-relative {{ add_header Location "//localhost:{p["nginx"]}/small.html" always; return 302 ""; }}
    location = /to/tls {{ return 301 https://localhost:{p["nginx-tls"]}/small.html; }}
    location = /to/missing {{ return 302 /status/404; }}
    location = /to/nowhere {{ return 302 http://127.0.0.1:{p["nobody"]}/; }}
    location = /loop {{ return 302 /loop; }}
    location ~ ^/chain/5$ {{ return 301 /chain/4; }}
    location ~ ^/chain/4$ {{ return 302 /chain/3; }}
    location ~ ^/chain/3$ {{ return 303 /chain/2; }}
    location ~ ^/chain/2$ {{ return 307 /chain/1; }}
    location ~ ^/chain/1$ {{ return 308 /small.html; }}
    location = /headers {{
      set $k "{"h" * 2000}";
      add_header X-Long "$k$k$k$k$k$k$k$k";
      add_header X-Longer "$k$k$k$k$k$k$k$k";
      return 200 "many headers";
    }}
    location = /more-headers {{
      set $k "{"h" * 2000}";
      {''.join(f'add_header X-Long-{i} "$k$k$k$k$k$k$k$k"; ' for i in range(5))}
      return 200 "too many headers";
    }}
    location /gzip/ {{ gzip on; gzip_types *; gzip_proxied any; }}
    {"location /br/ { brotli on; brotli_types *; }" if brotli else ""}
    location /chunked/ {{ sub_filter nothing-of-the-kind x; }}
    location /until-close/ {{ sub_filter nothing-of-the-kind x; chunked_transfer_encoding off; }}
    location /auth/ {{ auth_basic "interop"; auth_basic_user_file {here}/users; }}
    location = /auth/to-same {{ return 302 /auth/; }}
    location = /auth-to-other {{ return 302 http://127.0.0.1:{p["nginx-limit"]}/auth/; }}
"""

    def vhost(name):
        """Another page by its name alone, which the certificate is for."""
        tls = f"ssl_certificate {here}/{name}.crt; ssl_certificate_key {here}/{name}.key;"
        other = "two" if name == "one" else "one"
        return f"""server {{
    listen 127.0.0.1:{p["nginx-sni"]} ssl http2; listen 127.0.0.1:{p["nginx-names"]}; server_name {name}.interop.test; {tls}
    location = / {{ return 200 "this is {name}, {"1" if name == "one" else "22"}"; }}
    location = /other {{ return 302 $scheme://{other}.interop.test:$server_port/; }}
  }}
"""

    def server(listen, certificate="good", protocols="TLSv1.2 TLSv1.3", more=""):
        tls = f"ssl_certificate {here}/{certificate}.crt; ssl_certificate_key {here}/{certificate}.key; ssl_protocols {protocols};"
        return f"server {{ listen 127.0.0.1:{listen}; {tls if ' ssl' in listen else ''} {more} {pages} }}\n"

    config = lab.write("nginx.conf", f"""
{f"load_module {NGINX_BROTLI};" if brotli else ""}
daemon off;
worker_processes 1;
pid {here}/nginx.pid;
error_log {here}/nginx.log warn;
events {{ worker_connections 1024; }}
http {{
  types {{ text/html html; }}
  default_type application/octet-stream;
  access_log off;
  client_body_temp_path {here}/tmp-body;
  proxy_temp_path {here}/tmp-proxy;
  fastcgi_temp_path {here}/tmp-fastcgi;
  uwsgi_temp_path {here}/tmp-uwsgi;
  scgi_temp_path {here}/tmp-scgi;
  {server(f"{p['nginx']}")}
  {server(f"{p['nginx-limit']}", more="keepalive_requests 3;")}
  {server(f"{p['nginx-h2c']} http2")}
  {server(f"{p['nginx-tls']} ssl http2")}
  {server(f"{p['nginx-h2-limit']} ssl http2", more="keepalive_requests 3;")}
  {server(f"{p['nginx-tls11']} ssl")}
  {server(f"{p['nginx-tls12']} ssl", protocols="TLSv1.2")}
  {server(f"{p['nginx-tls13']} ssl", protocols="TLSv1.3")}
  {server(f"{p['nginx-expired']} ssl", "expired")}
  {server(f"{p['nginx-wrong']} ssl", "wrong")}
  {server(f"{p['nginx-short']}", more="keepalive_timeout 5ms;")}
  {server(f"{p['nginx-none']}", more="keepalive_timeout 0;")}
  {server(f"{p['nginx-sni']} ssl http2 default_server", "wrong")}
  {vhost("one")}
  {vhost("two")}
}}
""")
    lab.start("nginx", ["/usr/sbin/nginx", "-p", here, "-c", config, "-e", here / "nginx.log"],
              [port for name, port in list(p.items()) if name.startswith("nginx")])


def start_apache(lab):
    p, here = lab.ports, lab.folder
    modules = "mpm_event authz_core authz_user authn_core authn_file auth_basic alias dir mime filter deflate brotli headers setenvif ssl http2"
    config = lab.write("apache.conf", "".join(
        f"LoadModule {name}_module /usr/lib/apache2/modules/mod_{name}.so\n" for name in modules.split()) + f"""
ServerRoot {here}
ServerName localhost
DefaultRuntimeDir {here}
PidFile {here}/apache.pid
Mutex file:{here}
ErrorLog {here}/apache.log
Listen 127.0.0.1:{p["apache"]}
Listen 127.0.0.1:{p["apache-tls"]}
DocumentRoot {here}/www
TypesConfig {lab.write("mime.types", "text/html html")}
KeepAlive On
MaxKeepAliveRequests 3
ServerLimit 1
StartServers 1
ThreadsPerChild 25
MaxRequestWorkers 25
Protocols h2 h2c http/1.1
<Directory {here}/www>
  Require all granted
</Directory>
Redirect 204 /status/204
Redirect 410 /status/410
Redirect 500 /status/500
Redirect 301 /to/301 /small.html
Redirect 302 /to/302 /small.html
Redirect 303 /to/303 /small.html
Redirect 307 /to/307 /small.html
Redirect 308 /to/308 /small.html
Redirect 302 /to/tls https://localhost:{p["apache-tls"]}/small.html
<Location /gzip/>
  SetOutputFilter DEFLATE
</Location>
<Location /br/>
  SetOutputFilter BROTLI_COMPRESS
</Location>
<Location /auth/>
  AuthType Basic
  AuthName interop
  AuthBasicProvider file
  AuthUserFile {here}/users
  Require valid-user
</Location>
<VirtualHost 127.0.0.1:{p["apache-tls"]}>
  SSLEngine on
  SSLCertificateFile {here}/good.crt
  SSLCertificateKeyFile {here}/good.key
</VirtualHost>
""")
    lab.start("apache", ["/usr/sbin/apache2", "-d", here, "-f", config, "-D", "FOREGROUND"], [p["apache"], p["apache-tls"]])


def start_lighttpd(lab):
    p, here = lab.ports, lab.folder
    codings = "\n".join(f"""$HTTP["url"] =~ "^/{coding}/" {{ deflate.allowed-encodings = ( "{coding}" ) }}"""
                        for coding in ("gzip", "deflate", "br", "zstd"))
    config = lab.write("lighttpd.conf", f"""
server.document-root = "{here}/www"
server.port = {p["lighttpd"]}
server.bind = "127.0.0.1"
server.errorlog = "{here}/lighttpd.log"
server.modules = ( "mod_auth", "mod_authn_file", "mod_redirect", "mod_openssl", "mod_deflate" )
server.feature-flags = ( "server.h2proto" => "enable", "server.h2c" => "enable" )
server.max-keep-alive-requests = 3
index-file.names = ( "index.html" )
mimetype.assign = ( ".html" => "text/html", "" => "application/octet-stream" )
deflate.mimetypes = ( "text/html" )
deflate.allowed-encodings = ( "gzip" )
{codings}
url.redirect = ( "^/to/(301|302|303|307|308)$" => "/small.html" )
$HTTP["url"] == "/to/302" {{ url.redirect-code = 302 }}
$HTTP["url"] == "/to/303" {{ url.redirect-code = 303 }}
$HTTP["url"] == "/to/307" {{ url.redirect-code = 307 }}
$HTTP["url"] == "/to/308" {{ url.redirect-code = 308 }}
auth.backend = "htpasswd"
auth.backend.htpasswd.userfile = "{here}/users"
auth.require = ( "/auth/" => ( "method" => "basic", "realm" => "interop", "require" => "valid-user" ) )
$SERVER["socket"] == "127.0.0.1:{p["lighttpd-tls"]}" {{
  ssl.engine = "enable"
  ssl.pemfile = "{here}/good.crt"
  ssl.privkey = "{here}/good.key"
}}
""")
    lab.start("lighttpd", ["/usr/sbin/lighttpd", "-D", "-f", config], [p["lighttpd"], p["lighttpd-tls"]])


def start_haproxy(lab):
    p, here = lab.ports, lab.folder
    config = lab.write("haproxy.cfg", f"""
global
  maxconn 500
  tune.bufsize 65536
defaults
  mode http
  timeout connect 5s
  timeout client 30s
  timeout server 30s
frontend plain
  bind 127.0.0.1:{p["haproxy"]}
  http-request return status 503 content-type text/plain string busy if {{ path /busy }}
  http-request deny if {{ path /denied }}
  http-request redirect location /small.html code 307 if {{ path /moved }}
  http-request silent-drop if {{ path /dropped }}
  use_backend gone if {{ path /gone }}
  default_backend h1
frontend reject
  bind 127.0.0.1:{p["haproxy-reject"]}
  tcp-request connection reject
frontend few
  bind 127.0.0.1:{p["haproxy-few"]}
  maxconn 2
  timeout http-keep-alive 300ms
  default_backend h1
frontend few-tls
  bind 127.0.0.1:{p["haproxy-few-tls"]} ssl crt {here}/good.pem alpn http/1.1
  maxconn 2
  default_backend h1
frontend tls
  bind 127.0.0.1:{p["haproxy-tls"]} ssl crt {here}/good.pem alpn h2,http/1.1
  default_backend h1
frontend tls-h2
  bind 127.0.0.1:{p["haproxy-tls-h2"]} ssl crt {here}/good.pem alpn h2,http/1.1
  default_backend h2
backend h1
  server nginx 127.0.0.1:{p["nginx"]}
backend h2
  server nginx 127.0.0.1:{p["nginx-h2c"]} proto h2
backend gone
  server nobody 127.0.0.1:{p["nobody"]}
""")
    lab.start("haproxy", ["/usr/sbin/haproxy", "-db", "-f", config], [port for name, port in list(p.items()) if name.startswith("haproxy")])


def start_nghttpd(lab):
    p, here = lab.ports, lab.folder
    lab.start("nghttpd", ["/usr/sbin/nghttpd", "-a", "127.0.0.1", "-d", here / "www", "--trailer", "x-sum: 1", p["nghttpd-tls"],
                          here / "good.key", here / "good.crt"], [p["nghttpd-tls"]])
    lab.start("nghttpd-few", ["/usr/sbin/nghttpd", "-a", "127.0.0.1", "-d", here / "www", "-m", "3", p["nghttpd-few"],
                              here / "good.key", here / "good.crt"], [p["nghttpd-few"]])
    lab.start("nghttpd-h2c", ["/usr/sbin/nghttpd", "-a", "127.0.0.1", "-d", here / "www", "--no-tls", p["nghttpd-h2c"]],
              [p["nghttpd-h2c"]])


def start_python(lab):
    """As it comes, it answers by HTTP/1.0 and closes."""
    port = lab.ports["python"]
    lab.start("python", [sys.executable, "-m", "http.server", port, "--bind", "127.0.0.1", "--directory", lab.folder / "www"], [port],
              as_nobody=False)  # who may not be let in to where this Python is


def start_squid(lab):
    p, here = lab.ports, lab.folder
    hosts = lab.write("squid.hosts", "127.0.0.1 origin.interop.test\n")
    config = lab.write("squid.conf", f"""
http_port 127.0.0.1:{p["squid"]}
http_port 127.0.0.1:{p["squid-open"]} name=open
pid_filename {here}/squid.pid
cache_log {here}/squid.log
access_log none
cache_store_log none
netdb_filename none
coredump_dir {here}
cache deny all
cache_mem 8 MB
pinger_enable off
shutdown_lifetime 0 seconds
hosts_file {hosts}
dns_nameservers 127.0.0.1
auth_param basic program /usr/lib/squid/basic_ncsa_auth {here}/users
auth_param basic children 2 startup=1
acl denied dstdomain denied.interop.test
acl known proxy_auth REQUIRED
acl open myportname open
http_access deny denied
http_access allow open
http_access allow known
http_access deny all
visible_hostname localhost
max_filedescriptors 1024
""")
    lab.start("squid", ["/usr/sbin/squid", "-N", "-f", config], [p["squid"], p["squid-open"]])


def start_socks(lab):
    p = lab.ports
    lab.start("socks", ["/usr/bin/microsocks", "-i", "127.0.0.1", "-p", p["socks"]], [p["socks"]])
    lab.start("socks-auth", ["/usr/bin/microsocks", "-i", "127.0.0.1", "-p", p["socks-auth"], "-u", "user", "-P", "pass:word"],
              [p["socks-auth"]])
