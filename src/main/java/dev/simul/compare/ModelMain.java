package dev.simul.compare;

import dev.simul.task.SilentLogger;
import java.io.FileDescriptor;
import java.io.FileOutputStream;

/** Where the JVM of a run begins, and that of a worker; not for users. The first frame from its parent says which it is. */
public final class ModelMain {
    private ModelMain() {}

    /** Does what it is asked; what goes wrong is printed, and makes the status 1. */
    public static void main(String[] args) {
        SilentLogger.install();
        ParentLink parent = ParentLink.open(
                System.in,
                new FileOutputStream(FileDescriptor.out),
                () -> Runtime.getRuntime().halt(1));
        System.setOut(System.err); // frames only
        int status = 0;
        try {
            Frame first = parent.next();
            switch (first.kind()) {
                case RUN -> ModelRun.run(JobText.parse(first.text()), parent);
                case WORK -> Worker.run(JobText.parse(first.text()), parent);
                default -> throw new IllegalStateException("the parent begins with " + first.kind());
            }
        } catch (RunFailure failure) {
            System.err.println(failure.getMessage());
            status = 1;
        } catch (Throwable defect) {
            defect.printStackTrace();
            status = 1;
        }
        System.exit(status); // whatever threads a client may have left behind
    }
}
