package dev.simul.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A page that shows a lesson: written by hand, but for blocks that come from its source and from a run of it. */
record LessonPage(Lesson lesson, Path file) {
    private static final Path PAGES = Path.of("src/site/markdown/demo");
    private static final Path SOURCES = Path.of("src/main/java/dev/simul/demo");

    static LessonPage of(Lesson lesson) {
        return new LessonPage(lesson, PAGES.resolve(lesson.name() + ".md"));
    }

    /** The README, which shows one of them. */
    static LessonPage readme(String lesson) {
        return new LessonPage(Lesson.named(lesson).orElseThrow(), Path.of("README.md"));
    }

    /** What it would have to say: its own text with the code and the output of today. */
    String renewed() throws IOException {
        return withBlock(withOutput("$ simul demo "), "java", code());
    }

    /** Its own text with the output of today, below the command that gives it. */
    String withOutput(String command) throws IOException {
        return withBlock(Files.readString(file), "text", command + lesson.name() + "\n" + lesson.run());
    }

    /** What is between the markers of the source, moved to the left. */
    private String code() throws IOException {
        Path source = SOURCES.resolve(lesson.getClass().getSimpleName() + ".java");
        List<String> lines = Files.readAllLines(source);
        int start = lines.indexOf("    // @start region=\"code\"");
        int end = lines.indexOf("    // @end");
        if (start < 0 || end < start) throw new IllegalStateException(source + " marks no code");
        return lines.subList(start + 1, end).stream()
                .map(line -> line.isEmpty() ? line : line.substring(4))
                .collect(Collectors.joining("\n", "", "\n"));
    }

    /** Replaces what the first block of {@code language} holds. */
    private String withBlock(String page, String language, String content) {
        Matcher block = Pattern.compile("(?<=^|\n)(```" + language + "\n).*?(?=```\n)", Pattern.DOTALL)
                .matcher(page);
        if (!block.find()) throw new IllegalStateException(file + " has no block of " + language);
        return page.substring(0, block.end(1)) + content + page.substring(block.end());
    }
}
