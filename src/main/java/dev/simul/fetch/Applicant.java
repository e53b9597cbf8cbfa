package dev.simul.fetch;

/** Wants to make a request to a host. */
public interface Applicant {
    /**
     * It may, now. Loop thread, within {@link Admission#apply} or later; must not throw.
     *
     * @param permit to be used for a request, or given back
     */
    void onAdmitted(Permit permit);
}
