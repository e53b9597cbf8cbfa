package dev.simul.work;

import java.math.BigInteger;
import java.util.Locale;
import java.util.Map;

/**
 * One thing to compute.
 *
 * @param argument below which squares are summed, which number is tested, up to which primes are summed
 */
public record WorkJob(Work work, long argument) {
    private static final Map<Long, String> PRIME_SUMS =
            Map.of(400_000L, "6458901531", 500_000L, "9914236195", 600_000L, "14071826345");

    private static final long CARRY = 1L << 62;

    /** The only one of the six that is not. */
    private static final long COMPOSITE = 1099726899285419L;

    /** What it is, for people. */
    public String name() {
        String number = String.format(Locale.ROOT, "%,d", argument);
        return switch (work) {
            case SUM -> "the squares below " + number;
            case PRIMES -> "is " + number + " prime";
            case PRIME_SUMS -> "the primes up to " + number;
        };
    }

    /** Computes it. */
    public String result() {
        return switch (work) {
            case SUM -> sumOfSquaresBelow(argument).toString();
            case PRIMES -> Boolean.toString(isPrime(argument));
            case PRIME_SUMS -> Long.toString(sumOfPrimesUpTo(argument));
        };
    }

    /** What {@link #result} has to be, without computing it that way. */
    public String knownAnswer() {
        return switch (work) {
            case SUM -> sumOfSquaresByFormula(BigInteger.valueOf(argument)).toString();
            case PRIMES -> Boolean.toString(argument != COMPOSITE);
            case PRIME_SUMS -> PRIME_SUMS.getOrDefault(argument, "unknown");
        };
    }

    /** The sum of five million squares does not fit into a long. */
    private static BigInteger sumOfSquaresBelow(long limit) {
        long carries = 0;
        long rest = 0;
        for (long i = 0; i < limit; i++) {
            rest += i * i;
            if (rest >= CARRY) {
                rest -= CARRY;
                carries++;
            }
        }
        return BigInteger.valueOf(carries).multiply(BigInteger.valueOf(CARRY)).add(BigInteger.valueOf(rest));
    }

    /** (n - 1) n (2n - 1) / 6. */
    private static BigInteger sumOfSquaresByFormula(BigInteger n) {
        BigInteger product =
                n.subtract(BigInteger.ONE).multiply(n).multiply(n.shiftLeft(1).subtract(BigInteger.ONE));
        return product.divide(BigInteger.valueOf(6));
    }

    private static boolean isPrime(long number) {
        if (number < 2) return false;
        if (number % 2 == 0) return number == 2;
        for (long divisor = 3; divisor * divisor <= number; divisor += 2) {
            if (number % divisor == 0) return false;
        }
        return true;
    }

    private static long sumOfPrimesUpTo(long limit) {
        long sum = 0;
        for (long i = 2; i <= limit; i++) {
            if (isPrime(i)) sum += i;
        }
        return sum;
    }
}
