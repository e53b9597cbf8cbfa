package dev.simul.serve;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The path of a URL as names in a folder.
 *
 * @param names of folders and, last, of a file or folder; none is empty, a dot, two dots, or more than one name
 * @param isFolder whether a slash stood at the end
 */
record FilePath(List<String> names, boolean isFolder) {
    FilePath {
        names = List.copyOf(names);
    }

    /**
     * Reads the path of a URL, which begins with a slash.
     *
     * @return null where it cannot name a file, or tries to leave the folder
     */
    static @Nullable FilePath parse(String path) {
        List<String> names = new ArrayList<>();
        boolean isFolder = path.endsWith("/");
        int end = isFolder ? path.length() - 1 : path.length();
        for (int begin = 1; begin <= end; ) {
            int slash = path.indexOf('/', begin);
            if (slash < 0 || slash > end) slash = end;
            String name = decode(path.substring(begin, slash));
            if (name == null || !isName(name)) return null;
            names.add(name);
            begin = slash + 1;
        }
        return new FilePath(names, isFolder);
    }

    /**
     * Where that is in {@code folder}.
     *
     * @return null where the file system knows no such names
     */
    @Nullable
    Path in(Path folder) {
        try {
            Path path = folder;
            for (String name : names) path = path.resolve(name);
            return path;
        } catch (InvalidPathException e) {
            return null;
        }
    }

    /** The same path with a slash at the end, for a URL. */
    String asFolder() {
        StringBuilder path = new StringBuilder("/");
        for (String name : names) {
            for (byte b : name.getBytes(StandardCharsets.UTF_8)) encode(path, b);
            path.append('/');
        }
        return path.toString();
    }

    private static boolean isName(String name) {
        return !name.isEmpty()
                && !name.equals(".")
                && !name.equals("..")
                && name.chars().noneMatch(c -> c == '/' || c == '\\' || c == 0);
    }

    /** Undoes percent-encoding; null where what comes out is not UTF-8, or a percent sign begins nothing. */
    private static @Nullable String decode(String text) {
        ByteBuffer bytes = ByteBuffer.allocate(text.length());
        for (int i = 0; i < text.length(); i++) {
            int b = text.charAt(i); // a byte as it came, for the head was read as ISO 8859-1
            if (b == '%') {
                if (i + 2 >= text.length()) return null;
                int high = Character.digit(text.charAt(i + 1), 16);
                int low = Character.digit(text.charAt(i + 2), 16);
                if (high < 0 || low < 0) return null;
                b = high << 4 | low;
                i += 2;
            }
            bytes.put((byte) b);
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    private static void encode(StringBuilder out, byte b) {
        char c = (char) (b & 0xff);
        boolean plain = (c < 0x80 && Character.isLetterOrDigit(c)) || "-._~".indexOf(c) >= 0;
        if (plain) {
            out.append(c);
        } else {
            out.append('%').append(Character.forDigit(c >> 4, 16)).append(Character.forDigit(c & 0xf, 16));
        }
    }
}
