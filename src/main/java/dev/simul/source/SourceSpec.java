package dev.simul.source;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** One SOURCE of the command line. */
public sealed interface SourceSpec {

    /** What messages call it. */
    String name();

    /**
     * Whether it has the same lines however often it is read, as long as nobody changes it: standard input, named pipes and the
     * like can be read once. May read the attributes of a file: not for the loop.
     */
    boolean isRepeatable();

    /**
     * A file with one URL a line; named pipes and {@code /dev/fd/N} are files as well.
     *
     * @param path as it was given
     */
    record File(Path path) implements SourceSpec {
        @Override
        public String name() {
            return path.toString();
        }

        @Override
        public boolean isRepeatable() {
            return Files.isRegularFile(path);
        }
    }

    /** One URL a line, as they arrive. */
    record StandardInput() implements SourceSpec {
        @Override
        public String name() {
            return "standard input";
        }

        @Override
        public boolean isRepeatable() {
            return false;
        }
    }

    /**
     * A URL given on the command line itself.
     *
     * @param url as it was given
     */
    record GivenUrl(String url) implements SourceSpec {
        @Override
        public String name() {
            return url;
        }

        @Override
        public boolean isRepeatable() {
            return true;
        }
    }

    /**
     * Tells them apart: {@code -} is standard input, what begins with {@code http://} or {@code https://} in any case is a
     * URL, all else is a file. (A file that is called like one of them can be given as {@code ./-}.)
     *
     * @throws InvalidPathException if it is a file name that this system cannot have
     */
    static SourceSpec parse(String argument) {
        if (argument.equals("-")) return new StandardInput();
        if (beginsWith(argument, "http://") || beginsWith(argument, "https://")) return new GivenUrl(argument);
        return new File(Path.of(argument));
    }

    private static boolean beginsWith(String argument, String scheme) {
        return argument.regionMatches(true, 0, scheme, 0, scheme.length());
    }
}
