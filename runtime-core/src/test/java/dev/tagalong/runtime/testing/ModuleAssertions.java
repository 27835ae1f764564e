package dev.tagalong.runtime.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tagalong.runtime.ModuleException;
import dev.tagalong.runtime.ModuleException.Reason;
import dev.tagalong.runtime.internal.binary.ModuleDecoder;
import dev.tagalong.runtime.internal.module.WasmModule;
import dev.tagalong.runtime.internal.validate.ModuleValidator;
import org.junit.jupiter.api.function.Executable;

/** What tests of decoding and validation say. */
public final class ModuleAssertions {

    private ModuleAssertions() {}

    /** Decodes and validates. */
    public static WasmModule load(byte[] binary) {
        WasmModule module = ModuleDecoder.decode("test.wasm", binary);
        ModuleValidator.validate(module);
        return module;
    }

    /** Asserts that loading fails for the reason with a message that begins so. */
    public static ModuleException assertRefused(Reason reason, String message, byte[] binary) {
        return assertRefused(reason, message, () -> load(binary));
    }

    /** Asserts that an action fails for the reason with a message that begins so. */
    public static ModuleException assertRefused(Reason reason, String message, Executable action) {
        ModuleException thrown = assertThrows(ModuleException.class, action);
        assertTrue(thrown.getMessage().startsWith(message), thrown.getMessage());
        assertEquals(reason, thrown.reason(), thrown.getMessage());
        return thrown;
    }
}
