package dev.simul.serve;

import io.netty.handler.codec.http.HttpMethod;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One answer as a sequence of steps. A script that ends without a {@link Step.Close}, {@link Step.Reset} or
 * {@link Step.Stall} leaves the connection to the next request.
 */
record Script(List<Step> steps) {
    Script {
        steps = List.copyOf(steps);
    }

    static Script of(Step... steps) {
        return new Script(List.of(steps));
    }

    /** Returns this answer, but later. */
    Script after(Duration wait) {
        if (wait.isZero()) return this;
        return following(new Step.Wait(wait));
    }

    /** Returns this answer from the step at {@code index} on, with {@code instead} in place of that one. */
    Script replacing(int index, Script instead) {
        List<Step> spliced = new ArrayList<>(instead.steps);
        spliced.addAll(steps.subList(index + 1, steps.size()));
        return new Script(spliced);
    }

    /** Returns this answer with something before it. */
    Script following(Step step) {
        List<Step> longer = new ArrayList<>(steps.size() + 1);
        longer.add(step);
        longer.addAll(steps);
        return new Script(longer);
    }

    /** Returns this answer with something after it. */
    Script then(Step step) {
        List<Step> longer = new ArrayList<>(steps);
        longer.add(step);
        return new Script(longer);
    }

    /** What is answered to who wants to do more than read (RFC 9110 section 15.5.6); null to others. */
    static @Nullable Script refusalUnlessGet(Request request) {
        if (request.message().method().equals(HttpMethod.GET) || request.isHead()) return null;
        return of(ResponseHead.answering(request, 405)
                .with("Allow", "GET, HEAD")
                .length(0)
                .step());
    }
}
