package dev.simul.cli;

import dev.simul.net.ProxyRules;
import dev.simul.net.ProxyServer;
import java.util.Map;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** {@code --proxy URL}, and what the environment says of proxies. */
final class ProxyOption {
    private ProxyOption() {}

    static OptionSpec option() {
        return OptionSpec.builder("--proxy")
                .paramLabel("URL")
                .type(String.class)
                .description(
                        "an http, https, socks5 or socks5h proxy, with USER:PASSWORD@ before its host where it wants them;"
                                + " '' for none (http_proxy, https_proxy, all_proxy; but for whom no_proxy names)")
                .build();
    }

    /**
     * Which proxy is asked for whom.
     *
     * @param mocked whether a mock server answers for everybody: then the environment means nothing
     */
    static ProxyRules rules(ParseResult arguments, Map<String, String> environment, boolean mocked)
            throws UsageException {
        String given = arguments.matchedOptionValue("--proxy", null);
        Map<String, String> variables = mocked ? Map.of() : environment;
        if (given == null) {
            try {
                return ProxyRules.ofEnvironment(variables);
            } catch (IllegalArgumentException e) {
                throw new UsageException(String.valueOf(e.getMessage()));
            }
        }
        if (given.isEmpty()) return ProxyRules.NONE;
        ProxyServer proxy = proxy(given);
        if (mocked && proxy.kind() != ProxyServer.Kind.HTTP) {
            throw new UsageException("--proxy: the mock server is an http and https proxy and does not speak SOCKS");
        }
        return ProxyRules.of(proxy, variables);
    }

    private static ProxyServer proxy(String given) throws UsageException {
        try {
            return ProxyServer.parse(given);
        } catch (IllegalArgumentException e) {
            throw new UsageException("--proxy: " + e.getMessage());
        }
    }
}
