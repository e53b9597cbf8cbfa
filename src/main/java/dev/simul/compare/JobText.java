package dev.simul.compare;

import dev.simul.fetch.FetchConfig;
import dev.simul.fetch.FetchPolicy;
import dev.simul.http.HeaderField;
import dev.simul.http.HttpLimits;
import dev.simul.http.HttpVersions;
import dev.simul.http.RequestFields;
import dev.simul.net.Addressing;
import dev.simul.net.ClientTls;
import dev.simul.net.ProxyRules;
import dev.simul.source.SourceSpec;
import dev.simul.work.Work;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** A {@link Job} as properties: lists are numbered from 0. Both ends are of one version, so nothing is optional. */
final class JobText {
    private final Properties properties = new Properties();

    private JobText() {}

    static String of(Job job) throws IOException {
        JobText text = new JobText();
        text.put("directory", job.directory());
        text.put("model", job.model().kind());
        text.put("parallelism", job.model().parallelism());
        switch (job.workload()) {
            case Workload.Urls urls -> {
                text.putSources(urls.sources());
                text.putFetch(urls.fetch());
            }
            case Workload.Computing computing -> text.put("work", computing.work());
        }
        StringWriter writer = new StringWriter();
        text.properties.store(writer, null);
        return writer.toString();
    }

    /**
     * Reads what {@link #of} has written.
     *
     * @throws IOException if it is anything else
     */
    static Job parse(String form) throws IOException {
        JobText text = new JobText();
        text.properties.load(new StringReader(form));
        try {
            Model model = new Model(Model.Kind.valueOf(text.get("model")), text.integer("parallelism"));
            return new Job(Path.of(text.get("directory")), model, text.workload());
        } catch (IllegalArgumentException | CertificateException e) {
            throw new IOException("not a job: " + e.getMessage(), e);
        }
    }

    private Workload workload() throws IOException, CertificateException {
        String work = properties.getProperty("work");
        return work == null ? new Workload.Urls(fetch(), sources()) : new Workload.Computing(Work.valueOf(work));
    }

    private void putSources(List<SourceSpec> sources) {
        put("sources", sources.size());
        for (int i = 0; i < sources.size(); i++) {
            switch (sources.get(i)) {
                case SourceSpec.File file -> put("source.file." + i, file.path());
                case SourceSpec.GivenUrl given -> put("source.url." + i, given.url());
                case SourceSpec.StandardInput input ->
                    throw new IllegalArgumentException("a run has no standard input to read");
            }
        }
    }

    private List<SourceSpec> sources() throws IOException {
        List<SourceSpec> sources = new ArrayList<>();
        for (int i = 0; i < integer("sources"); i++) {
            String file = properties.getProperty("source.file." + i);
            sources.add(
                    file == null
                            ? new SourceSpec.GivenUrl(get("source.url." + i))
                            : new SourceSpec.File(Path.of(file)));
        }
        return sources;
    }

    private void putFetch(FetchConfig fetch) throws IOException {
        put("max-redirects", fetch.policy().maxRedirects());
        put("retries", fetch.policy().retries());
        put("per-host", fetch.policy().perHost());
        put("timeout", fetch.limits().timeout());
        put("max-head", fetch.limits().maxHeadBytes());
        put("max-body", fetch.limits().maxBodyBytes());
        put("connect-timeout", fetch.connectTimeout());
        put("max-idle", fetch.maxIdle());
        InetSocketAddress at = fetch.everythingAt();
        if (at != null) {
            put("at.address", at.getAddress().getHostAddress());
            put("at.port", at.getPort());
        }
        putTls(fetch.tls());
        List<HeaderField> given = fetch.fields().given();
        put("user-agent", fetch.fields().userAgent());
        put("headers", given.size());
        for (int i = 0; i < given.size(); i++) {
            put("header.name." + i, given.get(i).name());
            put("header.value." + i, given.get(i).value());
        }
    }

    private FetchConfig fetch() throws IOException, CertificateException {
        List<HeaderField> given = new ArrayList<>();
        for (int i = 0; i < integer("headers"); i++) {
            given.add(HeaderField.checked(get("header.name." + i), get("header.value." + i)));
        }
        return new FetchConfig(
                new FetchPolicy(integer("max-redirects"), integer("retries"), integer("per-host")),
                new HttpLimits(duration("timeout"), integer("max-head"), Long.parseLong(get("max-body"))),
                duration("connect-timeout"),
                tls(),
                RequestFields.of(get("user-agent"), given),
                HttpVersions.HTTP_1_1,
                ProxyRules.NONE, // a comparison asks none
                integer("max-idle"),
                Addressing.at(at()));
    }

    private @Nullable InetSocketAddress at() throws IOException {
        String address = properties.getProperty("at.address");
        return address == null ? null : new InetSocketAddress(InetAddress.getByName(address), integer("at.port"));
    }

    private void putTls(ClientTls tls) throws IOException {
        put("tls.trust", tls.trust());
        put("tls.certificates", tls.further().size());
        for (int i = 0; i < tls.further().size(); i++) {
            try {
                String der =
                        Base64.getEncoder().encodeToString(tls.further().get(i).getEncoded());
                put("tls.certificate." + i, der);
            } catch (CertificateException e) {
                throw new IOException("a certificate cannot be handed on", e);
            }
        }
    }

    private ClientTls tls() throws IOException, CertificateException {
        CertificateFactory factory = CertificateFactory.getInstance("X.509");
        List<X509Certificate> further = new ArrayList<>();
        for (int i = 0; i < integer("tls.certificates"); i++) {
            byte[] der = Base64.getDecoder().decode(get("tls.certificate." + i));
            further.add((X509Certificate) factory.generateCertificate(new ByteArrayInputStream(der)));
        }
        return new ClientTls(ClientTls.Trust.valueOf(get("tls.trust")), further);
    }

    private void put(String key, Object value) {
        properties.setProperty(key, value.toString());
    }

    private String get(String key) throws IOException {
        String value = properties.getProperty(key);
        if (value == null) throw new IOException("not a job: it has no " + key);
        return value;
    }

    private int integer(String key) throws IOException {
        return Integer.parseInt(get(key));
    }

    private Duration duration(String key) throws IOException {
        try {
            return Duration.parse(get(key));
        } catch (DateTimeParseException e) {
            throw new IOException("not a job: " + key, e);
        }
    }
}
