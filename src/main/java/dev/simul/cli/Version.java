package dev.simul.cli;

/** Which simul this is. */
final class Version {
    private static final String UNPACKED = "0-dev";

    private Version() {}

    /** As the jar's manifest says. */
    static String current() {
        String version = Version.class.getPackage().getImplementationVersion();
        return version == null ? UNPACKED : version;
    }

    static String userAgent() {
        return "simul/" + current() + " (+https://simul.dev)";
    }
}
