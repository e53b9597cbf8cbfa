package dev.simul.demo;

import java.util.List;
import java.util.Optional;

/** A short exercise that runs the task library and shows what happened. */
public sealed interface Lesson
        permits AsCompletedLesson,
                BlockedLoop,
                Chess,
                Deadlock,
                GatherLesson,
                Kettle,
                ProducerConsumer,
                SemaphoreLesson,
                Ticks {
    /** All there are, in the order in which they are best read. */
    static List<Lesson> all() {
        return List.of(
                new Kettle(),
                new Chess(),
                new Ticks(),
                new BlockedLoop(),
                new GatherLesson(),
                new AsCompletedLesson(),
                new SemaphoreLesson(),
                new ProducerConsumer(),
                new Deadlock());
    }

    static Optional<Lesson> named(String name) {
        return all().stream().filter(lesson -> lesson.name().equals(name)).findFirst();
    }

    /** What users call it. */
    String name();

    /** What it is about, in half a line. */
    String summary();

    /**
     * Runs the exercise and tells what came of it. On the calling thread, from beginning to end.
     *
     * @return lines of at most 80 columns, the last one ended, too
     */
    String run();
}
