package dev.simul.compare;

import dev.simul.result.CrawlRecord;
import dev.simul.sink.RecordSink;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** A sink for threads that wait while it is full. Any thread; with a lock that virtual threads may wait for. */
final class BlockingSink {
    private final RecordSink sink;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition hasRoom = lock.newCondition();
    private boolean full;

    BlockingSink(RecordSink sink) {
        this.sink = sink;
        sink.onReady(this::onReady);
    }

    /** Hands a record over, after a wait if need be. That the destination has failed, {@link RecordSink#close} says. */
    void put(CrawlRecord record) {
        lock.lock();
        try {
            while (full) hasRoom.awaitUninterruptibly();
            full = !sink.write(record);
        } finally {
            lock.unlock();
        }
    }

    private void onReady() {
        lock.lock();
        try {
            full = false;
            hasRoom.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
