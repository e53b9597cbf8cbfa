package dev.simul.html;

import org.jspecify.annotations.Nullable;

/**
 * The tokenizer of the HTML standard (section 13.2.5) as far as tags go: it tells where tags begin and end, and what is
 * text, comment, declaration or the content of a text-only element. It streams, and keeps of the text only the content
 * of RCDATA elements and three attributes of {@code meta}.
 */
final class HtmlTokenizer {
    /** How the text behind a start tag is to be read. */
    enum Content {
        MARKUP,
        /** Text with character references: {@code title}, {@code textarea}. */
        RCDATA,
        /** Text without: {@code style}, {@code script} and the like. */
        RAWTEXT,
        PLAINTEXT
    }

    /** What listens to the tokens. */
    interface Listener {
        /**
         * A start tag.
         *
         * @param name lower case; cut where it is longer than any name that matters
         * @return how to read what follows
         */
        Content startTag(String name, MetaAttributes attributes, boolean isSelfClosing);

        void endTag(String name);

        /** A char of text between the tags, other than ASCII white space. */
        default void text() {}

        /** The content of an RCDATA element, references unresolved, as soon as its end tag is certain. */
        default void rcdata(String content) {}

        /** The end tag of a text-only element was recognised. */
        default void rawEnd() {}
    }

    private enum State {
        DATA,
        TAG_OPEN,
        END_TAG_OPEN,
        TAG_NAME,
        BEFORE_ATTRIBUTE_NAME,
        ATTRIBUTE_NAME,
        AFTER_ATTRIBUTE_NAME,
        BEFORE_ATTRIBUTE_VALUE,
        DOUBLE_QUOTED,
        SINGLE_QUOTED,
        UNQUOTED,
        AFTER_QUOTED,
        SELF_CLOSING,
        DECLARATION,
        DECLARATION_DASH,
        /** A doctype is one too: in each of its states the first {@code >} ends it, quoted or not. */
        BOGUS_COMMENT,
        COMMENT_START,
        COMMENT_START_DASH,
        COMMENT,
        COMMENT_DASH,
        COMMENT_END,
        COMMENT_END_BANG,
        RAW,
        PLAINTEXT
    }

    /** One more than the longest name that anyone asks for. */
    private static final int NAME_LIMIT = 12;

    private final Listener listener;
    private final StringBuilder name = new StringBuilder();
    private final MetaAttributes attributes = new MetaAttributes();
    private State state = State.DATA;
    private boolean isEndTag;
    private boolean isStopped;
    private RawText raw = new RawText("");
    private @Nullable StringBuilder rcdata;

    /** Where in {@link #rcdata} the last {@code <} stands. */
    private int lastLessThan;

    HtmlTokenizer(Listener listener) {
        this.listener = listener;
    }

    /** Called by the listener: nothing after the present char is wanted. */
    void stop() {
        isStopped = true;
    }

    /**
     * Reads chars until they or the listener's interest end.
     *
     * @return the position of the char at which the listener stopped, else {@code to}
     */
    int feed(char[] chars, int from, int to) {
        if (isStopped) return from;
        int i = from;
        while (i < to) {
            if (state == State.RAW && rcdata == null && raw.isPlain()) {
                while (i < to && chars[i] != '<') i++; // scripts and styles are most of many a head
                if (i == to) break;
            }
            step(chars[i]);
            if (isStopped) return i;
            i++;
        }
        return i;
    }

    /** The content so far of an RCDATA element that the end of the input cut; null where there is none. */
    @Nullable
    String unfinishedRcdata() {
        return rcdata == null ? null : rcdata.toString();
    }

    private void step(char c) {
        switch (state) {
            case DATA -> data(c);
            case TAG_OPEN -> tagOpen(c);
            case END_TAG_OPEN -> {
                if (Ascii.isLetter(c)) beginTag(c, true);
                else state = c == '>' ? State.DATA : State.BOGUS_COMMENT;
            }
            case TAG_NAME -> tagName(c);
            case BEFORE_ATTRIBUTE_NAME -> {
                if (!Ascii.isWhitespace(c)) beforeAttributeName(c);
            }
            case ATTRIBUTE_NAME -> attributeName(c);
            case AFTER_ATTRIBUTE_NAME -> afterAttributeName(c);
            case BEFORE_ATTRIBUTE_VALUE -> beforeAttributeValue(c);
            case DOUBLE_QUOTED -> quoted(c, '"');
            case SINGLE_QUOTED -> quoted(c, '\'');
            case UNQUOTED -> unquoted(c);
            case AFTER_QUOTED -> {
                if (Ascii.isWhitespace(c)) state = State.BEFORE_ATTRIBUTE_NAME;
                else beforeAttributeName(c);
            }
            case SELF_CLOSING -> {
                if (Ascii.isWhitespace(c)) state = State.BEFORE_ATTRIBUTE_NAME;
                else beforeAttributeName(c);
            }
            case DECLARATION -> {
                if (c == '-') state = State.DECLARATION_DASH;
                else bogusComment(c);
            }
            case DECLARATION_DASH -> {
                if (c == '-') state = State.COMMENT_START;
                else bogusComment(c);
            }
            case BOGUS_COMMENT -> bogusComment(c);
            case COMMENT_START -> commentStart(c, State.COMMENT_START_DASH);
            case COMMENT_START_DASH -> commentStart(c, State.COMMENT_END);
            case COMMENT -> state = c == '-' ? State.COMMENT_DASH : State.COMMENT;
            case COMMENT_DASH -> state = c == '-' ? State.COMMENT_END : State.COMMENT;
            case COMMENT_END -> {
                if (c == '>') state = State.DATA;
                else if (c == '!') state = State.COMMENT_END_BANG;
                else if (c != '-') state = State.COMMENT;
            }
            case COMMENT_END_BANG -> {
                if (c == '>') state = State.DATA;
                else state = c == '-' ? State.COMMENT_DASH : State.COMMENT;
            }
            case RAW -> raw(c);
            case PLAINTEXT -> {}
        }
    }

    private void data(char c) {
        state = State.DATA;
        if (c == '<') state = State.TAG_OPEN;
        else if (!Ascii.isWhitespace(c)) listener.text();
    }

    private void tagOpen(char c) {
        if (Ascii.isLetter(c)) {
            beginTag(c, false);
        } else if (c == '/') {
            state = State.END_TAG_OPEN;
        } else if (c == '!') {
            state = State.DECLARATION;
        } else if (c == '?') {
            state = State.BOGUS_COMMENT;
        } else {
            listener.text(); // the '<' itself
            data(c);
        }
    }

    private void beginTag(char c, boolean end) {
        isEndTag = end;
        name.setLength(0);
        attributes.clear();
        state = State.TAG_NAME;
        tagName(c);
    }

    private void tagName(char c) {
        if (Ascii.isWhitespace(c) || c == '/' || c == '>') {
            attributes.isWanted(!isEndTag && "meta".contentEquals(name));
            if (c == '>') endOfTag();
            else state = c == '/' ? State.SELF_CLOSING : State.BEFORE_ATTRIBUTE_NAME;
        } else if (name.length() < NAME_LIMIT) {
            name.append(Ascii.toLower(c));
        }
    }

    /** Takes a char, no white space, where an attribute may begin. */
    private void beforeAttributeName(char c) {
        if (c == '/' || c == '>') {
            afterAttributeName(c);
        } else {
            attributes.begin();
            state = State.ATTRIBUTE_NAME;
            attributes.name(c); // even a '='
        }
    }

    private void attributeName(char c) {
        if (c == '=') state = State.BEFORE_ATTRIBUTE_VALUE;
        else if (Ascii.isWhitespace(c) || c == '/' || c == '>') afterAttributeName(c);
        else attributes.name(c);
    }

    private void afterAttributeName(char c) {
        if (c == '=') {
            state = State.BEFORE_ATTRIBUTE_VALUE;
        } else if (c == '>') {
            endOfTag();
        } else if (c == '/') {
            state = State.SELF_CLOSING;
        } else if (Ascii.isWhitespace(c)) {
            state = State.AFTER_ATTRIBUTE_NAME;
        } else {
            beforeAttributeName(c);
        }
    }

    private void beforeAttributeValue(char c) {
        if (c == '"') {
            state = State.DOUBLE_QUOTED;
        } else if (c == '\'') {
            state = State.SINGLE_QUOTED;
        } else if (c == '>') {
            endOfTag();
        } else if (!Ascii.isWhitespace(c)) {
            state = State.UNQUOTED;
            attributes.value(c);
        }
    }

    private void quoted(char c, char quote) {
        if (c == quote) state = State.AFTER_QUOTED;
        else attributes.value(c);
    }

    private void unquoted(char c) {
        if (Ascii.isWhitespace(c)) state = State.BEFORE_ATTRIBUTE_NAME;
        else if (c == '>') endOfTag();
        else attributes.value(c);
    }

    private void endOfTag() {
        boolean isSelfClosing = state == State.SELF_CLOSING;
        state = State.DATA;
        attributes.end();
        String tag = name.toString();
        if (isEndTag) {
            listener.endTag(tag);
            return;
        }
        switch (listener.startTag(tag, attributes, isSelfClosing)) {
            case MARKUP -> {}
            case PLAINTEXT -> state = State.PLAINTEXT;
            case RAWTEXT -> {
                state = State.RAW;
                raw = new RawText(tag);
            }
            case RCDATA -> {
                state = State.RAW;
                raw = new RawText(tag);
                rcdata = new StringBuilder();
            }
        }
    }

    private void raw(char c) {
        StringBuilder content = rcdata;
        if (!raw.isEnd(c)) {
            if (content == null) return;
            if (c == '<') lastLessThan = content.length();
            content.append(c);
            return;
        }
        if (content != null) {
            content.setLength(lastLessThan);
            listener.rcdata(content.toString());
            rcdata = null;
        }
        listener.rawEnd();
        isEndTag = true; // the name is still that of the start tag
        tagName(c);
    }

    private void bogusComment(char c) {
        state = c == '>' ? State.DATA : State.BOGUS_COMMENT;
    }

    private void commentStart(char c, State afterDash) {
        if (c == '-') state = afterDash;
        else state = c == '>' ? State.DATA : State.COMMENT;
    }
}
