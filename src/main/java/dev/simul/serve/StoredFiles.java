package dev.simul.serve;

import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Answers with the files of a folder, and never with one outside it. Files are looked up and read piece by piece on threads
 * of its own, a piece not before the peer has room for it.
 */
final class StoredFiles implements Responder {
    private static final int THREADS = 4; // a few: one file on a slow disk must not hold up all others
    private static final String INDEX = "index.html";

    private final Path folder;
    private final ExecutorService readers;

    private StoredFiles(Path folder, ExecutorService readers) {
        this.folder = folder;
        this.readers = readers;
    }

    /** @throws IOException if {@code folder} is none, or must not be looked into */
    static StoredFiles in(Path folder) throws IOException {
        Path real;
        try {
            real = folder.toRealPath();
        } catch (IOException e) {
            throw new IOException("there is no folder " + folder, e);
        }
        if (!Files.isDirectory(real)) throw new NotDirectoryException(folder + " is not a folder");
        return new StoredFiles(
                real, Executors.newFixedThreadPool(THREADS, new DefaultThreadFactory("simul-serve-files", true)));
    }

    @Override
    public Script respond(Request request) {
        Script refusal = Script.refusalUnlessGet(request);
        if (refusal != null) return refusal;
        return later(() -> answer(request));
    }

    @Override
    public void close() {
        readers.shutdown();
    }

    /** What takes its time, on a thread that has it. */
    private interface Search {
        Script result() throws IOException;
    }

    private Script later(Search search) {
        return Script.of(new Step.Later(() -> CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return search.result();
                    } catch (IOException e) { // a body that breaks off: the length that was told says so
                        return Script.of(new Step.Close());
                    }
                },
                readers)));
    }

    private Script answer(Request request) {
        FilePath asked = FilePath.parse(request.path());
        try {
            return asked == null ? notFound(request) : answer(request, asked);
        } catch (AccessDeniedException e) {
            return HtmlPage.small(request, 403, "Forbidden", "<p>This file must not be read.</p>\n");
        } catch (IOException e) {
            return notFound(request);
        }
    }

    private Script answer(Request request, FilePath asked) throws IOException {
        Path named = asked.in(folder);
        if (named == null) return notFound(request);
        Path path = inside(named);
        if (!Files.isDirectory(path)) {
            return asked.isFolder()
                    ? notFound(request)
                    : file(request, asked.names().getLast(), StoredFile.at(path));
        }
        if (!asked.isFolder()) return moved(request, asked.asFolder());
        return file(request, INDEX, StoredFile.at(inside(path.resolve(INDEX))));
    }

    /** @throws IOException if nothing is there, or what a link leads to is outside */
    private Path inside(Path path) throws IOException {
        Path real = path.toRealPath();
        if (!real.startsWith(folder)) throw new IOException(path + " is outside");
        return real;
    }

    /** The first piece is read now, so that a file that cannot be read is no success. */
    private Script file(Request request, String name, StoredFile file) throws IOException {
        if (FileType.isResponse(name)) return pieces(file, 0, Step.Part.HEAD).then(new Step.Close());
        Step head = ResponseHead.answering(request, 200)
                .with("Content-Type", FileType.of(name))
                .length(file.size())
                .step();
        Script body = pieces(file, 0, Step.Part.BODY);
        return request.isHead() ? Script.of(head) : body.following(head);
    }

    /** The file from {@code offset} on: a piece, and how to find the next one. */
    private Script pieces(StoredFile file, long offset, Step.Part part) throws IOException {
        byte[] piece = file.piece(offset);
        long end = offset + piece.length;
        Step send = new Step.Send(Step.bytes(piece), part);
        return end == file.size()
                ? Script.of(send)
                : later(() -> pieces(file, end, part))
                        .following(new Step.Room())
                        .following(send);
    }

    private static Script moved(Request request, String path) {
        String query = request.target().substring(request.path().length());
        return Script.of(ResponseHead.answering(request, 301)
                .with("Location", path + query)
                .length(0)
                .step());
    }

    private static Script notFound(Request request) {
        return HtmlPage.small(request, 404, "Not found", "<p>There is no such file here.</p>\n");
    }
}
