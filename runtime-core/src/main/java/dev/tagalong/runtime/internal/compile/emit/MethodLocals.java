package dev.tagalong.runtime.internal.compile.emit;

import static org.objectweb.asm.Opcodes.*;

import dev.tagalong.runtime.internal.compile.plan.RegionShape;
import dev.tagalong.runtime.internal.compile.plan.Variables;
import dev.tagalong.runtime.internal.compile.tree.Node;
import dev.tagalong.runtime.internal.value.Carrier;
import dev.tagalong.runtime.type.FunctionType;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.objectweb.asm.Label;

/**
 * The JVM's local variables of one method: what it was called with, the memory's array, and WebAssembly's variables. In
 * a region that calls no other, operands of the heap frame are cached for the region's duration.
 */
final class MethodLocals {

    private static final int RESULT = 0;

    /** A temporary that nothing else uses: a store to the frame may come between others' spill and reload. */
    private static final int FRAME_TEMP = 5;

    private final FunctionEmitter function;
    private final Variables variables;
    private final Node region;
    private final RegionShape shape;
    private final CodeVisitor mv;
    private final boolean caches;
    private final Map<Integer, Integer> places = new HashMap<>();
    private final Map<Integer, Integer> temps = new HashMap<>();
    private final RegionPassing passing;

    /** By JVM local: the type in stack map frames of one that always has a value, else {@code null}. */
    private Object[] lasting = new Object[32];

    private int next;
    private int frameNumbers = -1;
    private int frameReferences = -1;
    private int base;
    private int instance;
    private int remaining;
    private int context = -1;
    private int bytes = -1;

    MethodLocals(FunctionEmitter function, Node region, CodeVisitor mv) {
        this.function = function;
        this.variables = function.variables;
        this.region = region;
        this.shape = function.shape(region);
        this.mv = mv;
        this.passing = new RegionPassing(this, variables, places, mv);
        this.caches = region != null && !function.callsRegions(region);
    }

    // ---- the method's beginning and end

    /**
     * Writes what brings the method's variables into their places.
     *
     * @param called is run where only what the method was called with has values
     */
    void begin(Runnable called) {
        if (region != null) {
            beginRegion();
        } else if (function.startLoop < 0) {
            beginMain(called);
        } else {
            beginAtLoop();
        }
        if (function.usesContext(region)) {
            context = take(1, Names.CONTEXT);
            loadInstance();
            mv.visitFieldInsn(GETFIELD, Names.INSTANCE, "owner", Names.CONTEXT_TYPE);
            mv.visitVarInsn(ASTORE, context);
        }
        if (function.tree.memory && region == null) {
            bytes = take(1, Names.BYTES_TYPE);
            reloadBytes();
        }
    }

    private void beginMain(Runnable called) {
        FunctionType type = function.type;
        int parameters = type.parameters().size();
        for (int v = 0; v < parameters; v++) {
            Carrier carrier = variables.carrier(v);
            places.put(v, take(carrier.jvmSlots, CodeVisitor.frameType(carrier)));
        }
        instance = take(1, Names.INSTANCE);
        remaining = take(1, INTEGER);
        called.run();
        if (function.split) {
            makeFrame();
            for (int v = 0; v < parameters; v++) {
                if (variables.staysInFrame(v)) {
                    copyToFrame(v);
                    places.remove(v);
                }
            }
        }
        zeroOthers();
    }

    /** Gives zero to the locals that the method uses and was not called with. */
    private void zeroOthers() {
        function.work.spend(variables.localCount());
        for (int v = 0; v < variables.localCount(); v++) {
            if (function.uses(region, v) && !places.containsKey(v) && !variables.staysInFrame(v)) {
                writeZero(variables.carrier(v));
                settle(v);
            } else if (region == null
                    && variables.staysInFrame(v)
                    && v >= function.type.parameters().size()) {
                hideZero(v);
            }
        }
    }

    /** The frame has zeros that HotSpot may know of, see {@link HiddenConstants}. */
    private void hideZero(int local) {
        Carrier carrier = variables.carrier(local);
        if (carrier == Carrier.FLOAT || carrier == Carrier.DOUBLE) {
            writeZero(carrier);
            store(local);
        }
    }

    /** Pops into a local that has no place yet, and gives it one. */
    private void settle(int local) {
        Carrier carrier = variables.carrier(local);
        places.put(local, take(carrier.jvmSlots, CodeVisitor.frameType(carrier)));
        mv.store(carrier, places.get(local));
    }

    /** The locals are on the context's value stack, from a base on. */
    private void beginAtLoop() {
        int stackOwner = take(1, Names.CONTEXT);
        base = take(1, INTEGER);
        instance = take(1, Names.INSTANCE);
        remaining = take(1, INTEGER);
        if (function.split) {
            makeFrame();
        }
        int slots = 0;
        for (int v = 0; v < variables.localCount(); v++) {
            Carrier carrier = variables.carrier(v);
            int slot = slots;
            slots += carrier.stackSlots;
            if (!function.uses(null, v) && !variables.staysInFrame(v)) {
                continue;
            }
            boolean reference = carrier.object;
            mv.visitVarInsn(ALOAD, stackOwner);
            mv.visitFieldInsn(
                    GETFIELD,
                    Names.CONTEXT,
                    reference ? "references" : "stack",
                    reference ? Names.FRAME_REFERENCES : Names.FRAME_NUMBERS);
            mv.visitVarInsn(ILOAD, base);
            mv.push(slot);
            mv.visitInsn(IADD);
            mv.visitInsn(reference ? AALOAD : LALOAD);
            mv.fromBits(carrier);
            if (variables.staysInFrame(v)) {
                store(v);
            } else {
                settle(v);
            }
        }
    }

    void loadBase() {
        mv.visitVarInsn(ILOAD, base);
    }

    private void makeFrame() {
        RegionShape needed = function.regionFrames();
        if (needed == null || needed.takesNumbers()) {
            frameNumbers = take(1, Names.FRAME_NUMBERS);
            mv.push(variables.frameNumbers());
            mv.visitIntInsn(NEWARRAY, T_LONG);
            mv.visitVarInsn(ASTORE, frameNumbers);
        }
        if (needed == null || needed.takesReferences()) {
            frameReferences = take(1, Names.FRAME_REFERENCES);
            mv.push(variables.frameReferences());
            mv.visitTypeInsn(ANEWARRAY, Names.OBJECT);
            mv.visitVarInsn(ASTORE, frameReferences);
        }
    }

    private void beginRegion() {
        frameNumbers = shape.takesNumbers() ? take(1, Names.FRAME_NUMBERS) : -1;
        frameReferences = shape.takesReferences() ? take(1, Names.FRAME_REFERENCES) : -1;
        instance = shape.takesInstance() ? take(1, Names.INSTANCE) : -1;
        remaining = shape.takesRemaining() ? take(1, INTEGER) : -1;
        bytes = shape.takesBytes() ? take(1, Names.BYTES_TYPE) : -1;
        function.work.spend(variables.count());
        shape.ins.stream()
                .forEach(v -> places.put(
                        v, take(variables.carrier(v).jvmSlots, CodeVisitor.frameType(variables.carrier(v)))));
        zeroOthers();
        if (caches && variables.laidOut()) {
            for (int v : variables.shared(region)) {
                Carrier carrier = variables.carrier(v);
                loadFromFrame(carrier, variables.frameIndex(v));
                int place = take(carrier.jvmSlots, CodeVisitor.frameType(carrier));
                mv.store(carrier, place);
                places.put(v, place);
            }
        }
    }

    /** Before a region ends: writes what is to leave it to the frame. */
    private void writeBack() {
        if (!variables.laidOut()) {
            return;
        }
        function.work.spend(variables.count());
        shape.outs.stream().filter(v -> v != shape.result()).forEach(this::copyToFrame);
        if (caches) {
            for (int v : variables.shared(region)) {
                if (variables.writes(v, region)) {
                    copyToFrame(v);
                }
            }
        }
    }

    private void copyToFrame(int variable) {
        Carrier carrier = variables.carrier(variable);
        storeToFrame(carrier, variables.frameIndex(variable), () -> mv.load(carrier, places.get(variable)));
    }

    /** Pushes the carrier's zero. */
    void writeZero(Carrier carrier) {
        switch (carrier) {
            case INT -> mv.visitInsn(ICONST_0);
            case LONG -> mv.visitInsn(LCONST_0);
            case FLOAT -> function.constants.push(mv, 0f);
            case DOUBLE -> function.constants.push(mv, 0.0);
            case OBJECT -> mv.visitInsn(ACONST_NULL);
        }
    }

    private int take(int slots, Object lastingType) {
        int place = next;
        next += slots;
        if (next > lasting.length) {
            lasting = Arrays.copyOf(lasting, next * 2);
        }
        lasting[place] = lastingType;
        return place;
    }

    // ---- variables

    /** Pushes a variable. */
    void load(int variable) {
        variables.read(variable, region);
        Carrier carrier = variables.carrier(variable);
        int index = variables.frameIndex(variable);
        if (index >= 0 && !places.containsKey(variable)) {
            loadFromFrame(carrier, index);
        } else {
            mv.load(carrier, place(variable));
        }
    }

    /** Pops into a variable. */
    void store(int variable) {
        variables.write(variable, region);
        Carrier carrier = variables.carrier(variable);
        int index = variables.frameIndex(variable);
        if (index >= 0 && !places.containsKey(variable)) {
            int temp = spill(carrier, FRAME_TEMP);
            storeToFrame(carrier, index, () -> mv.load(carrier, temp));
        } else {
            mv.store(carrier, place(variable));
        }
    }

    private int place(int variable) {
        return places.computeIfAbsent(variable, v -> take(variables.carrier(v).jvmSlots, null));
    }

    /** Pushes what is in the heap frame. */
    void loadFromFrame(Carrier carrier, int index) {
        if (carrier.object) {
            mv.visitVarInsn(ALOAD, frameReferences);
            mv.push(index);
            mv.visitInsn(AALOAD);
            return;
        }
        mv.visitVarInsn(ALOAD, frameNumbers);
        mv.push(index);
        mv.visitInsn(LALOAD);
        mv.fromBits(carrier);
    }

    private void storeToFrame(Carrier carrier, int index, Runnable value) {
        mv.visitVarInsn(ALOAD, carrier.object ? frameReferences : frameNumbers);
        mv.push(index);
        value.run();
        if (carrier.object) {
            mv.visitInsn(AASTORE);
        } else {
            mv.toBits(carrier);
            mv.visitInsn(LASTORE);
        }
    }

    /** Pops into a temporary, which holds until the next use of the same carrier and number. */
    int spill(Carrier carrier, int number) {
        int temp = temp(carrier, number);
        mv.store(carrier, temp);
        return temp;
    }

    /** A temporary; it has no value in stack map frames. */
    int temp(Carrier carrier, int number) {
        return temps.computeIfAbsent(number * 8 + carrier.ordinal(), k -> take(carrier.jvmSlots, null));
    }

    // ---- results

    /** Pops the function's results where a region's caller finds them. */
    void writeResults(OperandStack stack, List<Carrier> results) {
        if (results.size() == 1) {
            stack.need(1);
            int temp = spill(results.get(0), 0);
            stack.pop(1);
            storeToFrame(results.get(0), RESULT, () -> mv.load(results.get(0), temp));
        } else if (results.size() > 1) {
            writeSeveral(stack, results);
        }
    }

    /** Pushes the function's one result, which a region has left in the frame. */
    void loadResult(Carrier carrier) {
        loadFromFrame(carrier, RESULT);
    }

    /** Pops several results into the context. */
    void writeSeveral(OperandStack stack, List<Carrier> results) {
        int slot = Carrier.stackSlots(results);
        loadContext();
        mv.push(slot);
        mv.visitMethodInsn(INVOKEVIRTUAL, Names.CONTEXT, "ensureResults", "(I)V", false);
        for (int i = results.size() - 1; i >= 0; i--) {
            Carrier carrier = results.get(i);
            slot -= carrier.stackSlots;
            stack.need(1);
            int temp = spill(carrier, 0);
            stack.pop(1);
            loadContext();
            boolean reference = carrier.object;
            mv.visitFieldInsn(
                    GETFIELD,
                    Names.CONTEXT,
                    reference ? "referenceResults" : "results",
                    reference ? Names.FRAME_REFERENCES : Names.FRAME_NUMBERS);
            mv.push(slot);
            mv.load(carrier, temp);
            mv.toBits(carrier);
            mv.visitInsn(reference ? AASTORE : LASTORE);
        }
    }

    /** Pushes the results that a call has left in the context. */
    void readSeveral(OperandStack stack, List<Carrier> results) {
        int slot = 0;
        for (Carrier carrier : results) {
            boolean reference = carrier.object;
            loadContext();
            mv.visitFieldInsn(
                    GETFIELD,
                    Names.CONTEXT,
                    reference ? "referenceResults" : "results",
                    reference ? Names.FRAME_REFERENCES : Names.FRAME_NUMBERS);
            mv.push(slot);
            mv.visitInsn(reference ? AALOAD : LALOAD);
            mv.fromBits(carrier);
            stack.push(carrier);
            slot += carrier.stackSlots;
        }
    }

    // ---- what the engine needs

    void loadInstance() {
        if (region != null) {
            shape.needsInstance = true;
        }
        mv.visitVarInsn(ALOAD, instance);
    }

    void loadRemaining() {
        if (region != null) {
            shape.needsRemaining = true;
        }
        mv.visitVarInsn(ILOAD, remaining);
    }

    void loadContext() {
        mv.visitVarInsn(ALOAD, context);
    }

    /** Pushes memory 0's array. */
    void loadBytes() {
        if (region != null) {
            shape.needsBytes = true;
        }
        mv.visitVarInsn(ALOAD, bytes);
    }

    /** After anything that may have grown memory 0. */
    void reloadBytes() {
        if (region != null) {
            shape.reloadsBytes = true;
        }
        if (function.tree.memory && bytes >= 0) {
            mv.visitVarInsn(ALOAD, instance);
            mv.visitFieldInsn(GETFIELD, Names.INSTANCE, "memory0", Names.MEMORY_TYPE);
            mv.visitFieldInsn(GETFIELD, Names.MEMORY, "bytes", Names.BYTES_TYPE);
            mv.visitVarInsn(ASTORE, bytes);
        }
    }

    /** On a loop's way back: lets others stop this thread. */
    void writePoll(Consumer<Label> place) {
        Label undisturbed = new Label();
        loadContext();
        mv.visitFieldInsn(GETFIELD, Names.CONTEXT, "interrupted", "Z");
        mv.visitJumpInsn(IFEQ, undisturbed);
        loadContext();
        mv.visitMethodInsn(INVOKEVIRTUAL, Names.CONTEXT, "handleInterrupt", "()V", false);
        place.accept(undisturbed);
    }

    /** Calls a region's method; leaves the number of the way it ended, unless there is only one. */
    void writeRegionCall(Node callee) {
        RegionShape called = function.shape(callee);
        loadIf(called.takesNumbers(), frameNumbers);
        loadIf(called.takesReferences(), frameReferences);
        loadIf(called.takesInstance(), instance);
        if (called.takesRemaining()) {
            mv.visitVarInsn(ILOAD, remaining);
        }
        if (called.takesBytes() && bytes < 0) {
            mv.visitInsn(ACONST_NULL);
        } else {
            loadIf(called.takesBytes(), bytes);
        }
        passing.loadIns(called);
        mv.visitMethodInsn(
                INVOKESTATIC,
                function.className,
                function.regionName(callee),
                RegionPassing.descriptor(called, variables),
                false);
        passing.takeOuts(called);
        if (function.mayGrowMemory(callee)) {
            reloadBytes();
        }
    }

    private void loadIf(boolean taken, int reference) {
        if (taken) {
            mv.visitVarInsn(ALOAD, reference);
        }
    }

    /** Ends a region's method, with the number of the way it ends on the JVM's stack unless there is only one. */
    void writeRegionEnd() {
        writeBack();
        passing.writeEnd(shape);
    }

    /** Writes the stack map frame of this place. */
    void frame(int[] slots, Object[] jvmStack) {
        function.work.spend(2L * (next + slots.length + jvmStack.length));
        Object[] types = Arrays.copyOf(lasting, next);
        for (int variable : slots) {
            Integer place = places.get(variable);
            if (place != null) {
                types[place] = CodeVisitor.frameType(variables.carrier(variable));
            }
        }
        Object[] entries = new Object[next];
        int count = 0;
        int used = 0;
        for (int i = 0; i < next; i++) {
            entries[count++] = types[i] == null ? TOP : types[i];
            if (types[i] != null) {
                used = count;
            }
            if (LONG.equals(types[i]) || DOUBLE.equals(types[i])) {
                i++;
            }
        }
        mv.visitFrame(F_NEW, used, entries, jvmStack.length, jvmStack);
    }
}
