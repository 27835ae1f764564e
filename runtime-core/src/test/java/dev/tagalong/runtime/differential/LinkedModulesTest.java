package dev.tagalong.runtime.differential;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tagalong.runtime.Engine;
import dev.tagalong.runtime.EngineOptions;
import dev.tagalong.runtime.Module;
import dev.tagalong.runtime.Tier;
import dev.tagalong.runtime.internal.binary.InstructionReader;
import dev.tagalong.runtime.internal.binary.ModuleDecoder;
import dev.tagalong.runtime.internal.compile.plan.SplitLimits;
import dev.tagalong.runtime.internal.module.FunctionBody;
import dev.tagalong.runtime.internal.module.WasmModule;
import dev.tagalong.runtime.internal.opcode.Feature;
import dev.tagalong.runtime.internal.opcode.Opcode;
import dev.tagalong.runtime.internal.tier.EngineImpl;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Random modules with every feature, linked with each other, do the same on every tier and where tiers meet. */
class LinkedModulesTest {

    private static final int SEEDS = 24;

    /** What these modules have no shared memories for: random modules of binaryen have it, which are compared with V8. */
    private static final Set<Feature> ELSEWHERE = EnumSet.of(Feature.THREADS);

    /** A way to run the modules: an engine, and the tiers of the two instances. */
    private record Way(String name, Engine engine, LinkedTranscript.Tiers tiers) {}

    /** Modules as one engine has loaded them: instances of one tier share code, and what became hot stays so. */
    private record Loaded(Module first, Module second) {}

    private static final List<Way> WAYS = ways();

    private static List<Way> ways() {
        Engine engine = Engine.create(EngineOptions.DEFAULT);
        List<Way> all = new ArrayList<>();
        Tier[] tiers = Tier.values();
        for (int apart = 0; apart <= 1; apart++) {
            for (int i = 0; i < tiers.length; i++) {
                Tier second = tiers[(i + apart) % tiers.length];
                all.add(new Way(tiers[i] + " with " + second, engine, new LinkedTranscript.Tiers(tiers[i], second)));
            }
        }
        LinkedTranscript.Tiers compiled = new LinkedTranscript.Tiers(Tier.COMPILE, Tier.COMPILE);
        all.add(new Way("cut", new EngineImpl(EngineOptions.DEFAULT, Contender.SMALLEST), compiled));
        LinkedTranscript.Tiers mixed = new LinkedTranscript.Tiers(Tier.TIERED, Tier.COMPILE);
        all.add(new Way("growing", new EngineImpl(EngineOptions.DEFAULT, SplitLimits.DEFAULT, 3), mixed));
        return all;
    }

    @AfterAll
    static void close() {
        WAYS.forEach(way -> way.engine.close());
    }

    static LongStream seeds() {
        return LongStream.range(0, SEEDS);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void allTiersDoTheSame(long seed) {
        LinkedModules modules = LinkedModules.of(seed);
        Map<Engine, Loaded> loaded = new HashMap<>();
        List<String> expected = null;
        for (Way way : WAYS) {
            Loaded ready = loaded.computeIfAbsent(
                    way.engine, e -> new Loaded(e.load("first", modules.first()), e.load("second", modules.second())));
            List<String> actual = LinkedTranscript.of(way.engine, ready.first, ready.second, way.tiers);
            expected = expected == null ? actual : expected;
            assertEquals("nowhere", TierDiff.firstDifference(expected, actual), way.name + ", seed " + seed);
        }
    }

    @Test
    void theModulesHaveEveryInstruction() {
        Set<Opcode> missing = EnumSet.noneOf(Opcode.class);
        Arrays.stream(Opcode.values())
                .filter(o -> o.feature().offered() && !ELSEWHERE.contains(o.feature()))
                .forEach(missing::add);
        for (long seed = 0; seed < SEEDS; seed++) {
            LinkedModules modules = LinkedModules.of(seed);
            missing.removeAll(instructions(modules.first()));
            missing.removeAll(instructions(modules.second()));
        }
        assertEquals(Set.of(), missing);
    }

    private static Set<Opcode> instructions(byte[] binary) {
        Set<Opcode> all = EnumSet.noneOf(Opcode.class);
        WasmModule module = ModuleDecoder.decode("random", binary);
        for (FunctionBody body : module.bodies()) {
            InstructionReader reader = new InstructionReader(binary, body.from(), body.to());
            while (reader.hasNext()) {
                all.add(reader.next());
            }
        }
        return all;
    }
}
