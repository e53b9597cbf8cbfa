package dev.simul.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.util.NetUtil;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** resolv.conf(5), and what is made of it. */
class ResolvConfTest {
    private static ResolvConf read(String... lines) {
        return ResolvConf.parse(List.of(lines), "");
    }

    private static List<String> texts(List<InetSocketAddress> servers) {
        return servers.stream().map(NetUtil::toSocketAddressString).toList();
    }

    @Test
    void the_first_three_servers_count() {
        assertThat(texts(read(
                                "# nameserver 192.0.2.9",
                                "; nameserver 192.0.2.9",
                                "nameserver 192.0.2.1",
                                "nameserver\t2001:db8::1  # ours",
                                " nameserver 192.0.2.9",
                                "nameservers 192.0.2.9",
                                "nameserver dns.test",
                                "nameserver fe80::1%nowhere0",
                                "nameserver",
                                "",
                                "nameserver 192.0.2.3",
                                "nameserver 192.0.2.4")
                        .servers()))
                .containsExactly("192.0.2.1:53", "[2001:db8::1]:53", "192.0.2.3:53");
    }

    @Test
    void without_any_it_is_the_one_of_this_machine() {
        assertThat(texts(read().servers())).containsExactly("127.0.0.1:53");
    }

    @ParameterizedTest
    @CsvSource({
        "timeout:1, 1, 2",
        "timeout:30 attempts:5, 30, 5",
        "timeout:31 attempts:6, 30, 5",
        "timeout:999999999, 30, 2",
        "timeout:9999999999, 2, 2",
        "timeout:0 attempts:0, 2, 2",
        "timeout:-1 attempts:x, 2, 2",
        "timeout: attempts:, 2, 2",
        "timeout:4 timeout:5, 5, 2",
        "ndots:5 edns0 attempts:1, 2, 1",
    })
    void options_say_how_long_and_how_often_and_where_they_do_not_we_do(String options, int seconds, int rounds) {
        NameServers servers = NameServers.of(read("options " + options));

        assertThat(servers.limit()).isEqualTo(Duration.ofSeconds(seconds));
        assertThat(servers.rounds()).isEqualTo(rounds);
    }

    @Test
    void options_add_up_and_those_of_the_environment_come_last() {
        ResolvConf conf = ResolvConf.parse(List.of("options timeout:3 attempts:3", "options rotate"), "timeout:4");

        assertThat(conf.limit()).isEqualTo(Duration.ofSeconds(4));
        assertThat(conf.rounds()).isEqualTo(3);
        assertThat(conf.rotate()).isTrue();
    }

    @Test
    void servers_take_turns_where_that_is_said_and_else_do_not() {
        String[] servers = {"nameserver 192.0.2.1", "nameserver 192.0.2.2", "nameserver 192.0.2.3", "options rotate"};
        NameServers rotating = NameServers.of(read(servers));

        assertThat(texts(rotating.inOrder("a"))).containsExactly("192.0.2.1:53", "192.0.2.2:53", "192.0.2.3:53");
        assertThat(texts(rotating.inOrder("a"))).containsExactly("192.0.2.2:53", "192.0.2.3:53", "192.0.2.1:53");
        assertThat(texts(rotating.inOrder("b"))).containsExactly("192.0.2.3:53", "192.0.2.1:53", "192.0.2.2:53");
        assertThat(texts(rotating.inOrder("b")).getFirst()).isEqualTo("192.0.2.1:53");

        NameServers fixed = NameServers.of(rotating.inOrder("a"));
        assertThat(fixed.inOrder("a")).isEqualTo(fixed.inOrder("b"));
    }
}
