package dev.simul.sink;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;

/** A file on a disk that is full after so many bytes, and that takes at most a few bytes a write. */
final class ScriptedChannel implements SeekableByteChannel {
    private final FileChannel file;
    private final int mostAtOnce;
    private long room;
    private boolean zeroFirst;

    ScriptedChannel(FileChannel file, long room, int mostAtOnce) {
        this.file = file;
        this.room = room;
        this.mostAtOnce = mostAtOnce;
    }

    /** Before each write that takes something comes one that takes nothing, as in a non-blocking pipe. */
    ScriptedChannel takingNothingAtFirst() {
        zeroFirst = true;
        return this;
    }

    private boolean tookNothing;

    @Override
    public int write(ByteBuffer bytes) throws IOException {
        if (zeroFirst && !tookNothing) {
            tookNothing = true;
            return 0;
        }
        tookNothing = false;
        if (room == 0) throw new IOException("No space left on device");
        int count = (int) Math.min(Math.min(room, mostAtOnce), bytes.remaining());
        ByteBuffer part = bytes.slice(bytes.position(), count);
        while (part.hasRemaining()) file.write(part);
        bytes.position(bytes.position() + count);
        room -= count;
        return count;
    }

    @Override
    public int read(ByteBuffer bytes) throws IOException {
        return file.read(bytes);
    }

    @Override
    public long position() throws IOException {
        return file.position();
    }

    @Override
    public SeekableByteChannel position(long position) throws IOException {
        file.position(position);
        return this;
    }

    @Override
    public long size() throws IOException {
        return file.size();
    }

    @Override
    public SeekableByteChannel truncate(long size) throws IOException {
        file.truncate(size);
        return this;
    }

    @Override
    public boolean isOpen() {
        return file.isOpen();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
