package dev.simul.task.script;

/** The exception that scripts raise; it carries a word to tell one from another. */
final class ScriptError extends RuntimeException {
    ScriptError(Object word) {
        super(Shown.of(word));
    }
}
