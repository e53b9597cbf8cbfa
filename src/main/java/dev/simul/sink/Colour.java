package dev.simul.sink;

/** What a terminal is told (ECMA-48, section 8.3.117, SGR): only the sixteen colours that follow the user's theme. */
enum Colour {
    GOOD(32),
    MOVED(36),
    REFUSED(33),
    FAILED(31),
    FAINT(2),
    PLAIN(0);

    private final String sequence;

    Colour(int parameter) {
        this.sequence = "\u001b[" + parameter + "m";
    }

    static Colour ofStatus(int status) {
        if (status >= 500) return FAILED;
        if (status >= 400) return REFUSED;
        return status >= 300 ? MOVED : GOOD;
    }

    void append(Utf8Buffer out) {
        out.ascii(sequence);
    }
}
