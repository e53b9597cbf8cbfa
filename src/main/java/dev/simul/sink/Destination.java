package dev.simul.sink;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Where bytes go, and how whole records stay whole there. Writer thread only. */
final class Destination implements Outlet {
    /** The JDK keeps a direct buffer as large as the largest write of a thread: none should be larger than this. */
    private static final int MAX_WRITE_BYTES = 256 * 1024;

    private static final long RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final WritableByteChannel channel;
    private final String name;
    private final boolean owned;
    private final SyncSchedule sync;

    /** Writes to {@code channel}, which decides by itself when bytes reach the disk, if there is one. */
    Destination(WritableByteChannel channel, String name, boolean owned) {
        this(channel, name, owned, Duration.ZERO);
    }

    /**
     * Writes to {@code channel}.
     *
     * @param name what messages call it
     * @param owned whether {@link #close} closes it
     * @param sync how long after a write it is forced to the disk; zero for never. Else the channel is that of a file
     */
    Destination(WritableByteChannel channel, String name, boolean owned, Duration sync) {
        this.channel = channel;
        this.name = name;
        this.owned = owned;
        this.sync = new SyncSchedule(sync);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void write(Batch batch) throws SinkException {
        ByteBuffer bytes = batch.bytes.view();
        int size = bytes.limit();
        sync.add();
        try {
            while (bytes.position() < size) {
                bytes.limit(Math.min(size, bytes.position() + MAX_WRITE_BYTES));
                // Nothing taken: a pipe or terminal that another process has made non-blocking.
                if (channel.write(bytes) == 0) LockSupport.parkNanos(RETRY_NANOS);
            }
        } catch (IOException e) {
            SinkException failure = new SinkException(name, e);
            cutBack(batch.torn(bytes.position()), failure);
            throw failure;
        }
    }

    /**
     * Takes the beginning of a record away from the end of a file.
     *
     * <p>Counted back from where the channel is now, never from where it was: a file opened for appending, as with the
     * shell's {@code >>}, has no position before its first write. Where the channel is not at the end, somebody else
     * writes there too, and nothing is cut.
     */
    private void cutBack(int torn, SinkException failure) {
        if (torn == 0 || !(channel instanceof SeekableByteChannel file)) return;
        try {
            long end = file.position();
            if (end >= torn && end == file.size()) file.truncate(end - torn);
        } catch (IOException e) {
            failure.addSuppressed(e); // a pipe, a device: what went out cannot be called back
        }
    }

    @Override
    public long attend(long nowNanos) throws SinkException {
        if (sync.restNanos(nowNanos) <= 0) force();
        return sync.restNanos(nowNanos);
    }

    @Override
    public void finish() throws SinkException {
        if (sync.isPending()) force();
    }

    /** The data and the size: when the file was last changed matters to nobody after a failure of power. */
    private void force() throws SinkException {
        try {
            if (channel instanceof FileChannel file) file.force(false);
        } catch (IOException e) {
            throw new SinkException(name, e);
        }
        sync.clear();
    }

    @Override
    public void close() throws SinkException {
        if (!owned) return;
        try {
            channel.close();
        } catch (IOException e) {
            throw new SinkException(name, e);
        }
    }
}
