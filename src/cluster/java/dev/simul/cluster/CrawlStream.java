package dev.simul.cluster;

import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.AsyncDataStream;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/**
 * The part of a job that makes records of lines: for jobs of others, whose lines come from elsewhere or whose records go elsewhere.
 */
public final class CrawlStream {
    private CrawlStream() {}

    /**
     * A line, as {@link #records} takes it.
     *
     * @param number of the line, which its record will have under {@code line}; 0 for null
     * @param text a URL, or what is wrong with it will be the record's error
     */
    public static String line(long number, String text) {
        return new PreparedLine(number, false, text.strip(), null).encoded();
    }

    /**
     * Makes a record of each line, as UTF-8 with its end of line, in the order in which they are done.
     *
     * @param lines each of {@link #line}; dealt out by their hosts here
     * @param capacity how many lines a subtask may have in it, in flight or waiting for their hosts; more than are in flight at once
     */
    public static SingleOutputStreamOperator<byte[]> records(
            DataStream<String> lines, CrawlSettings settings, int capacity) {
        return AsyncDataStream.unorderedWait(
                        lines.keyBy(new Hosts()), new FetchFunction(settings), 0, TimeUnit.MILLISECONDS, capacity)
                .returns(Types.POJO(Outbox.Settled.class))
                .name("fetch")
                .uid("fetch")
                .map(new Tally())
                .returns(PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO)
                .name("tally")
                .uid("tally");
    }
}
