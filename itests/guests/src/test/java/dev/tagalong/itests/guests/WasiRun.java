package dev.tagalong.itests.guests;

import dev.tagalong.runtime.Engine;
import dev.tagalong.runtime.EngineOptions;
import dev.tagalong.runtime.Instance;
import dev.tagalong.runtime.InstanceOptions;
import dev.tagalong.runtime.ProcessEnvironment;
import dev.tagalong.runtime.Tier;
import dev.tagalong.runtime.WasmExit;
import dev.tagalong.wasi.WasiPreview1;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * What a program of WASI did.
 *
 * @param status the status that it ended with
 * @param output what it printed, errors too
 */
record WasiRun(int status, String output) {

    /** Runs a program whose first function is {@code _start}, as WASI's commands have it, to its end. */
    static WasiRun of(String name, byte[] binary, Tier tier) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ProcessEnvironment environment =
                ProcessEnvironment.builder().output(out).error(out).build();
        int status = 0;
        try (Engine engine = Engine.create(EngineOptions.DEFAULT.withTier(tier))) {
            Instance instance = engine.instantiate(
                    engine.load(name, binary),
                    new WasiPreview1().imports(engine),
                    InstanceOptions.named(name).withEnvironment(environment));
            instance.function("_start").call();
        } catch (WasmExit exit) {
            status = exit.status();
        }
        return new WasiRun(status, out.toString(StandardCharsets.UTF_8));
    }
}
