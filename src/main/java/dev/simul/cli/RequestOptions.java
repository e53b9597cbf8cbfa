package dev.simul.cli;

import dev.simul.crawl.AcceptedStatuses;
import dev.simul.fetch.FetchConfig;
import dev.simul.fetch.FetchPolicy;
import dev.simul.http.HeaderField;
import dev.simul.http.HttpLimits;
import dev.simul.http.HttpVersions;
import dev.simul.http.RequestFields;
import dev.simul.net.Addressing;
import dev.simul.net.ClientTls;
import dev.simul.net.ProxyRules;
import dev.simul.robots.ProductToken;
import dev.simul.serve.MockServer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** The options that describe requests and their limits: those that {@code crawl} and {@code compare} have in common. */
final class RequestOptions {
    static final int DEFAULT_PER_HOST = 6;
    private static final int UNLIMITED = 0;

    private RequestOptions() {}

    /** Not in a comparison, where no status counts as anything. */
    static OptionSpec accept() {
        return option("--accept")
                .paramLabel("RANGES")
                .type(String.class)
                .description("statuses that do not count as failed, such as 200..=299,404 (100..=399)")
                .build();
    }

    /** Not in a comparison, which is by HTTP/1.1: all models speak that. */
    private static List<OptionSpec> versions() {
        return List.of(
                option("--http1.1").description("HTTP/1.1 only").build(),
                option("--http2")
                        .description(
                                "HTTP/2 also without TLS, by prior knowledge (else over TLS where the server agrees)")
                        .build());
    }

    /** What a command that crawls for its records has besides, to describe requests. */
    static List<OptionSpec> ofCrawls() {
        List<OptionSpec> further = new ArrayList<>(versions());
        further.add(accept());
        further.add(ProxyOption.option());
        further.addAll(AddressOptions.all());
        return further;
    }

    static HttpVersions versions(ParseResult arguments) throws UsageException {
        boolean http1 = arguments.hasMatchedOption("--http1.1");
        boolean http2 = arguments.hasMatchedOption("--http2");
        if (http1 && http2) throw new UsageException("--http1.1 and --http2: only one of them");
        if (http1) return HttpVersions.HTTP_1_1;
        return http2 ? HttpVersions.HTTP_2 : HttpVersions.BY_ALPN;
    }

    /**
     * Declares them.
     *
     * @param further what the command adds to the group of those that describe requests
     * @param furtherLimits the same of limits
     */
    static void declare(CommandSpec spec, List<OptionSpec> further, List<OptionSpec> furtherLimits) {
        new OptionGroup("Limits")
                .add(option("-c", "--concurrency")
                        .paramLabel("N")
                        .type(int.class)
                        .description("how many requests may be in flight (100)")
                        .build())
                .add(option("--per-host")
                        .paramLabel("N")
                        .type(int.class)
                        .description(
                                "how many of them to one host, name and port; 0: no limit (6; 0 with --mock and in compare)")
                        .build())
                .add(option("--connect-timeout")
                        .paramLabel("D")
                        .type(Duration.class)
                        .description("name lookup, connect, proxy and TLS handshake (10s)")
                        .build())
                .add(option("--timeout")
                        .paramLabel("D")
                        .type(Duration.class)
                        .description("one attempt, from taking a connection to the last byte (30s)")
                        .build())
                .add(option("--retries")
                        .paramLabel("N")
                        .type(int.class)
                        .description("further attempts after dns, connect, timeout, closed, and 429, 502, 503, 504 (2)")
                        .build())
                .add(option("--max-redirects")
                        .paramLabel("N")
                        .type(int.class)
                        .description(
                                "how many to follow, with the cookies that they set; 0: a redirect is the answer (10)")
                        .build())
                .add(option("--max-body")
                        .paramLabel("SIZE")
                        .type(ByteSize.class)
                        .description("of the decoded body (10MiB)")
                        .build())
                .add(option("--max-head")
                        .paramLabel("SIZE")
                        .type(ByteSize.class)
                        .description("status line and headers together (64KiB)")
                        .build())
                .addAll(furtherLimits)
                .declareIn(spec);
        new OptionGroup("Requests")
                .add(option("-H", "--header")
                        .paramLabel("'NAME: VALUE'")
                        .type(List.class)
                        .auxiliaryTypes(String.class)
                        .arity("1")
                        .description(
                                "a request header, repeatable; one without a value takes ours away, Cookie: all cookies;"
                                        + " credentials are not sent on to another origin")
                        .build())
                .add(option("--user-agent")
                        .paramLabel("TEXT")
                        .type(String.class)
                        .description("(" + Version.userAgent() + ")")
                        .build())
                .add(option("--insecure")
                        .description("no check of certificates and host names")
                        .build())
                .add(option("--cacert")
                        .paramLabel("FILE")
                        .type(Path.class)
                        .description("further trusted certificates, PEM")
                        .build())
                .addAll(further)
                .declareIn(spec);
    }

    private static OptionSpec.Builder option(String name, String... more) {
        List<String> names = new ArrayList<>(List.of(name));
        names.addAll(List.of(more));
        return OptionSpec.builder(names.toArray(String[]::new));
    }

    static int concurrency(ParseResult arguments) throws UsageException {
        return atLeast(1, "-c", arguments, 100);
    }

    static AcceptedStatuses accepted(ParseResult arguments) throws UsageException {
        try {
            return AcceptedStatuses.parse(arguments.matchedOptionValue("--accept", "100..=399"));
        } catch (IllegalArgumentException e) {
            throw new UsageException("--accept: " + e.getMessage());
        }
    }

    /**
     * How requests are made.
     *
     * @param versions which versions of HTTP may be spoken
     * @param proxies who is asked to reach whom
     * @param addressing where hosts are
     * @param mock what stands for all of them; null: nothing
     * @param defaultPerHost where none is given
     */
    static FetchConfig fetchConfig(
            ParseResult arguments,
            HttpVersions versions,
            ProxyRules proxies,
            Addressing addressing,
            @Nullable MockServer mock,
            int defaultPerHost)
            throws UsageException {
        int perHost = atLeast(0, "--per-host", arguments, mock == null ? defaultPerHost : UNLIMITED);
        FetchPolicy policy = new FetchPolicy(
                atLeast(0, "--max-redirects", arguments, 10), atLeast(0, "--retries", arguments, 2), perHost);
        HttpLimits limits = new HttpLimits(
                positive("--timeout", arguments, Duration.ofSeconds(30)),
                (int) size("--max-head", arguments, 64 * 1024, 1, Integer.MAX_VALUE / 4),
                maxBodyBytes(arguments));
        return new FetchConfig(
                policy,
                limits,
                positive("--connect-timeout", arguments, Duration.ofSeconds(10)),
                tls(arguments, mock),
                fields(arguments),
                versions,
                proxies,
                OpenFiles.idle(concurrency(arguments)),
                addressing);
    }

    static long maxBodyBytes(ParseResult arguments) throws UsageException {
        return size("--max-body", arguments, 10 * 1024 * 1024, 0, Long.MAX_VALUE);
    }

    /** How robots.txt and pages call who sends the requests. */
    static ProductToken productToken(ParseResult arguments) throws UsageException {
        return ProductToken.of(fields(arguments).sentUserAgent());
    }

    private static RequestFields fields(ParseResult arguments) throws UsageException {
        List<String> given = arguments.matchedOptionValue("-H", List.of());
        List<HeaderField> fields = new ArrayList<>();
        try {
            for (String header : given) {
                int colon = header.indexOf(':');
                if (colon < 0) throw new UsageException("-H: '" + header + "' is not of the form 'NAME: VALUE'");
                fields.add(HeaderField.checked(header.substring(0, colon).strip(), header.substring(colon + 1)));
            }
            return RequestFields.of(arguments.matchedOptionValue("--user-agent", Version.userAgent()), fields);
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }

    private static ClientTls tls(ParseResult arguments, @Nullable MockServer mock) throws UsageException {
        Path file = arguments.matchedOptionValue("--cacert", null);
        List<X509Certificate> further = new ArrayList<>(file == null ? List.of() : certificates(file));
        if (arguments.hasMatchedOption("--insecure")) return new ClientTls(ClientTls.Trust.EVERYBODY, List.of());
        if (mock == null) return new ClientTls(ClientTls.Trust.SYSTEM, further);
        further.add(mock.authority());
        return new ClientTls(ClientTls.Trust.NOBODY, further);
    }

    private static List<X509Certificate> certificates(Path file) throws UsageException {
        try (InputStream in = Files.newInputStream(file)) {
            List<X509Certificate> certificates =
                    CertificateFactory.getInstance("X.509").generateCertificates(in).stream()
                            .filter(X509Certificate.class::isInstance)
                            .map(X509Certificate.class::cast)
                            .toList();
            if (certificates.isEmpty()) throw new UsageException("--cacert: there is no certificate in " + file);
            return certificates;
        } catch (NoSuchFileException e) {
            throw new UsageException("--cacert: no such file: " + file);
        } catch (IOException | CertificateException e) {
            throw new UsageException("--cacert: cannot read " + file + ": " + e.getMessage());
        }
    }

    static int atLeast(int least, String option, ParseResult arguments, int fallback) throws UsageException {
        int value = arguments.matchedOptionValue(option, fallback);
        if (value < least) throw new UsageException(option + " must be " + least + " or more: " + value);
        return value;
    }

    private static Duration positive(String option, ParseResult arguments, Duration fallback) throws UsageException {
        Duration value = arguments.matchedOptionValue(option, fallback);
        if (!value.isPositive()) throw new UsageException(option + " must be longer than nothing");
        return value;
    }

    private static long size(String option, ParseResult arguments, long fallback, long least, long most)
            throws UsageException {
        long value = arguments
                .<ByteSize>matchedOptionValue(option, new ByteSize(fallback))
                .bytes();
        if (value < least || value > most) {
            throw new UsageException(option + " must be between " + least + " and " + most + " bytes: " + value);
        }
        return value;
    }
}
