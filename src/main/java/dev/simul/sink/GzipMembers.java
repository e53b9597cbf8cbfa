package dev.simul.sink;

import java.time.Duration;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * Writes gzip (RFC 1952) as members that are whole by themselves, each with whole records: so a file can be cut behind any of them,
 * and after a crash no more is lost than the one that was on its way.
 *
 * <p>A member ends at 256 KiB of records (beyond that compression gains less than a hundredth), or when its first record has
 * waited for the interval.
 */
final class GzipMembers implements Outlet {
    private static final int MEMBER_BYTES = 256 * 1024;

    /** Where nothing is ever forced to the disk, records should reach the file all the same. */
    private static final Duration DEFAULT_AGE = Duration.ofSeconds(5);

    /** RFC 1952, section 2.3: magic, deflate, no flags, no time, no extra flags, unknown system. */
    private static final byte[] HEADER = {0x1F, (byte) 0x8B, 8, 0, 0, 0, 0, 0, 0, (byte) 255};

    private final Destination destination;
    private final SyncSchedule age;
    private final Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
    private final CRC32 crc = new CRC32();
    private final Batch member = new Batch();
    private final byte[] chunk = new byte[16 * 1024];
    private long plainBytes;
    private boolean fileIsEmpty;

    /**
     * Wraps {@code destination}.
     *
     * @param mostAge how long a record may wait for the end of its member; zero for a value of our own
     * @param fileIsEmpty whether there is nothing in the file yet: then it gets a member even if there are no records
     */
    GzipMembers(Destination destination, Duration mostAge, boolean fileIsEmpty) {
        this.destination = destination;
        this.age = new SyncSchedule(mostAge.isZero() ? DEFAULT_AGE : mostAge);
        this.fileIsEmpty = fileIsEmpty;
    }

    @Override
    public String name() {
        return destination.name();
    }

    @Override
    public void write(Batch batch) throws SinkException {
        if (batch.isEmpty()) return;
        if (member.isEmpty()) member.bytes.put(HEADER);
        crc.update(batch.bytes.view());
        deflater.setInput(batch.bytes.view());
        plainBytes += batch.bytes.size();
        while (!deflater.needsInput()) deflate();
        age.add();
        if (plainBytes >= MEMBER_BYTES) endMember();
    }

    private void deflate() {
        int count = deflater.deflate(chunk);
        member.bytes.put(chunk, 0, count);
    }

    private void endMember() throws SinkException {
        if (member.isEmpty()) member.bytes.put(HEADER);
        deflater.finish();
        while (!deflater.finished()) deflate();
        littleEndian(crc.getValue());
        littleEndian(plainBytes);
        member.endRecord();
        destination.write(member);
        fileIsEmpty = false;
        member.clear();
        deflater.reset();
        crc.reset();
        plainBytes = 0;
        age.clear();
    }

    private void littleEndian(long word) {
        for (int shift = 0; shift < 32; shift += 8) member.bytes.put((char) ((word >>> shift) & 0xFF));
    }

    @Override
    public long attend(long nowNanos) throws SinkException {
        if (age.restNanos(nowNanos) <= 0) endMember();
        return Math.min(age.restNanos(nowNanos), destination.attend(nowNanos));
    }

    @Override
    public void finish() throws SinkException {
        if (age.isPending() || fileIsEmpty) endMember(); // no bytes at all would not be gzip
        destination.finish();
    }

    @Override
    public void close() throws SinkException {
        deflater.end();
        destination.close();
    }
}
