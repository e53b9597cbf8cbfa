package dev.simul.cli;

import dev.simul.net.Addressing;
import dev.simul.net.HostOverrides;
import dev.simul.serve.MockServer;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** The options that say where hosts are: {@code --resolve}, {@code --dns}, {@code --public-only}. */
final class AddressOptions {
    private AddressOptions() {}

    static List<OptionSpec> all() {
        return List.of(
                OptionSpec.builder("--resolve")
                        .paramLabel("HOST:PORT:ADDRESS")
                        .type(List.class)
                        .auxiliaryTypes(String.class)
                        .arity("1")
                        .description("where a host is, repeatable; * for any other host, several addresses by comma,"
                                + " each may carry a port; -HOST:PORT takes an earlier one back")
                        .build(),
                OptionSpec.builder("--dns")
                        .paramLabel("ADDRESS")
                        .type(List.class)
                        .auxiliaryTypes(String.class)
                        .arity("1")
                        .description("name servers to ask, ADDRESS or ADDRESS:PORT, by comma (the system's, as the"
                                + " options timeout, attempts and rotate of resolv.conf say)")
                        .build(),
                OptionSpec.builder("--public-only")
                        .description("refuses to connect to loopback, private, link-local and other special addresses,"
                                + " redirects included; a proxy looks names up by itself")
                        .build());
    }

    /**
     * Where hosts are.
     *
     * @param mock where all of them are; null: where their names say
     */
    static Addressing of(ParseResult arguments, @Nullable MockServer mock) throws UsageException {
        boolean publicOnly = arguments.hasMatchedOption("--public-only");
        if (mock != null && publicOnly) {
            throw new UsageException("--public-only and --mock: the mock server is on this machine");
        }
        return new Addressing(
                mock == null ? null : mock.address(),
                read("--resolve", arguments, HostOverrides::of),
                read("--dns", arguments, Addressing::nameServers),
                publicOnly);
    }

    private static <T> T read(String option, ParseResult arguments, Function<List<String>, T> reader)
            throws UsageException {
        try {
            return reader.apply(arguments.matchedOptionValue(option, List.of()));
        } catch (IllegalArgumentException e) {
            throw new UsageException(option + ": " + e.getMessage());
        }
    }
}
