package dev.simul.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.simul.cli.JobSettings;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;

/** The crawl as a part of somebody else's job. */
class CrawlStreamTest {
    @Test
    void lines_of_any_stream_become_records() throws Exception {
        List<String> lines = new ArrayList<>();
        for (int i = 1; i <= 50; i++) lines.add(CrawlStream.line(i, " http://h" + i % 5 + ".test/pages/" + i + " "));
        lines.add(CrawlStream.line(0, "no URL"));
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.createLocalEnvironment(2);

        List<String> records = new ArrayList<>();
        CrawlStream.records(
                        environment.fromData(lines).returns(Types.STRING),
                        JobSettings.of("--mock=pages", "--concurrency=8", "--per-host=2"),
                        20)
                .executeAndCollect(100)
                .forEach(record -> records.add(new String(record, StandardCharsets.UTF_8)));

        assertThat(records).hasSize(51).allMatch(record -> record.endsWith("}\n"));
        for (int i = 1; i <= 50; i++) {
            String start = "{\"url\":\"http://h" + i % 5 + ".test/pages/" + i + "\",\"line\":" + i + ",";
            assertThat(records).filteredOn(record -> record.startsWith(start)).hasSize(1);
        }
        assertThat(records)
                .filteredOn(record -> record.contains("\"line\":null"))
                .singleElement()
                .asString()
                .contains("invalid_url");
    }
}
