package dev.simul.fetch;

import static dev.simul.testing.Http2Peer.ACK;
import static dev.simul.testing.Http2Peer.CONTINUATION;
import static dev.simul.testing.Http2Peer.DATA;
import static dev.simul.testing.Http2Peer.END_HEADERS;
import static dev.simul.testing.Http2Peer.END_STREAM;
import static dev.simul.testing.Http2Peer.GOAWAY;
import static dev.simul.testing.Http2Peer.HEADERS;
import static dev.simul.testing.Http2Peer.PADDED;
import static dev.simul.testing.Http2Peer.PING;
import static dev.simul.testing.Http2Peer.PRIORITY;
import static dev.simul.testing.Http2Peer.PUSH_PROMISE;
import static dev.simul.testing.Http2Peer.RST_STREAM;
import static dev.simul.testing.Http2Peer.SETTINGS;
import static dev.simul.testing.Http2Peer.WINDOW_UPDATE;
import static dev.simul.testing.Http2Peer.block;
import static dev.simul.testing.Http2Peer.page;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.simul.http.HttpVersions;
import dev.simul.result.ErrorKind;
import dev.simul.testing.ClientFixture;
import dev.simul.testing.Fetched;
import dev.simul.testing.Http2Peer;
import dev.simul.testing.Http2Peer.Asked;
import dev.simul.testing.Http2Peer.Frame;
import dev.simul.testing.Http2Peer.Script;
import dev.simul.testing.RawPeer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** HTTP/2 (RFC 9113) with a peer that keeps to its rules, or does not. */
class Http2Test {
    private static final int NO_ERROR = 0;
    private static final int INTERNAL_ERROR = 2;
    private static final int REFUSED_STREAM = 7;
    private static final int CANCEL = 8;
    private static final int ENHANCE_YOUR_CALM = 11;
    private static final int HTTP_1_1_REQUIRED = 13;
    private static final int HEADER_TABLE_SIZE = 1;
    private static final int MAX_CONCURRENT_STREAMS = 3;

    @RegisterExtension
    final ClientFixture client = new ClientFixture().versions(HttpVersions.HTTP_2);

    private final Http2Peer server = Http2Peer.start();

    @AfterEach
    void stop() {
        server.close();
    }

    private Fetched fetch(String path) {
        return client.fetch(server.url(path));
    }

    private Fetched fetch(Script script) {
        server.on("/", script);
        return fetch("/");
    }

    private List<ClientFixture.Fetching> start(String path, int times) {
        return IntStream.range(0, times)
                .mapToObj(i -> client.start(server.url(path)))
                .toList();
    }

    private List<Integer> connections() {
        return server.requests().stream().map(Asked::connection).toList();
    }

    private void awaitRequests(int count) {
        client.time().until(() -> server.requests().size() >= count, count + " requests");
    }

    /** Waits for a frame of the client. */
    private Frame frame(int type) {
        client.time().until(() -> !server.frames(type).isEmpty(), "a frame of type " + type);
        return server.frames(type).getLast();
    }

    // ---- requests and responses

    @Test
    void a_redirect_takes_its_cookies_along() { // RFC 6265bis section 5.8.1
        client.header("Cookie", "mine=0");
        server.on(
                "/",
                (peer, stream) -> peer.head(
                        stream,
                        END_STREAM,
                        ":status",
                        "302",
                        "location",
                        "/",
                        "set-cookie",
                        "a=1",
                        "set-cookie",
                        "b=2"),
                page("in"));

        assertThat(fetch("/").text()).isEqualTo("in");
        assertThat(server.requests())
                .extracting(request -> request.fields().get("cookie"))
                .containsExactly("mine=0", "mine=0; a=1; b=2");
    }

    @Test
    void a_request_has_its_four_pseudo_fields_and_none_about_the_connection() { // sections 8.3.1, 8.2.2
        client.header("Connection", "x").header("X-Own", "y");

        Fetched fetched = fetch(page("hi"));

        assertThat(fetched.text()).isEqualTo("hi");
        assertThat(fetched.answer().protocol()).isEqualTo("h2");
        assertThat(server.requests().getFirst().fields())
                .containsEntry(":method", "GET")
                .containsEntry(":scheme", "http")
                .containsEntry(":path", "/")
                .containsEntry(":authority", server.url("").substring("http://".length()))
                .containsEntry("x-own", "y")
                .containsEntry("user-agent", "simul/test")
                .doesNotContainKeys("connection", "host");
    }

    @Test
    void a_host_that_the_user_gave_is_the_authority() {
        client.header("Host", "other.test");

        fetch(page("hi"));

        assertThat(server.requests().getFirst().fields()).containsEntry(":authority", "other.test");
    }

    @Test
    void a_head_may_be_all_there_is() {
        assertThat(fetch((connection, stream) -> connection.head(stream, END_STREAM, ":status", "204"))
                        .status())
                .isEqualTo(204);
    }

    @Test
    void interim_responses_trailers_padding_and_unknown_frames_are_no_matter() { // sections 8.1, 6.1, 5.5
        Fetched fetched = fetch((connection, stream) -> connection
                .head(stream, "103", "link", "</a>")
                .frame(0x99, 0xff, stream, (byte) 1)
                .frame(0x98, 0, 0)
                .head(stream, "200")
                .frame(DATA, PADDED, stream, (byte) 2, (byte) 'h', (byte) 'i', (byte) 0, (byte) 0)
                .frame(PRIORITY, 0, stream, (byte) 0, (byte) 0, (byte) 0, (byte) 0, (byte) 9)
                .head(stream, END_STREAM, "x-trailer", "y"));

        assertThat(fetched.text()).isEqualTo("hi");
        assertThat(fetched.error()).isNull();
    }

    @Test
    void a_head_may_come_in_pieces() { // section 6.10
        byte[] half = block(":status", "200");
        Fetched fetched = fetch((connection, stream) -> connection
                .frame(HEADERS, 0, stream, half)
                .frame(CONTINUATION, 0, stream, block("content-type", "text/plain"))
                .frame(CONTINUATION, END_HEADERS, stream, block("x-more", "y"))
                .data(stream, "hi", END_STREAM));

        assertThat(fetched.text()).isEqualTo("hi");
        assertThat(requireNonNull(fetched.reply().head()).first("Content-Type")).isEqualTo("text/plain");
    }

    @Test
    void a_body_beyond_the_windows_flows_as_it_is_read() { // section 6.9
        byte[] piece = new byte[16 * 1024];
        client.maxBody(100 << 20);
        server.on("/", (connection, stream) -> {
            connection.head(stream, "200");
            for (int i = 0; i < 200; i++) connection.frame(DATA, 0, stream, piece);
        });
        ClientFixture.Fetching fetching = client.start(server.url("/"));
        Frame more = frame(WINDOW_UPDATE);
        client.time()
                .until(
                        () -> server.frames(WINDOW_UPDATE).stream().anyMatch(update -> update.stream() > 0),
                        "room on the stream");

        assertThat(more.number()).isPositive();
        server.on(
                "/end",
                (connection, stream) ->
                        connection.data(stream - 2, "", END_STREAM).head(stream, END_STREAM, ":status", "200"));
        fetch("/end");
        assertThat(fetching.finish().reply().bytes()).isEqualTo(200L * piece.length);
    }

    @Test
    void a_huge_table_for_our_fields_is_not_made_use_of() { // RFC 7541 section 4.2: this peer's decoder would refuse it
        server.greeting((connection, stream) -> connection.settings(HEADER_TABLE_SIZE, 1 << 30));
        server.on("/", page("hi"));

        for (int i = 0; i < 3; i++) assertThat(fetch("/").text()).isEqualTo("hi");
    }

    // ---- many on one connection

    @Test
    void requests_at_the_same_time_share_one_connection() {
        server.on("/", page("hi"));

        List<ClientFixture.Fetching> all = start("/", 50);

        assertThat(all).allSatisfy(one -> assertThat(one.finish().text()).isEqualTo("hi"));
        assertThat(server.accepted()).isOne();
        assertThat(server.requests())
                .extracting(Asked::stream)
                .doesNotHaveDuplicates()
                .hasSize(50);
    }

    @Test
    void only_the_first_has_the_time_of_the_connect_the_others_queued_for_it() {
        server.on("/", page("hi"));

        List<ClientFixture.Fetching> two = start("/", 2);
        Fetched first = two.getFirst().finish();
        Fetched second = two.getLast().finish();

        assertThat(first.reply().timing().connectNanos()).isNotNegative();
        assertThat(second.reply().timing().connectNanos()).isNegative();
    }

    @Test
    void answers_may_come_in_any_order() {
        server.on("/slow", (connection, stream) -> {});
        server.on("/fast", page("fast"));
        server.on("/last", (connection, stream) -> {
            page("last").play(connection, stream);
            page("slow").play(connection, server.requests().getFirst().stream());
        });

        ClientFixture.Fetching slow = client.start(server.url("/slow"));
        awaitRequests(1);
        assertThat(fetch("/fast").text()).isEqualTo("fast");
        assertThat(slow.isDone()).isFalse();
        assertThat(fetch("/last").text()).isEqualTo("last");
        assertThat(slow.finish().text()).isEqualTo("slow");
    }

    @Test
    void no_more_streams_are_opened_than_the_server_allows() { // section 5.1.2
        server.greeting((connection, stream) -> connection.settings(MAX_CONCURRENT_STREAMS, 2));
        server.on("/", page("hi"));
        server.on("/wait", (connection, stream) -> {});
        fetch("/");

        List<ClientFixture.Fetching> waiting = start("/wait", 4);
        awaitRequests(5);

        assertThat(connections()).containsExactlyInAnyOrder(1, 1, 1, 2, 2);
        waiting.forEach(ClientFixture.Fetching::cancel);
        waiting.forEach(ClientFixture.Fetching::finish);
    }

    @Test
    void a_cancel_of_the_first_leaves_the_connection_to_the_others() {
        server.on("/", page("hi"));

        List<ClientFixture.Fetching> all = start("/", 3);
        all.getFirst().cancel();

        assertThat(all.getFirst().finish().errorKind()).isEqualTo(ErrorKind.CANCELLED);
        assertThat(all.get(1).finish().text()).isEqualTo("hi");
        assertThat(all.get(2).finish().text()).isEqualTo("hi");
        assertThat(server.accepted()).isOne();
    }

    @Test
    void a_cancel_of_all_who_wait_closes_what_was_being_opened() {
        List<ClientFixture.Fetching> all = start("/", 3);
        all.forEach(ClientFixture.Fetching::cancel);

        all.forEach(ClientFixture.Fetching::finish);

        client.time().until(() -> server.open() == 0, "no connection");
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void all_who_wait_hear_that_there_is_no_connection() {
        server.close();

        List<ClientFixture.Fetching> all = start("/", 3);

        assertThat(all).allSatisfy(one -> assertThat(one.finish().errorKind()).isEqualTo(ErrorKind.CONNECT));
    }

    // ---- streams that end early

    @ParameterizedTest
    @ValueSource(ints = {NO_ERROR, INTERNAL_ERROR, CANCEL, 0x1234})
    void a_stream_that_is_reset_is_no_whole_response(int code) { // section 8.1
        Fetched fetched = fetch((connection, stream) ->
                connection.head(stream, "200").data(stream, "half", 0).reset(stream, code));

        assertThat(fetched.errorKind()).isEqualTo(ErrorKind.CLOSED);
        assertThat(fetched.status()).isEqualTo(200);
        assertThat(fetched.text()).isEqualTo("half");
        assertThat(fetched.message()).contains("reset the stream");
    }

    @Test
    void a_reset_after_the_end_is_no_matter() { // section 8.1: it asks not to send a request body
        Fetched fetched = fetch((connection, stream) ->
                connection.head(stream, "200").data(stream, "all", END_STREAM).reset(stream, NO_ERROR));

        assertThat(fetched.error()).isNull();
        assertThat(fetch("/").error()).isNull();
        assertThat(server.accepted()).isOne();
    }

    @Test
    void a_refused_stream_is_asked_again_elsewhere_without_counting() { // section 8.7
        server.on("/", (connection, stream) -> connection.reset(stream, REFUSED_STREAM), page("hi"));

        Fetched fetched = fetch("/");

        assertThat(fetched.text()).isEqualTo("hi");
        assertThat(fetched.effort().attempts()).isOne();
        assertThat(server.requests()).hasSize(2);
    }

    @Test
    void a_server_that_wants_http_1_for_a_request_gets_it() { // section 7, HTTP_1_1_REQUIRED
        Fetched fetched = fetch((connection, stream) -> connection.reset(stream, HTTP_1_1_REQUIRED));

        // This peer knows nothing but HTTP/2: that it was asked otherwise is what it shows.
        assertThat(fetched.errorKind()).isEqualTo(ErrorKind.PROTOCOL);
        assertThat(fetched.message()).startsWith("not an HTTP/1 response");
        assertThat(server.accepted()).isEqualTo(2);
    }

    @Test
    void a_server_that_refuses_everything_is_not_asked_forever() {
        Fetched fetched = fetch((connection, stream) -> connection.reset(stream, REFUSED_STREAM));

        assertThat(fetched.errorKind()).isEqualTo(ErrorKind.CLOSED);
        assertThat(fetched.message()).contains("REFUSED_STREAM");
        assertThat(server.requests()).hasSize(4);
    }

    @Test
    void an_exchange_that_times_out_resets_its_stream_and_no_other() {
        client.timeout(Duration.ofSeconds(5));
        server.on("/silent", (connection, stream) -> {});
        server.on("/later", (connection, stream) -> connection.head(stream, "200"));
        ClientFixture.Fetching silent = client.start(server.url("/silent"));
        awaitRequests(1);
        client.time().advance(Duration.ofSeconds(3));
        ClientFixture.Fetching later = client.start(server.url("/later"));
        client.time().until(() -> !later.events().isEmpty(), "the head of the other");

        client.time().advance(Duration.ofSeconds(2));
        assertThat(silent.finish().errorKind()).isEqualTo(ErrorKind.TIMEOUT);
        Frame reset = frame(RST_STREAM);

        assertThat(reset.stream()).isEqualTo(server.requests().getFirst().stream());
        assertThat(reset.number()).isEqualTo(CANCEL);
        assertThat(later.isDone()).isFalse();
        later.cancel();
        later.finish();
    }

    @Test
    void a_connection_on_which_nothing_came_before_the_time_out_is_not_used_again() {
        client.timeout(Duration.ofSeconds(5));
        server.on("/", page("hi"));
        server.on("/silent", (connection, stream) -> {});
        fetch("/");
        ClientFixture.Fetching silent = client.start(server.url("/silent"));
        awaitRequests(2);
        client.time().advance(Duration.ofSeconds(5));

        assertThat(silent.finish().errorKind()).isEqualTo(ErrorKind.TIMEOUT);
        assertThat(fetch("/").text()).isEqualTo("hi");

        assertThat(connections()).containsExactly(1, 1, 2);
    }

    @Test
    void the_rest_of_a_body_that_is_too_large_is_dropped_and_the_connection_kept() {
        client.maxBody(3);
        server.on(
                "/large", (connection, stream) -> connection.head(stream, "200").data(stream, "larger", 0));
        server.on("/", page("hi"));

        assertThat(fetch("/large").errorKind()).isEqualTo(ErrorKind.TOO_LARGE);
        assertThat(fetch("/").text()).isEqualTo("hi");

        assertThat(frame(RST_STREAM).number()).isEqualTo(CANCEL);
        assertThat(server.accepted()).isOne();
    }

    // ---- the end of the connection

    @Test
    void streams_beyond_the_last_one_of_a_goaway_are_asked_elsewhere_without_counting() { // section 6.8
        server.on("/first", (connection, stream) -> {});
        server.on(
                "/second",
                (connection, stream) -> {
                    connection.goAway(stream - 2, NO_ERROR, "");
                    page("first").play(connection, stream - 2);
                },
                page("second"));
        ClientFixture.Fetching first = client.start(server.url("/first"));
        awaitRequests(1);
        ClientFixture.Fetching second = client.start(server.url("/second"));

        assertThat(first.finish().text()).isEqualTo("first");
        Fetched other = second.finish();
        assertThat(other.text()).isEqualTo("second");
        assertThat(other.effort().attempts()).isOne();
        assertThat(connections()).containsExactly(1, 1, 2);
    }

    @Test
    void after_a_goaway_the_connection_is_closed_when_the_last_stream_has_ended() {
        server.on("/", (connection, stream) -> {
            connection.goAway(Integer.MAX_VALUE, NO_ERROR, "");
            page("hi").play(connection, stream);
        });

        assertThat(fetch("/").text()).isEqualTo("hi");
        client.time().until(() -> server.open() == 0, "the client to hang up");
        assertThat(fetch("/").text()).isEqualTo("hi");
        assertThat(connections()).containsExactly(1, 2);
    }

    @Test
    void a_goaway_says_why() {
        Fetched fetched = fetch((connection, stream) -> {
            connection.goAway(stream, ENHANCE_YOUR_CALM, "too_many_pings");
            connection.close();
        });

        assertThat(fetched.errorKind()).isEqualTo(ErrorKind.CLOSED);
        assertThat(fetched.message()).contains("GOAWAY, ENHANCE_YOUR_CALM: too_many_pings");
    }

    @Test
    void a_connection_that_ends_ends_all_its_streams() {
        server.on("/a", (connection, stream) -> connection.head(stream, "200").data(stream, "half", 0));
        server.on("/end", (connection, stream) -> connection.close());
        ClientFixture.Fetching half = client.start(server.url("/a"));
        client.time().until(() -> !half.events().isEmpty(), "a head");
        client.start(server.url("/end")).finish();

        Fetched fetched = half.finish();
        assertThat(fetched.errorKind()).isEqualTo(ErrorKind.CLOSED);
        assertThat(fetched.text()).isEqualTo("half");
    }

    @Test
    void one_who_breaks_a_shared_connection_ends_no_other_exchange() {
        server.on("/bad", (connection, stream) -> connection.frame(SETTINGS, 0, 0, (byte) 1));
        server.on("/", (connection, stream) -> {}, page("hi"));
        ClientFixture.Fetching good = client.start(server.url("/"));
        awaitRequests(1);
        ClientFixture.Fetching bad = client.start(server.url("/bad"));

        Fetched fetched = good.finish();
        assertThat(fetched.text()).isEqualTo("hi");
        assertThat(fetched.effort().attempts()).isOne();
        assertThat(bad.finish().errorKind()).isEqualTo(ErrorKind.PROTOCOL);
        assertThat(connections()).hasSize(4).containsOnlyOnce(2, 3);
    }

    @Test
    void one_whose_connection_is_closed_ends_no_other_exchange() {
        server.on("/bad", (connection, stream) -> connection.close());
        server.on("/", (connection, stream) -> {}, page("hi"));
        ClientFixture.Fetching good = client.start(server.url("/"));
        awaitRequests(1);
        ClientFixture.Fetching bad = client.start(server.url("/bad"));

        assertThat(good.finish().text()).isEqualTo("hi");
        assertThat(bad.finish().errorKind()).isEqualTo(ErrorKind.CLOSED);
    }

    @Test
    void an_answer_that_had_begun_is_lost_with_a_shared_connection() {
        server.on("/bad", (connection, stream) -> connection.frame(SETTINGS, 0, 0, (byte) 1));
        server.on("/", (connection, stream) -> connection.head(stream, "200").data(stream, "half", 0));
        ClientFixture.Fetching half = client.start(server.url("/"));
        client.time().until(() -> !half.events().isEmpty(), "the head");
        ClientFixture.Fetching bad = client.start(server.url("/bad"));

        Fetched fetched = half.finish();
        assertThat(fetched.errorKind()).isEqualTo(ErrorKind.CLOSED);
        assertThat(fetched.message()).contains("FRAME_SIZE_ERROR");
        assertThat(bad.finish().errorKind()).isEqualTo(ErrorKind.PROTOCOL);
    }

    @Test
    void a_connection_that_ends_at_the_moment_of_reuse_costs_no_attempt() {
        server.on("/", page("hi"));
        server.on("/gone", (connection, stream) -> connection.close(), page("here"));
        fetch("/");

        Fetched fetched = fetch("/gone");

        assertThat(fetched.text()).isEqualTo("here");
        assertThat(fetched.effort().attempts()).isOne();
    }

    @Test
    void a_server_of_http_1_is_told_from_one_that_is_broken() {
        try (RawPeer peer = RawPeer.start()) {
            peer.on("*", RawPeer.whole("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n"), true);

            Fetched fetched = client.fetch(peer.url("/"));

            assertThat(fetched.errorKind()).isEqualTo(ErrorKind.PROTOCOL);
            assertThat(fetched.message()).isEqualTo("the server speaks HTTP/1 where HTTP/2 was wanted");
        }
    }

    // ---- what is not HTTP/2

    private void assertMalformed(Script script, String message) {
        Fetched fetched = fetch(script);

        assertThat(fetched.errorKind()).as(fetched.message()).isEqualTo(ErrorKind.PROTOCOL);
        assertThat(fetched.message()).contains(message);
    }

    @Test
    void a_head_without_a_status_is_malformed() { // section 8.3.2
        assertMalformed((connection, stream) -> connection.head(stream, END_STREAM, "server", "x"), "0 statuses");
    }

    @Test
    void a_head_with_two_statuses_is_malformed() {
        assertMalformed(
                (connection, stream) -> connection.head(stream, END_STREAM, ":status", "200", ":status", "404"),
                "status");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "20", "2000", "2x0", "099", " 200"})
    void a_status_is_three_digits(String status) {
        assertMalformed((connection, stream) -> connection.head(stream, END_STREAM, ":status", status), "status");
    }

    @Test
    void a_switch_of_protocols_is_malformed() { // section 8.6
        assertMalformed((connection, stream) -> connection.head(stream, "101"), "101");
    }

    @Test
    void a_name_in_capitals_is_malformed() { // section 8.2.1
        assertMalformed((connection, stream) -> connection.head(stream, "200", "Server", "x"), "Server");
    }

    @Test
    void a_field_about_the_connection_is_malformed() { // section 8.2.2
        assertMalformed((connection, stream) -> connection.head(stream, "200", "transfer-encoding", "chunked"), "");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\r\nSet-Cookie: b", "a\nb", "a\0b"})
    void a_value_with_a_line_break_or_nul_is_malformed(String value) { // section 8.2.1
        assertMalformed((connection, stream) -> connection.head(stream, "200", "x-field", value), "");
    }

    @Test
    void a_body_of_another_length_than_promised_is_malformed() { // section 8.1.1
        assertMalformed(
                (connection, stream) ->
                        connection.head(stream, "200", "content-length", "5").data(stream, "four", END_STREAM),
                "content-length");
        assertMalformed(
                (connection, stream) ->
                        connection.head(stream, "200", "content-length", "3").data(stream, "four", END_STREAM),
                "content-length");
    }

    @Test
    void so_is_none_at_all_where_one_was_promised() {
        assertMalformed(
                (connection, stream) -> connection.head(stream, END_STREAM, ":status", "200", "content-length", "5"),
                "0 bytes of a body came, content-length says 5");
        assertMalformed(
                (connection, stream) ->
                        connection.head(stream, "200", "content-length", "5").data(stream, "", END_STREAM),
                "0 bytes of a body came, content-length says 5");
    }

    @Test
    void a_length_is_no_promise_where_there_is_no_body() { // RFC 9110 section 8.6
        Fetched fetched = fetch(
                (connection, stream) -> connection.head(stream, END_STREAM, ":status", "304", "content-length", "5"));

        assertThat(fetched.error()).isNull();
    }

    @Test
    void data_before_a_head_is_malformed() {
        assertMalformed((connection, stream) -> connection.data(stream, "body", END_STREAM), "before the head");
    }

    @Test
    void a_stream_that_ends_with_an_interim_response_is_malformed() {
        assertMalformed((connection, stream) -> connection.head(stream, END_STREAM, ":status", "103"), "");
    }

    @Test
    void a_header_block_that_cannot_be_read_ends_the_connection() { // section 4.3
        assertMalformed(
                (connection, stream) -> connection.frame(HEADERS, END_HEADERS, stream, (byte) 0xff, (byte) 0xff),
                "COMPRESSION_ERROR");
        assertThat(frame(GOAWAY)).isNotNull();
    }

    @Test
    void a_frame_larger_than_allowed_ends_the_connection() { // section 4.2
        assertMalformed(
                (connection, stream) -> connection.head(stream, "200").frame(DATA, 0, stream, new byte[16 * 1024 + 1]),
                "FRAME_SIZE_ERROR");
    }

    @Test
    void data_on_a_stream_that_never_was_ends_the_connection() { // section 5.1
        assertMalformed((connection, stream) -> connection.data(99, "x", 0), "PROTOCOL_ERROR");
    }

    @Test
    void a_push_is_refused() { // section 8.4: we have said that we want none
        server.greeting((connection, stream) -> connection.settings());
        server.on("/", page("hi"));
        fetch("/"); // so that our SETTINGS have been acknowledged
        server.on(
                "/push",
                (connection, stream) -> connection.frame(
                        PUSH_PROMISE, END_HEADERS, stream, concat(new byte[] {0, 0, 0, 2}, block(":path", "/p"))));

        assertThat(fetch("/push").errorKind()).isEqualTo(ErrorKind.PROTOCOL);
    }

    @Test
    void a_first_frame_that_is_not_settings_is_refused() { // section 3.4
        server.greeting((connection, stream) -> connection.frame(PING, 0, 0, new byte[8]));

        assertMalformed((connection, stream) -> {}, "does not speak HTTP/2");
    }

    // ---- floods

    private static byte[] concat(byte[]... parts) {
        byte[] whole = new byte[0];
        for (byte[] part : parts) {
            byte[] longer = Arrays.copyOf(whole, whole.length + part.length);
            System.arraycopy(part, 0, longer, whole.length, part.length);
            whole = longer;
        }
        return whole;
    }

    private static byte[] flood(int type, int flags, int stream, byte[] payload, int times) {
        ByteBuffer frames = ByteBuffer.allocate((9 + payload.length) * times);
        for (int i = 0; i < times; i++) {
            frames.putInt(payload.length << 8 | type)
                    .put((byte) flags)
                    .putInt(stream)
                    .put(payload);
        }
        return frames.array();
    }

    private void assertFlood(int type, int flags, byte[] payload, int stream) {
        Fetched fetched = fetch(
                (connection, asked) -> connection.raw(flood(type, flags, stream == 0 ? 0 : asked, payload, 20_000)));

        assertThat(fetched.errorKind()).as(fetched.message()).isEqualTo(ErrorKind.PROTOCOL);
        assertThat(fetched.message()).contains("ENHANCE_YOUR_CALM");
        client.time().until(() -> server.open() == 0, "the client to hang up");
    }

    @Test
    void a_flood_of_pings_is_too_much() { // section 10.5
        assertFlood(PING, 0, new byte[8], 0);
    }

    @Test
    void a_flood_of_answers_to_pings_is_too_much() {
        assertFlood(PING, ACK, new byte[8], 0);
    }

    @Test
    void a_flood_of_settings_is_too_much() {
        assertFlood(SETTINGS, 0, new byte[0], 0);
    }

    @Test
    void a_flood_of_priorities_is_too_much() {
        assertFlood(PRIORITY, 0, new byte[] {0, 0, 0, 0, 1}, 1);
    }

    @Test
    void a_flood_of_window_updates_is_too_much() {
        assertFlood(WINDOW_UPDATE, 0, new byte[] {0, 0, 0, 1}, 0);
    }

    @Test
    void a_flood_of_unknown_frames_is_too_much() {
        assertFlood(0x77, 0, new byte[1], 0);
    }

    @Test
    void a_flood_of_empty_data_is_too_much() {
        Fetched fetched = fetch((connection, stream) ->
                connection.head(stream, "200").raw(flood(DATA, 0, stream, new byte[0], 20_000)));

        assertThat(fetched.errorKind()).isEqualTo(ErrorKind.PROTOCOL);
        assertThat(fetched.message()).contains("ENHANCE_YOUR_CALM");
    }

    @Test
    void a_flood_of_continuations_is_too_much() {
        Fetched fetched = fetch((connection, stream) -> connection
                .frame(HEADERS, 0, stream, block(":status", "200"))
                .raw(flood(CONTINUATION, 0, stream, new byte[0], 20_000)));

        assertThat(fetched.errorKind()).isEqualTo(ErrorKind.PROTOCOL);
        assertThat(fetched.message()).contains("ENHANCE_YOUR_CALM");
    }

    @Test
    void a_flood_of_interim_responses_is_too_large() {
        Fetched fetched = fetch((connection, stream) -> connection.raw(
                flood(HEADERS, END_HEADERS, stream, block(":status", "103", "link", "x".repeat(90)), 2_000)));

        assertThat(fetched.errorKind()).isEqualTo(ErrorKind.TOO_LARGE);
    }

    @Test
    void a_flood_of_interim_responses_without_a_field_is_too_large() {
        Fetched fetched = fetch((connection, stream) ->
                connection.raw(flood(HEADERS, END_HEADERS, stream, block(":status", "103"), 2_000)));

        assertThat(fetched.errorKind()).isEqualTo(ErrorKind.TOO_LARGE);
    }

    @Test
    void a_head_beyond_the_limit_is_too_large() {
        client.maxHead(1000);
        Fetched fetched = fetch((connection, stream) ->
                connection.head(stream, "200", "x-large", "y".repeat(950)).data(stream, "hi", END_STREAM));

        assertThat(fetched.errorKind()).isEqualTo(ErrorKind.TOO_LARGE);
        assertThat(fetched.message()).isEqualTo("the head is larger than 1000 bytes");
    }

    @Test
    void a_head_that_unfolds_beyond_the_limit_is_too_large() { // RFC 7541: an entry of the table, again and again
        byte[] first = concat(block(":status", "200"), new byte[] {0x40, 1, 'x'}, string("y".repeat(120)));
        byte[] again = new byte[15_000];
        Arrays.fill(again, (byte) 0xbe); // index 62, the entry that was added last
        Fetched fetched =
                fetch((connection, stream) -> connection.frame(HEADERS, END_HEADERS, stream, concat(first, again)));

        assertThat(fetched.errorKind()).isEqualTo(ErrorKind.TOO_LARGE);
        client.time().turns(2);
    }

    private static byte[] string(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        return concat(new byte[] {(byte) bytes.length}, bytes);
    }

    @Test
    void a_flood_on_a_stream_that_was_given_up_ends_the_connection() {
        client.maxBody(1);
        server.on("/", (connection, stream) -> {
            connection.head(stream, "200");
            byte[] frames = flood(DATA, 0, stream, new byte[16 * 1024], 64);
            while (true) connection.raw(frames); // with no regard to windows
        });

        assertThat(fetch("/").errorKind()).isEqualTo(ErrorKind.TOO_LARGE);
        client.time().until(() -> server.open() == 0, "the client to hang up");
    }

    @ParameterizedTest
    @ValueSource(ints = {DATA, HEADERS})
    void what_comes_late_on_a_stream_that_was_given_up_is_ignored(int type) { // section 5.1
        client.maxBody(3);
        byte[] payload = type == DATA ? new byte[1] : block(":status", "103");
        server.on(
                "/large", (connection, stream) -> connection.head(stream, "200").data(stream, "larger", 0));
        server.on("/late", (connection, stream) -> {
            connection.raw(flood(type, END_HEADERS, 1, payload, 5_000));
            connection.head(stream, "200").data(stream, "hi", END_STREAM);
        });
        server.on("/", page("hi"));

        assertThat(fetch("/large").errorKind()).isEqualTo(ErrorKind.TOO_LARGE);
        assertThat(fetch("/late").text()).isEqualTo("hi");
        assertThat(fetch("/").text()).as("so that all before it has been read").isEqualTo("hi");

        assertThat(server.frames(RST_STREAM)).hasSize(1);
        assertThat(server.accepted()).isOne();
    }

    @Test
    void a_flood_of_late_frames_ends_the_connection() { // section 10.5
        client.maxBody(3);
        server.on("/", (connection, stream) -> {
            connection.head(stream, "200").data(stream, "larger", 0);
            connection.raw(flood(HEADERS, END_HEADERS, stream, block(":status", "103"), 20_000));
        });

        assertThat(fetch("/").errorKind()).isEqualTo(ErrorKind.TOO_LARGE);
        client.time().until(() -> server.open() == 0, "the client to hang up");
    }

    @Test
    void a_ping_is_answered() { // section 6.7
        server.on("/", (connection, stream) -> connection.frame(PING, 0, 0, new byte[] {1, 2, 3, 4, 5, 6, 7, 8}));
        ClientFixture.Fetching fetching = client.start(server.url("/"));

        assertThat(frame(PING).payload().array()).containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
        assertThat(frame(PING).flags()).isEqualTo(ACK);
        fetching.cancel();
        fetching.finish();
    }

    @Test
    void an_idle_connection_is_closed_after_a_while() {
        server.on("/", page("hi"));
        fetch("/");

        client.time().advance(Duration.ofSeconds(30));

        client.time().until(() -> server.open() == 0, "the client to hang up");
        assertThat(frame(GOAWAY).number()).isZero();
    }
}
