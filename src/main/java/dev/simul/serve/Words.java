package dev.simul.serve;

import java.util.List;
import java.util.Locale;

/** Words for titles and texts that people can tell apart and read aloud. */
final class Words {
    private static final List<String> ADJECTIVES = list("""
            Amber Ancient Bitter Blue Bold Bright Broken Burning Calm Careful Clear Cold Crooked Curious Dark
            Deep Distant Early Empty Endless Faint Final Forgotten Frozen Gentle Golden Green Hidden Hollow
            Honest Iron Last Late Little Lonely Long Lost Loud Lucky Narrow Northern Odd Old Open Paper Patient
            Plain Quiet Rapid Red Secret Silent Silver Slow Small Sleepless Southern Stolen Strange Sudden Tall
            Warm Wild Winter
            """);

    private static final List<String> NOUNS = list("""
            Anchor Arrow Bishop Bridge Candle Canyon Castle Circle City Clock Coast Comet Compass Corner Crown
            Door Ferry Field Forest Fountain Garden Ghost Glacier Harbour Hour House Island Journey Key Knight
            Lake Lantern Letter Library Lighthouse Machine Market Meadow Mirror Mountain Night Ocean Orchard
            Pawn Piano Queen Rain Railway River Road Rook Season Shadow Signal Storm Summer Theatre Tower Train
            Valley Voyage Window Witness Workshop
            """);

    private static final List<String> VERBS = list("""
            answers awaits borders carries crosses faces finds follows guards hears holds keeps leaves meets
            passes remembers
            """);

    private Words() {}

    /** Draws a name of two words: {@code Quiet Harbour}. */
    static String name(Draw draw) {
        return draw.oneOf(ADJECTIVES) + " " + draw.oneOf(NOUNS);
    }

    /** Draws a sentence: {@code The quiet harbour meets the last train.} */
    static String sentence(Draw draw) {
        return "The " + lower(name(draw)) + " " + draw.oneOf(VERBS) + " the " + lower(name(draw)) + ".";
    }

    private static List<String> list(String words) {
        return List.of(words.strip().split("\\s+"));
    }

    private static String lower(String words) {
        return words.toLowerCase(Locale.ROOT);
    }
}
