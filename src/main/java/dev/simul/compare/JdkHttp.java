package dev.simul.compare;

import dev.simul.http.HttpLimits;

/** The settings of the JDK's HTTP client, which are those of the process and are read once, with its first request. */
final class JdkHttp {
    private JdkHttp() {}

    /**
     * Sets them; before anything is fetched.
     *
     * @param parallelism how many connections may be kept for each host: with the default of 5 most would be thrown away
     */
    static void setUp(int parallelism, HttpLimits limits) {
        System.setProperty("http.maxConnections", Integer.toString(parallelism));
        System.setProperty("jdk.http.maxHeaderSize", Integer.toString(limits.maxHeadBytes()));
        System.setProperty("sun.net.http.allowRestrictedHeaders", "true"); // for a Host that the user gave
        System.setProperty("http.KeepAlive.remainingData", "0"); // no thread that reads on what was given up
    }
}
