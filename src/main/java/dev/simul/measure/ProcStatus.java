package dev.simul.measure;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What {@code /proc/PID/status} says of a process, or {@code /proc/PID/task/TID/status} of a thread; see proc(5). A figure
 * that is not there is {@link ProcessUsage#UNKNOWN}.
 *
 * @param peakRssBytes the most resident memory, {@code VmHWM}
 * @param voluntarySwitches how often it gave the processor away, to wait
 * @param involuntarySwitches how often the processor was taken from it
 */
record ProcStatus(long peakRssBytes, long voluntarySwitches, long involuntarySwitches) {
    static final ProcStatus NONE = new ProcStatus(ProcessUsage.UNKNOWN, ProcessUsage.UNKNOWN, ProcessUsage.UNKNOWN);

    static ProcStatus parse(String text) {
        long rssKib = number(text, "\nVmHWM:");
        return new ProcStatus(
                rssKib == ProcessUsage.UNKNOWN ? rssKib : rssKib * 1024,
                number(text, "\nvoluntary_ctxt_switches:"),
                number(text, "\nnonvoluntary_ctxt_switches:"));
    }

    /** Of a file that is not there, such as that of a thread that has ended: {@link #NONE}. */
    static ProcStatus read(Path file) {
        try {
            return parse(Files.readString(file, StandardCharsets.ISO_8859_1)); // a thread's name may be anything
        } catch (IOException e) {
            return NONE;
        }
    }

    private static long number(String text, String key) {
        int at = text.indexOf(key);
        if (at < 0) return ProcessUsage.UNKNOWN;
        int from = at + key.length();
        while (from < text.length() && (text.charAt(from) == '\t' || text.charAt(from) == ' ')) from++;
        int to = from;
        while (to < text.length() && Character.isDigit(text.charAt(to))) to++;
        return from == to ? ProcessUsage.UNKNOWN : Long.parseLong(text, from, to, 10);
    }
}
