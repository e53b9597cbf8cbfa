package dev.simul.task.script;

/** The exception that scripts raise; it carries a word to tell one from another. */
final class ScriptError extends RuntimeException {
    ScriptError(Object word) {
        super(asPythonWrites(word));
    }

    private static String asPythonWrites(Object word) {
        if (word == null) return "None";
        if (word instanceof Boolean flag) return flag ? "True" : "False";
        return Shown.of(word);
    }
}
