package dev.tagalong.deployer.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class DeployedCommandTest {

    @Test
    void aFilesNameDoesNothingToTheTerminal() {
        assertEquals(
                "deploy/\\u{1b}[2Jx.wasm: no bundle\n    its name has \\u{1b}",
                DeployedCommand.line(new Deployment(
                        "deploy/\u001b[2Jx.wasm", Deployment.State.REFUSED, null, "its name has \u001b")));
    }
}
