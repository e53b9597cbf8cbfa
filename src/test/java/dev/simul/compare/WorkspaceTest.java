package dev.simul.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

class WorkspaceTest {
    @Test
    void nothing_is_left_of_it() throws Exception {
        Path inside;
        try (Workspace workspace = Workspace.open()) {
            inside = workspace.newDirectory("run-1");
            Files.writeString(inside.resolve("records"), "records");
        }

        assertThat(inside.getParent()).doesNotExist();
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void nobody_else_can_read_it() throws Exception {
        try (Workspace workspace = Workspace.open()) {
            Path root = workspace.resolve("").toAbsolutePath();

            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(root)))
                    .isEqualTo("rwx------");
        }
    }
}
