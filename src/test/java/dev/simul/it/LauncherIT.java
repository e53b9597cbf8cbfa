package dev.simul.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code scripts/simul}, copied into a project of its own. Where systems install JDKs is moved into that folder in the copy, so
 * that the JDKs of the machine make no difference.
 */
class LauncherIT {
    private static final List<String> INSTALLED_IN =
            List.of("/usr/lib/jvm/", "/usr/java/", "/opt/", "/usr/local/", "/Library/Java/");

    @TempDir
    Path folder;

    private Path system;
    private Path project;
    private Path launcher;

    @BeforeEach
    void copyLauncher() throws IOException {
        system = Files.createDirectory(folder.resolve("system"));
        project = Files.createDirectories(folder.resolve("a project"));
        launcher = Files.createDirectories(project.resolve("scripts")).resolve("simul");
        write(launcher, Files.readString(Simul.basedir().resolve("scripts/simul")));
        String search = Files.readString(Simul.basedir().resolve("scripts/java-home.sh"));
        for (String place : INSTALLED_IN) search = search.replace(" " + place, " " + system + place);
        assertThat(search).as("the places to search").contains(system + "/usr/lib/jvm/");
        write(launcher.resolveSibling("java-home.sh"), search);
        Files.copy(
                Simul.jar(), Files.createDirectories(project.resolve("target")).resolve("simul.jar"));
    }

    private static void write(Path executable, String script) throws IOException {
        Files.createDirectories(executable.getParent());
        Files.writeString(executable, script);
        Files.setPosixFilePermissions(executable, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** A JDK that only says what it is, in a folder of the system. */
    private Path jdk(String place, String version) throws IOException {
        Path home = system.resolve(place);
        write(home.resolve("bin/java"), """
                #!/bin/sh
                case "$*" in -version) echo 'openjdk version "%1$s"' >&2; exit ;; esac
                echo "java %1$s"
                """.formatted(version));
        return home;
    }

    private Path jdkWithReleaseFile(String place, String version) throws IOException {
        Path home = jdk(place, version);
        Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"Nobody\"\nJAVA_VERSION=\"" + version + "\"\n");
        return home;
    }

    /** The system's tools behind {@code first}, which hides a java or mvn of theirs. */
    private String path(Path... first) {
        StringBuilder path = new StringBuilder();
        for (Path folderOfPath : first) path.append(folderOfPath).append(':');
        return path + "/usr/bin:/bin";
    }

    private Running start(Path script, Map<String, String> environment, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("env", "-u", "JAVA_HOME", "HOME=" + folder));
        environment.forEach((name, value) -> command.add(name + "=" + value));
        command.add(script.toString());
        command.addAll(List.of(arguments));
        return Simul.start(folder, command, Map.of());
    }

    private Finished run(Path script, Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        try (Running running = start(script, environment, arguments)) {
            running.endInput();
            return running.await();
        }
    }

    private static Map<String, String> realJava() {
        return Map.of("JAVA_HOME", Simul.javaHome().toString());
    }

    @Test
    void launcher_runs_the_program_through_links_and_from_any_folder() throws Exception {
        Path bin = Files.createDirectory(folder.resolve("bin"));
        Files.createSymbolicLink(bin.resolve("relative"), Path.of("../a project/scripts/simul"));
        Files.createSymbolicLink(bin.resolve("simul"), bin.resolve("relative"));
        Files.writeString(folder.resolve("list.txt"), "http://a.test/\n");

        Finished crawl = run(bin.resolve("simul"), realJava(), "crawl", "--mock", "pages", "list.txt");

        assertThat(crawl.status()).as(crawl.err()).isZero();
        assertThat(crawl.records()).singleElement().extracting(Line::status).isEqualTo(200);
        assertThat(crawl.err()).contains("1 URL in ");
        assertThat(project.resolve("target/native/META-INF/native"))
                .as("so that no start has to unpack them")
                .isDirectoryContaining("glob:**/libnetty_transport_native_epoll_*.so")
                .isDirectoryNotContaining("glob:**.dll");
    }

    @Test
    void exit_status_and_streams_are_those_of_the_program() throws Exception {
        run(launcher, realJava(), "--version"); // the first start may have something to say about itself

        Finished unreadable = run(launcher, realJava(), "crawl", "nothere.txt");
        Finished failed = run(launcher, realJava(), "crawl", "-q", "http://[/");
        Finished spaces = run(launcher, realJava(), "crawl", "no such list.txt");

        assertThat(unreadable.status()).isEqualTo(2);
        assertThat(unreadable.out()).isEmpty();
        assertThat(unreadable.err()).isEqualTo("simul: cannot read nothere.txt: no such file\n");
        assertThat(failed.status()).isEqualTo(1);
        assertThat(failed.err()).isEmpty();
        assertThat(failed.records()).singleElement().extracting(Line::errorKind).isEqualTo("invalid_url");
        assertThat(spaces.err()).isEqualTo("simul: cannot read no such list.txt: no such file\n");
    }

    @Test
    void signals_reach_the_program() throws Exception {
        try (Running server = start(launcher, realJava(), "serve")) {
            server.awaitLines(1);

            server.signal("TERM");

            assertThat(server.await().status()).isZero();
        }
    }

    @Test
    void machine_without_a_new_enough_java_is_told_so_in_one_line() throws Exception {
        Path old = jdk("usr/lib/jvm/jdk-17", "17.0.15");
        jdkWithReleaseFile("usr/lib/jvm/jdk-11", "11.0.2");
        jdk("opt/jdk8", "1.8.0_402");

        Finished refused = run(launcher, Map.of("PATH", path(old.resolve("bin"))), "crawl", "nothere.txt");

        assertThat(refused.status()).isEqualTo(2);
        assertThat(refused.out()).isEmpty();
        assertThat(refused.errLines())
                .singleElement()
                .asString()
                .startsWith("simul: no JDK of version 21 or newer was found")
                .contains("JAVA_HOME");
    }

    @Test
    void newest_installed_java_is_taken_where_that_of_the_path_is_too_old() throws Exception {
        Path old = jdk("usr/lib/jvm/jdk-17", "17.0.15");
        jdk("usr/lib/jvm/jdk-21", "21.0.4");
        jdkWithReleaseFile("opt/java/jdk-25", "25.0.3");
        jdk("usr/lib/jvm/jdk-9", "9");

        Finished run = run(launcher, Map.of("PATH", path(old.resolve("bin"))), "--version");

        assertThat(run.status()).isZero();
        assertThat(run.out()).isEqualTo("java 25.0.3\n");
    }

    @Test
    void java_home_goes_before_the_path_if_it_is_new_enough() throws Exception {
        Path old = jdk("usr/lib/jvm/jdk-17", "17.0.15");
        Path onPath = jdk("usr/lib/jvm/jdk-25", "25");
        Path chosen = jdk("usr/lib/jvm/jdk-21", "21.0.4");
        String path = path(onPath.resolve("bin"));

        assertThat(run(launcher, Map.of("PATH", path, "JAVA_HOME", chosen.toString()))
                        .out())
                .isEqualTo("java 21.0.4\n");
        assertThat(run(launcher, Map.of("PATH", path, "JAVA_HOME", old.toString()))
                        .out())
                .isEqualTo("java 25\n");
        assertThat(run(launcher, Map.of("PATH", path, "JAVA_HOME", "/nonexistent"))
                        .out())
                .isEqualTo("java 25\n");
    }

    @Test
    void another_java_at_the_same_place_gets_its_own_options() throws Exception {
        Path newer = tellingOptions(jdkWithReleaseFile("usr/lib/jvm/newer", "25.0.3"));
        Path older = tellingOptions(jdkWithReleaseFile("usr/lib/jvm/older", "21.0.2"));
        Path current = system.resolve("current");
        Files.createSymbolicLink(current, newer);
        Map<String, String> environment = Map.of("JAVA_HOME", current.toString(), "PATH", path());
        assertThat(run(launcher, environment).out()).contains("--sun-misc-unsafe-memory-access");
        assertThat(run(launcher, environment).out()).contains("--sun-misc-unsafe-memory-access");

        Files.delete(current);
        Files.createSymbolicLink(current, older);
        assertThat(run(launcher, environment).out()).contains("-cp").doesNotContain("--sun-misc");
    }

    @Test
    void project_may_be_moved() throws Exception {
        Path home = tellingOptions(jdkWithReleaseFile("usr/lib/jvm/some", "21.0.2"));
        Map<String, String> environment = Map.of("JAVA_HOME", home.toString(), "PATH", path());
        assertThat(run(launcher, environment).out()).contains(project + "/target/simul.jar");

        Path elsewhere = Files.move(project, folder.resolve("another's place"));
        Finished moved = run(elsewhere.resolve("scripts/simul"), environment);
        assertThat(moved.out()).contains(elsewhere + "/target/simul.jar");
        assertThat(moved.out()).contains("-Djava.library.path=" + elsewhere + "/target/native/");
        assertThat(moved.err()).doesNotContain(project.toString());
    }

    /** Says what it is started with. */
    private static Path tellingOptions(Path jdk) throws IOException {
        write(jdk.resolve("bin/java"), "#!/bin/sh\necho \"$*\"\n");
        return jdk;
    }

    /** Makes caches of nothing when it is trained, with {@code whatItDoes} when one is made; then says what it is started with. */
    private static Path trainable(Path jdk, String whatItDoes) throws IOException {
        Files.writeString(jdk.resolve("release"), "JAVA_RUNTIME_VERSION=\"25.0.3+9 \"\n", StandardOpenOption.APPEND);
        write(jdk.resolve("bin/java"), """
                #!/bin/sh
                for each; do
                  case $each in
                    serve) echo http://127.0.0.1:1; exec sleep 60 ;;
                    -XX:AOTMode=record) exit ;;
                    -XX:AOTMode=create) creates=yes ;;
                    -XX:AOTCache=*) made=${each#*=} ;;
                  esac
                done
                if [ -n "$creates" ]; then %s; exit; fi
                echo "$*"
                """.formatted(whatItDoes));
        return jdk;
    }

    private static Path list(Path file, long bytes) throws IOException {
        String line = "http://a.test/" + "x".repeat(985) + "\n";
        return Files.writeString(file, line.repeat((int) (bytes / line.length())));
    }

    @Test
    void long_lists_have_a_cache_and_a_compiler_of_their_own() throws Exception {
        Path home = trainable(jdkWithReleaseFile("usr/lib/jvm/some", "25.0.3"), "echo made >\"$made\"");
        Map<String, String> environment = Map.of("JAVA_HOME", home.toString(), "PATH", path());
        list(folder.resolve("short.txt"), 7_000_000);
        list(folder.resolve("a long one.txt"), 8_000_000);
        Files.createDirectory(folder.resolve("folder"));
        write(folder.resolve("redirected"), "#!/bin/sh\nexec '" + launcher + "' \"$@\" <'a long one.txt'\n");
        String quickly = " -XX:TieredStopAtLevel=1 ";

        Finished first = run(launcher, environment, "crawl", "short.txt");
        assertThat(first.err()).isEqualTo("simul: preparing a faster start, once ...\n");
        assertThat(first.out()).contains("/target/start-25.0.3-9-.cache ", quickly);
        assertThat(project.resolve("target/training")).doesNotExist();

        Finished withLong =
                run(launcher, environment, "crawl", "-o", "none.jsonl", "short.txt", "a long one.txt", "folder");
        assertThat(withLong.err()).isEmpty();
        assertThat(withLong.out()).contains("/target/long-25.0.3-9-.cache ").doesNotContain(quickly);
        assertThat(run(folder.resolve("redirected"), environment, "crawl", "-").out())
                .contains("/target/long-25.0.3-9-.cache ")
                .doesNotContain(quickly);

        assertThat(run(launcher, environment, "compare", "a long one.txt").out())
                .as("all models alike")
                .contains("/target/start-25.0.3-9-.cache ", quickly);

        Files.delete(project.resolve("target/long-25.0.3-9-.cache"));
        assertThat(run(launcher, environment, "crawl", "a long one.txt").out())
                .contains("/target/start-25.0.3-9-.cache ", quickly);
    }

    @Test
    void training_that_fails_is_not_tried_at_every_start() throws Exception {
        Path home = trainable(jdkWithReleaseFile("usr/lib/jvm/some", "25.0.3"), "exit 1");
        Map<String, String> environment = Map.of("JAVA_HOME", home.toString(), "PATH", path());
        list(folder.resolve("long.txt"), 8_000_000);

        assertThat(run(launcher, environment, "crawl", "long.txt").err()).contains("preparing a faster start");

        Finished second = run(launcher, environment, "crawl", "long.txt");
        assertThat(second.err()).isEmpty();
        assertThat(second.out()).contains(" -XX:TieredStopAtLevel=1 ").doesNotContain(".cache");
    }

    @Test
    void java_of_the_path_is_followed_through_links() throws Exception {
        Path home = jdk("usr/lib/jvm/jdk-22", "22");
        jdk("usr/lib/jvm/jdk-25", "25");
        Path bin = Files.createDirectory(folder.resolve("bin"));
        Files.createDirectory(folder.resolve("alternatives"));
        Files.createSymbolicLink(bin.resolve("java"), Path.of("../alternatives/java"));
        Files.createSymbolicLink(folder.resolve("alternatives/java"), home.resolve("bin/java"));

        assertThat(run(launcher, Map.of("PATH", path(bin))).out()).isEqualTo("java 22\n");
    }

    /** Gives the project sources, and a Maven that notes each run and then does {@code whatItDoes}. */
    private Map<String, String> sourcesAndMaven(String whatItDoes) throws IOException {
        Files.createDirectories(project.resolve("src/main"));
        Files.writeString(project.resolve("pom.xml"), "<project/>");
        Files.move(
                project.resolve("target/simul.jar"), folder.resolve("built.jar"), StandardCopyOption.REPLACE_EXISTING);
        Path bin = folder.resolve("maven");
        write(bin.resolve("mvn"), "#!/bin/sh\necho built >> '" + folder + "/log'\n" + whatItDoes + "\n");
        return Map.of("PATH", path(bin), "JAVA_HOME", Simul.javaHome().toString());
    }

    @Test
    void jar_is_built_once_where_it_is_missing_and_again_where_a_source_is_newer() throws Exception {
        Map<String, String> environment = sourcesAndMaven("cp '" + folder + "/built.jar' target/simul.jar");

        Finished first = run(launcher, environment, "--version");
        assertThat(first.status()).as(first.err()).isZero();
        assertThat(first.out()).startsWith("simul ");
        assertThat(first.err()).startsWith("simul: building");
        assertThat(run(launcher, environment, "--version").err()).isEmpty();
        assertThat(folder.resolve("log")).hasContent("built");

        Files.setLastModifiedTime(project.resolve("target/simul.jar"), FileTime.from(Instant.EPOCH));
        assertThat(run(launcher, environment, "--version").status()).isZero();
        assertThat(folder.resolve("log")).hasContent("built\nbuilt");
    }

    @Test
    void build_that_changes_nothing_is_not_repeated_at_every_start() throws Exception {
        Map<String, String> environment = sourcesAndMaven("exit 0");
        Path jar = Files.copy(folder.resolve("built.jar"), project.resolve("target/simul.jar"));
        Files.setLastModifiedTime(jar, FileTime.from(Instant.EPOCH));

        assertThat(run(launcher, environment, "--version").status()).isZero();
        assertThat(run(launcher, environment, "--version").err()).isEmpty();
        assertThat(folder.resolve("log")).hasContent("built");
    }

    @Test
    void build_that_fails_is_told_and_nothing_is_run() throws Exception {
        Map<String, String> environment = sourcesAndMaven("echo 'what went wrong'; exit 1");

        Finished run = run(launcher, environment, "--version");

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.errLines())
                .containsExactly(
                        "simul: building, which takes a moment the first time ...",
                        "what went wrong",
                        "simul: the build failed, see above");
    }

    @Test
    void the_more_requests_are_in_flight_the_more_room_there_is_for_what_is_young() throws Exception {
        Path home = tellingOptions(jdkWithReleaseFile("usr/lib/jvm/some", "25.0.3"));
        Map<String, String> environment = Map.of("JAVA_HOME", home.toString(), "PATH", path());

        assertThat(run(launcher, environment, "crawl", "list.txt").out()).contains(" -Xmn16m ");
        assertThat(run(launcher, environment, "crawl", "-c", "10000").out()).contains(" -Xmn66m ");
        assertThat(run(launcher, environment, "crawl", "-c2000").out()).contains(" -Xmn26m ");
        assertThat(run(launcher, environment, "crawl", "--concurrency=50000").out())
                .contains(" -Xmn256m ");
        assertThat(run(launcher, environment, "crawl", "-c", "99999999999999999999")
                        .out())
                .contains(" -Xmn256m ");
        assertThat(run(launcher, environment, "crawl", "-c", "$(rm x)", "-c", "010", "-c")
                        .out())
                .contains(" -Xmn16m ");
    }

    @Test
    void cluster_is_built_with_flink_when_it_is_first_used_and_again_where_its_jars_are_not_all_there()
            throws Exception {
        Path home = tellingOptions(jdkWithReleaseFile("usr/lib/jvm/some", "25.0.3"));
        Map<String, String> environment = new HashMap<>(sourcesAndMaven("""
                case "$*" in *-Pcluster*) echo cluster >> '%1$s/log'; mkdir -p target/flink/log
                touch target/simul-cluster.jar target/flink/log/slf4j-simple-2.jar ;; esac
                cp '%1$s/built.jar' target/simul.jar""".formatted(folder)));
        environment.put("JAVA_HOME", home.toString());

        assertThat(run(launcher, environment, "crawl").out()).contains("target/simul.jar dev.simul.cli.Main crawl");
        assertThat(folder.resolve("log")).hasContent("built");

        Finished cluster = run(launcher, environment, "cluster", "status");
        assertThat(cluster.err()).contains("building with Apache Flink").doesNotContain("preparing a faster start");
        assertThat(cluster.out())
                .contains("target/simul-cluster.jar:" + project + "/target/flink/* dev.simul.cli.Main cluster status");
        assertThat(run(launcher, environment, "cluster", "status").err()).isEmpty();
        assertThat(folder.resolve("log")).hasContent("built\nbuilt\ncluster");

        Files.delete(project.resolve("target/flink/log/slf4j-simple-2.jar"));
        assertThat(run(launcher, environment, "cluster", "status").err()).contains("building with Apache Flink");
    }

    @Test
    void cluster_without_sources_to_build_it_from_is_told_of() throws Exception {
        Finished cluster = run(launcher, realJava(), "cluster", "status");

        assertThat(cluster.status()).isEqualTo(2);
        assertThat(cluster.err()).endsWith("/target/simul-cluster.jar, and nothing to build it from\n");
    }
}
