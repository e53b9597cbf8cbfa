package dev.simul;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.simul.compare.ModelMain;
import dev.simul.task.Loop;
import io.netty.buffer.ByteBuf;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Reader;
import java.io.Writer;
import java.net.InetAddress;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.LockSupport;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.KeyManager;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** The plan of the house, read back from what was built. */
class ArchitectureTest {
    private static final String ROOT = "dev.simul.";

    /** Whom each package may use, of our own. A new package is to be added here. */
    private static final Map<String, Set<String>> MAY_USE = Map.ofEntries(
            entry("result", Set.of()),
            entry("url", Set.of()),
            entry("html", Set.of("result", "url")),
            entry("source", Set.of()),
            entry("serve", Set.of()),
            entry("task", Set.of()),
            entry("demo", Set.of("task")),
            entry("work", Set.of()),
            entry("measure", Set.of()),
            entry("sink", Set.of("result")),
            entry("fingerprint", Set.of()),
            entry("journal", Set.of("fingerprint", "source", "sink", "result")),
            entry("net", Set.of("task", "result", "url")),
            entry("http", Set.of("net", "task", "result", "url")),
            entry("cookie", Set.of("url")),
            entry("robots", Set.of("url")),
            entry("sitemap", Set.of("url")),
            entry("frontier", Set.of("cookie", "fingerprint", "source", "url")),
            entry("fetch", Set.of("cookie", "http", "net", "robots", "task", "result", "url")),
            entry("archive", Set.of("http", "journal", "sink", "result", "url")),
            entry("save", Set.of("sink", "result", "url")),
            entry(
                    "crawl",
                    Set.of(
                            "fetch",
                            "fingerprint",
                            "frontier",
                            "http",
                            "html",
                            "robots",
                            "save",
                            "sitemap",
                            "source",
                            "sink",
                            "task",
                            "result",
                            "url")),
            entry("loops", Set.of("crawl", "fetch", "source", "sink", "task", "result")),
            entry(
                    "cluster",
                    Set.of(
                            "crawl", "fetch", "html", "http", "loops", "robots", "source", "sink", "task", "result",
                            "url")),
            entry(
                    "compare",
                    Set.of(
                            "crawl", "fetch", "http", "net", "html", "source", "sink", "serve", "task", "result", "url",
                            "work", "measure")),
            entry(
                    "cli",
                    Set.of(
                            "archive",
                            "cluster",
                            "compare",
                            "crawl",
                            "demo",
                            "fetch",
                            "frontier",
                            "http",
                            "net",
                            "html",
                            "journal",
                            "loops",
                            "robots",
                            "save",
                            "source",
                            "sink",
                            "serve",
                            "task",
                            "result",
                            "url",
                            "work")));

    /** Which libraries each package may use beside the JDK's and JSpecify's annotations. */
    private static final Map<String, Set<String>> LIBRARIES = Map.ofEntries(
            entry("result", Set.of()),
            entry("url", Set.of("com.ibm.icu..")),
            entry("html", Set.of("org.jsoup..")),
            entry("source", Set.of()),
            entry("sink", Set.of()),
            entry("save", Set.of()),
            entry("fingerprint", Set.of()),
            entry("journal", Set.of()),
            entry("task", Set.of("io.netty.util..", "io.netty.channel..", "org.HdrHistogram..")),
            entry("demo", Set.of()),
            entry("net", Set.of("io.netty..")),
            entry("http", Set.of("io.netty..", "com.aayushatharva.brotli4j..", "com.github.luben.zstd..")),
            entry("cookie", Set.of()),
            entry("robots", Set.of("crawlercommons.robots..")),
            entry("fetch", Set.of()),
            entry("sitemap", Set.of("javax.xml.stream..")),
            entry("frontier", Set.of("org.h2.mvstore..", "com.google.re2j..")),
            entry("crawl", Set.of()),
            entry("loops", Set.of()),
            entry("archive", Set.of("org.netpreserve.jwarc..")),
            entry("serve", Set.of("io.netty..", "org.netpreserve.jwarc..")),
            entry("work", Set.of()),
            entry("cluster", Set.of("org.apache.flink..")), // there with the profile of that name
            entry("measure", Set.of("com.sun.management..", "org.HdrHistogram..")),
            entry("cli", Set.of("picocli..", "com.sun.net.httpserver..", "sun.misc")));

    /** picocli lies beside it, since the build compiles that as well. */
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(location -> location.contains("/dev/simul/"))
            .importUrl(Loop.class.getProtectionDomain().getCodeSource().getLocation());

    private static DescribedPredicate<JavaClass> in(String name) {
        return resideInAPackage(ROOT + name + "..");
    }

    /** All that runs on the loop's thread, but for what runs on other threads on its behalf, or waits for it on them. */
    private static DescribedPredicate<JavaClass> onTheLoop() {
        Set<String> elsewhere = Set.of("task.WorkerThreads", "task.Join", "task.SlowCallbackWatch", "net.SystemNames");
        DescribedPredicate<JavaClass> otherThreads = describe(
                "what runs on other threads",
                type -> elsewhere.contains(type.getName().replaceFirst("dev\\.simul\\.(\\w+\\.\\w+).*", "$1")));
        return in("task")
                .or(in("net"))
                .or(in("http"))
                .or(in("fetch"))
                .or(in("crawl"))
                .or(in("loops"))
                .or(in("demo"))
                .and(DescribedPredicate.not(otherThreads));
    }

    private static DescribedPredicate<AccessTarget> anyOf(Class<?> owner, String... names) {
        List<String> list = List.of(names);
        return describe(owner.getSimpleName() + list, target -> {
            boolean named = names.length == 0 || list.contains(target.getName());
            return named && target.getOwner().isAssignableTo(owner);
        });
    }

    private static String ownPackage(JavaClass type) {
        String rest = type.getPackageName().substring(ROOT.length());
        int dot = rest.indexOf('.');
        return dot < 0 ? rest : rest.substring(0, dot);
    }

    // ---- directions

    @Test
    void every_package_has_its_place_in_the_plan() {
        assertThat(CLASSES.stream().map(ArchitectureTest::ownPackage).distinct())
                .isSubsetOf(MAY_USE.keySet());
    }

    @Test
    void packages_use_those_below_them_only() {
        MAY_USE.forEach((name, allowed) -> {
            String[] own = Stream.concat(allowed.stream(), Stream.of(name))
                    .map(each -> ROOT + each + "..")
                    .toArray(String[]::new);
            noClasses()
                    .that(in(name))
                    .should()
                    .dependOnClassesThat(resideInAPackage("dev.simul..")
                            .and(DescribedPredicate.not(resideInAnyPackage(own)))
                            .as("are in none of " + Arrays.toString(own)))
                    .allowEmptyShould(true)
                    .check(CLASSES);
        });
    }

    @Test
    void packages_do_not_go_in_circles() {
        slices().matching("dev.simul.(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void libraries_stay_where_they_belong() {
        LIBRARIES.forEach((name, libraries) -> {
            String[] allowed = Stream.concat(
                            libraries.stream(),
                            Stream.of(
                                    "java..",
                                    "javax.net.ssl..",
                                    "javax.security.auth.x500..",
                                    "dev.simul..",
                                    "org.jspecify.."))
                    .toArray(String[]::new);
            classes()
                    .that(in(name))
                    .should()
                    .onlyDependOnClassesThat(resideInAnyPackage(allowed).or(primitives()))
                    .allowEmptyShould(true)
                    .check(CLASSES);
        });
    }

    private static DescribedPredicate<JavaClass> primitives() {
        return describe("are primitive", type -> type.getBaseComponentType().isPrimitive());
    }

    @Test
    void buffers_with_a_reference_count_do_not_leave_those_who_count() {
        noClasses()
                .that(DescribedPredicate.not(in("http").or(in("net")).or(in("serve"))))
                .should()
                .dependOnClassesThat(assignableTo(ByteBuf.class))
                .check(CLASSES);
    }

    @Test
    void urls_are_ours_and_not_the_jdks() {
        noClasses()
                .that(DescribedPredicate.not(in("compare").or(in("cli")).or(in("cluster"))))
                .should()
                .dependOnClassesThat(equivalentTo(URI.class).or(equivalentTo(URL.class)))
                .check(CLASSES);
    }

    // ---- the loop does not block

    @Test
    void nothing_on_the_loop_waits_for_another_thread() {
        DescribedPredicate<AccessTarget> waits = anyOf(Thread.class, "sleep", "join")
                .or(anyOf(Object.class, "wait"))
                .or(anyOf(CountDownLatch.class, "await"))
                .or(anyOf(Semaphore.class, "acquire", "acquireUninterruptibly"))
                .or(anyOf(Condition.class, "await"))
                .or(anyOf(Lock.class, "lock"))
                .or(anyOf(BlockingQueue.class, "put", "take"))
                .or(anyOf(LockSupport.class))
                .or(anyOf(Future.class, "get", "join", "await", "awaitUninterruptibly", "sync", "syncUninterruptibly"));
        noClasses()
                .that(onTheLoop())
                .should()
                .accessTargetWhere(describe("it waits", access -> waits.test(access.getTarget())))
                .check(CLASSES);
    }

    @Test
    void nothing_on_the_loop_takes_a_lock() {
        methods()
                .that()
                .areDeclaredInClassesThat(onTheLoop())
                .should()
                .notHaveModifier(JavaModifier.SYNCHRONIZED)
                .check(CLASSES);
    }

    @Test
    void nothing_on_the_loop_reads_or_writes_a_file_or_looks_up_a_name() {
        DescribedPredicate<JavaClass> streams = assignableTo(InputStream.class)
                .or(assignableTo(OutputStream.class))
                .or(assignableTo(Reader.class))
                .or(assignableTo(Writer.class))
                .and(DescribedPredicate.not(equivalentTo(ByteArrayOutputStream.class))); // memory does not block
        noClasses()
                .that(onTheLoop())
                .should()
                .dependOnClassesThat(equivalentTo(Files.class).or(streams))
                .orShould()
                .accessTargetWhere(describe(
                        "it looks up a name",
                        access -> anyOf(InetAddress.class, "getByName", "getAllByName", "getLocalHost", "getHostName")
                                .test(access.getTarget())))
                .check(CLASSES);
    }

    @Test
    void nothing_but_the_ways_in_from_outside_prints_or_logs() {
        DescribedPredicate<AccessTarget> prints = anyOf(System.class, "out", "err", "getLogger", "console")
                .or(anyOf(Throwable.class, "printStackTrace"))
                .or(anyOf(Logger.class))
                .or(anyOf(System.Logger.class));
        noClasses()
                .that(DescribedPredicate.not(in("cli").or(equivalentTo(ModelMain.class)))) // where a process begins
                .should()
                .accessTargetWhere(describe("it prints or logs", access -> prints.test(access.getTarget())))
                .check(CLASSES);
    }

    @Test
    void time_and_chance_come_from_outside() {
        DescribedPredicate<AccessTarget> own = anyOf(System.class, "nanoTime", "currentTimeMillis")
                .or(anyOf(Instant.class, "now"))
                .or(anyOf(Math.class, "random"))
                .or(anyOf(ThreadLocalRandom.class));
        noClasses()
                .that(onTheLoop())
                .should()
                .accessTargetWhere(describe("it asks the system", access -> {
                    boolean ofAClock = access.getTarget() instanceof AccessTarget.CodeUnitCallTarget call
                            && !call.getRawParameterTypes().isEmpty();
                    return own.test(access.getTarget()) && !ofAClock;
                }))
                .check(CLASSES);
    }

    // ---- how it is written

    @Test
    void every_package_says_what_it_is_and_that_nothing_is_null_unless_it_says_so() {
        Set<JavaPackage> packages = CLASSES.stream().map(JavaClass::getPackage).collect(Collectors.toSet());

        assertThat(packages)
                .isNotEmpty()
                .allMatch(each -> each.tryGetPackageInfo()
                        .map(info -> info.isAnnotatedWith(NullMarked.class))
                        .orElse(false));
    }

    @Test
    void classes_are_final_unless_they_are_made_to_be_extended() {
        assertThat(CLASSES.stream().filter(type -> !type.isInterface() && !type.isEnum() && !type.isAnonymousClass()))
                .isNotEmpty()
                .allMatch(type -> type.getModifiers().contains(JavaModifier.FINAL)
                        || type.getModifiers().contains(JavaModifier.ABSTRACT)
                        || type.getSuperclass()
                                .map(parent -> parent.toErasure().isEnum())
                                .orElse(false)
                        || type.reflect().isSealed());
    }

    @Test
    void names_say_what_a_class_is_and_not_that_it_is_useful() {
        // The JDK's TLS has managers for keys and trust; who implements one is called so.
        noClasses()
                .that(DescribedPredicate.not(assignableTo(KeyManager.class).or(assignableTo(TrustManager.class))))
                .should()
                .haveNameMatching(".*(Util|Utils|Manager|Helper|Helpers|Impl|Misc|Common)")
                .check(CLASSES);
    }
}
