package dev.simul.cookie;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.IDN;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Makes the table that {@link PublicSuffixes} searches of the list as publicsuffix.org publishes it. */
final class SuffixTable {
    private static final String HEADER = """
            # Made by PublicSuffixesTest of the list of publicsuffix.org, VERSION.
            # This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0. If a copy of the MPL was not
            # distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.
            """;

    private SuffixTable() {}

    static String of(InputStream list) throws IOException {
        String version = "unknown version";
        Map<String, String> marks = new TreeMap<>();
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(list, StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                if (line.startsWith("// VERSION: ")) version = line.substring("// ".length());
                if (line.isBlank() || line.startsWith("//")) continue;
                String rule = line.strip().split("\\s", 2)[0];
                if (rule.startsWith("!")) {
                    marks.put(ascii(rule.substring(1)), "!");
                } else if (rule.startsWith("*.")) {
                    marks.put(ascii(rule.substring(2)), "*");
                } else {
                    marks.putIfAbsent(ascii(rule), "");
                }
            }
        }
        StringBuilder table = new StringBuilder(HEADER.replace("VERSION", version));
        marks.forEach((name, mark) -> table.append(name).append(mark).append('\n'));
        return table.toString();
    }

    private static String ascii(String name) {
        return IDN.toASCII(name, IDN.ALLOW_UNASSIGNED).toLowerCase(Locale.ROOT);
    }
}
