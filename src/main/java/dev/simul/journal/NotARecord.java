package dev.simul.journal;

/** What a reader of records came upon instead of one. */
final class NotARecord extends Exception {
    private final boolean torn;

    private NotARecord(boolean torn) {
        super(null, null, false, false);
        this.torn = torn;
    }

    /** The file ends before the record does. */
    static NotARecord torn() {
        return new NotARecord(true);
    }

    /** It is something else. */
    static NotARecord foreign() {
        return new NotARecord(false);
    }

    boolean isTorn() {
        return torn;
    }
}
