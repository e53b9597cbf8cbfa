package dev.simul.http;

import com.aayushatharva.brotli4j.Brotli4jLoader;
import com.github.luben.zstd.util.Native;
import io.netty.util.internal.PlatformDependent;
import java.util.Set;

/**
 * The codings that native libraries undo: br and zstd. To load one takes 15 to 50 ms, most of it to unpack a file, which is too
 * long for the loop: whoever may need them loads them in another thread beforehand, and only a response that is faster than that
 * waits for the rest. Any thread.
 */
public final class NativeCodings {
    private static final Set<String> SYSTEMS = Set.of("linux", "osx");
    private static final Set<String> PROCESSORS = Set.of("x86_64", "aarch_64");

    private NativeCodings() {}

    /** Whether there is a library for this machine, which is known without loading it. */
    static boolean areHere() {
        return SYSTEMS.contains(PlatformDependent.normalizedOs())
                && PROCESSORS.contains(PlatformDependent.normalizedArch());
    }

    /**
     * Loads what has not been loaded yet.
     *
     * @return whether all is there; if not, the responses that need it say so
     */
    public static boolean load() {
        return areHere() && brotli() && zstd();
    }

    static boolean brotli() {
        return Brotli4jLoader.isAvailable();
    }

    static boolean zstd() {
        try {
            Native.load();
            return Native.isLoaded();
        } catch (UnsatisfiedLinkError | ExceptionInInitializerError notForThisMachine) {
            return false;
        }
    }
}
