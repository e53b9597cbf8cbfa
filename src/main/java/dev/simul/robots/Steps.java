package dev.simul.robots;

/** How much work is left for one URL, in comparisons of characters. One thread. */
final class Steps {
    private int left;

    Steps(int budget) {
        left = budget;
    }

    void take() {
        left--;
    }

    /** How many are left; below zero, how many too many were taken. */
    int left() {
        return left;
    }

    boolean areUsedUp() {
        return left < 0;
    }
}
