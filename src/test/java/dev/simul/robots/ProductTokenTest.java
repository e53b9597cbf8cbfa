package dev.simul.robots;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProductTokenTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            simul/0.1.0 (+https://example.com)                  | simul
            MyBot                                               | mybot
            My_Own-Bot/2.1                                      | my_own-bot
            Mozilla/5.0 (compatible; OtherBot/1.0; +http://x/)  | otherbot
            Mozilla/5.0 (X11; Linux x86_64) Gecko/20100101      | mozilla
            123/1.0                                             | simul
            ''                                                  | simul
            """)
    void it_is_the_name_that_the_user_agent_begins_with(String userAgent, String token) {
        assertThat(ProductToken.of(userAgent).name()).isEqualTo(token);
    }

    @Test
    void without_a_user_agent_it_is_ours() {
        assertThat(ProductToken.of(null)).isEqualTo(ProductToken.SIMUL);
    }

    @Test
    void anything_else_is_no_token() {
        for (String name : new String[] {"", "Simul", "simul/1", "si mul", "*"}) {
            assertThatThrownBy(() -> new ProductToken(name)).hasMessage("not a product token: " + name);
        }
    }
}
