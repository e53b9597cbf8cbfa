package dev.simul.it;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.SimpleFileServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/** The JDK's own file server over all jars of a folder, each under its name and read as a ZIP file system. */
final class JavadocServer implements AutoCloseable {
    private static final int THREADS = 4;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    private final List<FileSystem> jars = new ArrayList<>();
    private final List<Served> files = new ArrayList<>();

    /** A file and where it is served. */
    record Served(String url, Path file) {
        boolean isPage() {
            return url.endsWith(".html");
        }
    }

    private JavadocServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
    }

    static JavadocServer start(Path folder) throws IOException {
        JavadocServer javadoc = new JavadocServer();
        try (DirectoryStream<Path> jars = Files.newDirectoryStream(folder, "*.jar")) {
            for (Path jar : jars) javadoc.add(jar);
        }
        javadoc.server.start();
        return javadoc;
    }

    private void add(Path jar) throws IOException {
        FileSystem zip = FileSystems.newFileSystem(jar);
        jars.add(zip);
        Path root = zip.getPath("/");
        String context = "/" + jar.getFileName();
        server.createContext(context + "/", SimpleFileServer.createFileHandler(root));
        try (Stream<Path> paths = Files.walk(root)) {
            paths.filter(Files::isRegularFile)
                    .map(file -> new Served(url(context + file), file))
                    .forEach(files::add);
        }
    }

    private String url(String path) {
        InetSocketAddress address = server.getAddress();
        try {
            return new URI("http", null, "127.0.0.1", address.getPort(), path, null, null).toASCIIString();
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(path, e);
        }
    }

    /** All files of all jars. */
    List<Served> files() {
        return files;
    }

    @Override
    public void close() throws IOException {
        server.stop(0);
        threads.shutdownNow();
        for (FileSystem jar : jars) jar.close();
    }
}
