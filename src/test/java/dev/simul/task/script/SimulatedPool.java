package dev.simul.task.script;

import dev.simul.task.Loop;
import dev.simul.task.Task;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.CompletableFuture;
import tools.jackson.databind.JsonNode;

/** A pool of threads whose jobs take virtual time: each runs for as long as it says, off the loop. */
final class SimulatedPool {
    private record Job(JsonNode step, CompletableFuture<Object> future) {}

    private final Loop loop;
    private final Machine machine;
    private final ArrayDeque<Job> waiting = new ArrayDeque<>();
    private int free;

    SimulatedPool(Loop loop, Machine machine, int threads) {
        this.loop = loop;
        this.machine = machine;
        this.free = threads;
    }

    Task<Object> submit(JsonNode step) {
        Job job = new Job(step, new CompletableFuture<>());
        waiting.add(job);
        startWhatCan();
        return loop.adopt(job.future());
    }

    private void startWhatCan() {
        while (free > 0 && !waiting.isEmpty()) {
            Job job = waiting.remove();
            if (job.future().isCancelled()) continue;
            free--;
            machine.event("job:" + job.step().get("job").asString(), "begin");
            loop.callLater(Duration.ofMillis(job.step().get("takes").asLong()), () -> finish(job));
        }
    }

    private void finish(Job job) {
        JsonNode step = job.step();
        machine.event("job:" + step.get("job").asString(), "end");
        if (step.has("post")) {
            String callback = step.get("post").asString();
            loop.execute(() -> machine.callback(callback).accept(null));
        }
        if (step.has("error")) {
            job.future().completeExceptionally(new ScriptError(Script.literal(step.get("error"))));
        } else {
            job.future().complete(Script.literal(step.get("value")));
        }
        free++;
        startWhatCan();
    }
}
