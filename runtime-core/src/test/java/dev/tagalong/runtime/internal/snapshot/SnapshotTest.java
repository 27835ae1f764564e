package dev.tagalong.runtime.internal.snapshot;

import static dev.tagalong.runtime.testing.Binary.*;
import static dev.tagalong.runtime.testing.Wasm.*;
import static org.junit.jupiter.api.Assertions.*;

import dev.tagalong.runtime.Engine;
import dev.tagalong.runtime.EngineOptions;
import dev.tagalong.runtime.ExternalValue;
import dev.tagalong.runtime.Function;
import dev.tagalong.runtime.Global;
import dev.tagalong.runtime.HostFunction;
import dev.tagalong.runtime.HostState;
import dev.tagalong.runtime.HostState.Told;
import dev.tagalong.runtime.Imports;
import dev.tagalong.runtime.Instance;
import dev.tagalong.runtime.InstanceLimits;
import dev.tagalong.runtime.InstanceOptions;
import dev.tagalong.runtime.LinkException;
import dev.tagalong.runtime.Module;
import dev.tagalong.runtime.Snapshot;
import dev.tagalong.runtime.SnapshotException;
import dev.tagalong.runtime.Table;
import dev.tagalong.runtime.Tier;
import dev.tagalong.runtime.Trap;
import dev.tagalong.runtime.V128;
import dev.tagalong.runtime.internal.compile.plan.SplitLimits;
import dev.tagalong.runtime.internal.module.Digests;
import dev.tagalong.runtime.internal.tier.EngineImpl;
import dev.tagalong.runtime.testing.Tiers;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a snapshot keeps, what it refuses, and that its serial form is read or refused. */
class SnapshotTest {

    private static final byte[] STORE = bytes(0x36, 2, 0);
    private static final byte[] LOAD = bytes(0x28, 2, 0);
    private static final int GROWN = 70_000;
    private static final byte[] LANES = new byte[16];

    static {
        for (int i = 0; i < LANES.length; i++) {
            LANES[i] = (byte) (i * 17);
        }
    }

    static List<Tier> tiers() {
        return Tiers.all();
    }

    /**
     * Its start function writes to memory and counts itself. {@code init} grows memory and table, changes a global of each kind, and
     * drops a data segment and an element segment; the other functions tell what there is.
     */
    private static byte[] stateful() {
        byte[] none = functionType(vector(), vector());
        byte[] number = functionType(vector(), vector(I32));
        byte[] start = bytes(i32(100), i32(7), STORE, 0x23, 0, i32(1), 0x6A, 0x24, 0);
        byte[] init = bytes(
                bytes(i32(1), 0x40, 0, 0x1A),
                bytes(i32(GROWN), i32(42), STORE),
                bytes(i64(-5), 0x24, 1),
                bytes(0xFD, 0x0C, LANES, 0x24, 2),
                bytes(0xD2, u32(4), 0x24, 3),
                bytes(i32(-3), 0xFB, 0x1C, 0x24, 4),
                bytes(0xD2, u32(4), i32(2), 0xFC, u32(15), 0, 0x1A),
                bytes(0xFC, u32(9), 0, 0xFC, u32(13), 1));
        byte[] told = bytes(0x23, 0, i32(1000), 0x6C, i32(100), LOAD, 0x6A, i32(GROWN), LOAD, 0x6A);
        byte[] viaTable = bytes(i32(2), 0x11, 1, 0);
        byte[] viaGlobal = bytes(i32(0), 0x23, 3, 0x26, 0, i32(0), 0x11, 1, 0);
        byte[] initData = bytes(i32(0), i32(0), i32(1), 0xFC, u32(8), 0, 0);
        byte[] initElements = bytes(i32(0), i32(0), i32(1), 0xFC, u32(12), 1, 0);
        byte[] small = bytes(0x23, 4, 0xFB, 0x1D);
        return module(
                vectorSection(1, none, number),
                vectorSection(2, bytes("host", "f", 0, 0)),
                vectorSection(3, 0, 0, 1, 1, 1, 1, 0, 0, 1),
                vectorSection(4, bytes(FUNCREF, 1, 2, 9)),
                vectorSection(5, bytes(1, 1, 4)),
                vectorSection(
                        6,
                        bytes(I32, 1, i32(0), END),
                        bytes(I64, 1, i64(0), END),
                        bytes(V128_CODE, 1, 0xFD, 0x0C, new byte[16], END),
                        bytes(FUNCREF, 1, 0xD0, FUNCREF, END),
                        bytes(0x6C, 1, 0xD0, 0x6C, END)),
                vectorSection(
                        7,
                        bytes("init", 0, 2),
                        bytes("told", 0, 3),
                        bytes("answer", 0, 4),
                        bytes("viaTable", 0, 5),
                        bytes("viaGlobal", 0, 6),
                        bytes("initData", 0, 7),
                        bytes("initElements", 0, 8),
                        bytes("small", 0, 9),
                        bytes("table", 1, 0),
                        bytes("memory", 2, 0),
                        bytes("long", 3, 1),
                        bytes("vector", 3, 2)),
                section(8, 1),
                vectorSection(9, bytes(0, i32(1), END, vector(0)), bytes(1, 0, vector(4))),
                section(12, 2),
                vectorSection(
                        10,
                        body(vector(), start),
                        body(vector(), init),
                        body(vector(), told),
                        body(vector(), i32(77)),
                        body(vector(), viaTable),
                        body(vector(), viaGlobal),
                        body(vector(), initData),
                        body(vector(), initElements),
                        body(vector(), small)),
                vectorSection(11, bytes(1, vector(9)), bytes(0, i32(8), END, vector(1, 2, 3))));
    }

    private static Imports host(Engine engine, Runnable action) {
        try {
            ExternalValue function = engine.function(
                    "host.f",
                    HostFunction.of(MethodHandles.lookup()
                            .findVirtual(Runnable.class, "run", MethodType.methodType(void.class))
                            .bindTo(action)));
            return wanted -> function;
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    private static Instance used(Engine engine, Module module) {
        Instance instance = engine.instantiate(module, host(engine, () -> {}), InstanceOptions.named("used"));
        instance.function("init").call();
        return instance;
    }

    private static void assertState(Instance instance) {
        assertEquals(1000 + 7 + 42, instance.function("told").call());
        assertEquals(2 * 65_536L, instance.memory().byteSize());
        assertEquals(2, instance.memory().readByte(9));
        assertEquals(3, ((Table) instance.export("table")).size() - 1);
        assertEquals(77, instance.function("viaTable").call());
        assertEquals(77, instance.function("viaGlobal").call());
        assertEquals(-3, instance.function("small").call());
        assertEquals(-5L, ((Global) instance.export("long")).get());
        assertEquals(V128.ofBytes(LANES), ((Global) instance.export("vector")).get());
        assertThrows(Trap.class, instance.function("initData")::call);
        assertThrows(Trap.class, instance.function("initElements")::call);
    }

    @ParameterizedTest
    @MethodSource("tiers")
    void aNewInstanceBeginsInTheState(Tier tier) {
        try (Engine engine = Tiers.engine(tier)) {
            Module module = engine.load("stateful", stateful());
            Snapshot snapshot = engine.snapshot(List.of(used(engine, module)));
            List<String> called = new ArrayList<>();
            Instance first = engine.instantiate(
                    module, host(engine, () -> called.add("first")), InstanceOptions.named("first"), snapshot);
            assertState(first);
            first.memory().writeByte(100, (byte) 8);
            assertEquals(1050, first.function("told").call());
            Snapshot read = engine.readSnapshot(snapshot.toBytes());
            assertEquals(snapshot.byteSize(), read.byteSize());
            assertState(engine.instantiate(module, host(engine, () -> {}), InstanceOptions.named("second"), read));
            ((Function) ((Table) first.export("table")).get(1)).call();
            assertEquals(List.of("first"), called, "an imported function is the new instance's");
        }
    }

    @Test
    void zerosAreLeftOut() {
        try (Engine engine = Engine.create()) {
            Snapshot snapshot = engine.snapshot(List.of(used(engine, engine.load("stateful", stateful()))));
            assertTrue(snapshot.byteSize() < 2 * 4096 + 200, snapshot::toString);
        }
    }

    @Test
    void largeMemoriesKeepTheirForm() {
        try (Engine engine = new EngineImpl(EngineOptions.DEFAULT, SplitLimits.DEFAULT, 1)) {
            Module module = engine.load("stateful", stateful());
            Snapshot snapshot = engine.snapshot(List.of(used(engine, module)));
            assertState(engine.instantiate(module, host(engine, () -> {}), InstanceOptions.named("new"), snapshot));
        }
    }

    @Test
    void whatLiesOutsideIsARefusalWithItsReason() {
        try (Engine engine = Engine.create()) {
            Module module = engine.load("stateful", stateful());
            Instance other = used(engine, module);
            assertRefused(
                    engine, "a function of its own", i -> ((Table) i.export("table")).set(0, other.function("answer")));
            assertRefused(
                    engine,
                    "host functions keep a java.lang.StringBuilder",
                    i -> i.attachment(StringBuilder.class, StringBuilder::new));
            assertRefused(engine, "a file is open", i -> i.attachment(HostState.class, () -> () -> "a file is open"));
            Instance harmless = used(engine, module);
            harmless.attachment(HostState.class, Harmless::new);
            Snapshot snapshot = engine.snapshot(List.of(harmless));
            assertEquals(Set.of(Told.VARIABLES), snapshot.told());
            assertEquals(
                    snapshot.told(), engine.readSnapshot(snapshot.toBytes()).told());
        }
    }

    private static final class Harmless implements HostState {
        @Override
        public String hindersSnapshot() {
            return null;
        }

        @Override
        public Set<Told> told() {
            return Set.of(Told.VARIABLES);
        }
    }

    private static void assertRefused(Engine engine, String reason, Consumer<Instance> change) {
        Instance instance = used(engine, engine.load("stateful", stateful()));
        change.accept(instance);
        String message = assertThrows(SnapshotException.class, () -> engine.snapshot(List.of(instance)))
                .getMessage();
        assertTrue(message.contains(reason), message);
    }

    @Test
    void aCallUnderWayIsARefusal() {
        try (Engine engine = Engine.create()) {
            Instance[] instance = new Instance[1];
            List<String> messages = new ArrayList<>();
            Runnable tries = () ->
                    messages.add(assertThrows(SnapshotException.class, () -> engine.snapshot(List.of(instance[0])))
                            .getMessage());
            instance[0] = engine.instantiate(
                    engine.load("stateful", stateful()), host(engine, tries), InstanceOptions.named("busy"));
            instance[0].exclusively(() -> {
                ((Function) ((Table) instance[0].export("table")).get(1)).call();
                return null;
            });
            assertEquals(List.of("no snapshot of busy: a call is under way in it"), messages);
        }
    }

    @Test
    void sharedMemoriesAndObjectsAreARefusal() {
        try (Engine engine = Engine.create()) {
            byte[] shared = module(vectorSection(5, bytes(3, 1, 1)));
            refused(engine, shared, "threads share its memory");
            byte[] structure =
                    module(vectorSection(1, bytes(0x5F, 0)), vectorSection(6, bytes(0x6B, 1, 0xFB, 0, 0, END)));
            refused(engine, structure, "a structure or an array");
        }
    }

    private static void refused(Engine engine, byte[] binary, String reason) {
        Instance instance = engine.instantiate(engine.load("m", binary), Imports.NONE, InstanceOptions.named("m"));
        String message = assertThrows(SnapshotException.class, () -> engine.snapshot(List.of(instance)))
                .getMessage();
        assertTrue(message.contains(reason), message);
    }

    @Test
    void ledInstancesReferToEachOther() {
        try (Engine engine = Engine.create()) {
            Module module = engine.load("stateful", stateful());
            Instance leader = used(engine, module);
            InstanceOptions led = InstanceOptions.named("led").withLeader(leader);
            Instance other = engine.instantiate(module, host(engine, () -> {}), led);
            ((Table) leader.export("table")).set(3, other.function("small"));
            Snapshot snapshot = engine.snapshot(List.of(leader, other));
            Instance first = engine.prepare(module, host(engine, () -> {}), InstanceOptions.named("first"));
            Instance second = engine.prepare(
                    module,
                    host(engine, () -> {}),
                    InstanceOptions.named("second").withLeader(first));
            engine.restore(snapshot, List.of(first, second));
            assertState(first);
            assertSame(second.function("small"), ((Table) first.export("table")).get(3));
            assertEquals(7, second.memory().readInt(100));
            assertThrows(SnapshotException.class, () -> engine.restore(snapshot, List.of(first)));
        }
    }

    @Test
    void whatDoesNotFitIsRefused() {
        try (Engine engine = Engine.create()) {
            Module module = engine.load("stateful", stateful());
            Snapshot snapshot = engine.snapshot(List.of(used(engine, module)));
            Module another =
                    engine.load("other", module(custom("x"), Arrays.copyOfRange(stateful(), 8, stateful().length)));
            assertThrows(
                    SnapshotException.class,
                    () -> engine.instantiate(
                            another, host(engine, () -> {}), InstanceOptions.named("other"), snapshot));
            InstanceLimits small = InstanceLimits.DEFAULT.withMemoryPages(1);
            String message = assertThrows(
                            SnapshotException.class,
                            () -> engine.instantiate(
                                    module,
                                    host(engine, () -> {}),
                                    InstanceOptions.named("small").withLimits(small),
                                    snapshot))
                    .getMessage();
            assertTrue(message.contains("more than it may have"), message);
            assertThrows(
                    LinkException.class,
                    () -> engine.instantiate(module, Imports.NONE, InstanceOptions.named("unbound"), snapshot));
        }
    }

    @Test
    void damageIsFound() {
        try (Engine engine = Engine.create()) {
            byte[] good = engine.snapshot(List.of(used(engine, engine.load("stateful", stateful()))))
                    .toBytes();
            Random random = new Random(1);
            for (int i = 0; i < 2_000; i++) {
                byte[] bad = good.clone();
                bad[random.nextInt(i < 200 ? 40 : bad.length)] ^= (byte) (1 + random.nextInt(255));
                assertThrows(SnapshotException.class, () -> engine.readSnapshot(bad));
            }
            for (int length = 0; length < good.length; length += 13) {
                byte[] bad = Arrays.copyOf(good, length);
                assertThrows(SnapshotException.class, () -> engine.readSnapshot(bad));
            }
        }
    }

    /** What somebody wrote on purpose, with the right checksum, is refused or is a state of the module, and takes no more memory. */
    @Test
    void forgedSnapshotsDoNoHarm() {
        try (Engine engine = Engine.create()) {
            Module module = engine.load("stateful", stateful());
            byte[] good = engine.snapshot(List.of(used(engine, module))).toBytes();
            Random random = new Random(2);
            int read = 0;
            for (int i = 0; i < 3_000; i++) {
                byte[] bad = good.clone();
                int at = random.nextInt(3) == 0 ? random.nextInt(bad.length - 37) : random.nextInt(60);
                bad[37 + at] = (byte) (random.nextBoolean() ? 0xFF : random.nextInt());
                seal(bad);
                try {
                    Snapshot snapshot = engine.readSnapshot(bad);
                    Instance instance =
                            engine.instantiate(module, host(engine, () -> {}), InstanceOptions.named("new"), snapshot);
                    instance.function("told").call();
                    read++;
                } catch (SnapshotException | Trap refused) {
                    assertNotNull(refused.getMessage());
                }
            }
            assertTrue(read > 0);
        }
    }

    private static void seal(byte[] bytes) {
        byte[] digest = Digests.sha256(Arrays.copyOfRange(bytes, 37, bytes.length));
        System.arraycopy(digest, 0, bytes, 5, digest.length);
    }
}
