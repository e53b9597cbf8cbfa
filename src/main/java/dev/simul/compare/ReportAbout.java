package dev.simul.compare;

import java.time.Instant;
import java.util.List;

/**
 * How a comparison came about, for the page that may be read elsewhere.
 *
 * @param when it was done
 * @param program which program and version has done it
 * @param what was compared, for the headline: the names of the sources, perhaps
 * @param arguments what the command line said, without what is secret
 */
public record ReportAbout(Instant when, String program, String what, List<String> arguments) {
    public ReportAbout {
        arguments = List.copyOf(arguments);
    }
}
