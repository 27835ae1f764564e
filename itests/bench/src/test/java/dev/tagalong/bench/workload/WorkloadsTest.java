package dev.tagalong.bench.workload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tagalong.bench.process.Resources;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WorkloadsTest {

    static Stream<Workload> workloads() {
        return Workloads.ALL.stream();
    }

    @ParameterizedTest
    @MethodSource("workloads")
    void hasItsModuleAndItsSource(Workload workload) {
        assertTrue(Resources.bytes("wasm/" + workload.module() + ".wasm").length > 8);
        assertTrue(Resources.bytes("c/" + workload.source()).length > 0);
        assertTrue(workload.interpretedUnits() <= workload.units());
    }

    @Test
    void idsAreDistinct() {
        assertEquals(
                Workloads.ALL.size(), workloads().map(Workload::id).distinct().count());
    }

    @Test
    void theGeneratedModuleIsOfItsSizeAndTheSameEachTime() {
        byte[] module = GeneratedModule.bytes();
        assertTrue(module.length > 1_000_000 && module.length < 1_200_000, "bytes: " + module.length);
        assertTrue(Arrays.equals(module, GeneratedModule.bytes()));
        assertNotEquals(0, module[module.length - 1]);
    }
}
