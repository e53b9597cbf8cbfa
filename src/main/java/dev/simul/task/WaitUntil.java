package dev.simul.task;

/** When a wait for several tasks is over. */
public enum WaitUntil {
    /** One has succeeded, failed or was cancelled. */
    FIRST_COMPLETED,
    /** One has failed, or all are done; one that was cancelled has not failed. */
    FIRST_EXCEPTION,
    ALL_COMPLETED
}
