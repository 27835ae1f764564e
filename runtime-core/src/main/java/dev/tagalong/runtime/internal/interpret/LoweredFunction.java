package dev.tagalong.runtime.internal.interpret;

import dev.tagalong.runtime.internal.module.FunctionBody;
import dev.tagalong.runtime.internal.store.TrapPlaces;
import dev.tagalong.runtime.internal.value.CallShape;
import dev.tagalong.runtime.internal.value.Carrier;
import dev.tagalong.runtime.type.FunctionType;
import java.util.HashMap;
import java.util.Map;

/**
 * A function in the interpreter's own form; see {@link Op} for the code and {@link FrameLayout} for the frame. Shared by
 * all instances of the module and by all threads.
 */
final class LoweredFunction {

    /** An indirect call's expected type and table. */
    record CallSite(FunctionType type, int table) {}

    /** The index in the function index space. */
    final int index;

    /** The position among the module's defined functions. */
    final int number;

    final int[] code;

    /** How many slots the arguments take. */
    final int parameters;

    /** The slot that holds the way back to the caller: its number, and the position in its code. */
    final int linkSlot;

    /** How many slots a frame takes. */
    final int frameSize;

    /** What a frame's slots after the parameters begin with: zeros for the locals, a slot for the link, constants. */
    final long[] initial;

    /** Whether a frame may hold references, which are cleared when it is left. */
    final boolean references;

    /** How arguments and results are carried. */
    final CallShape shape;

    /** Which slots of the results hold objects. */
    final boolean[] referenceResults;

    final CallSite[] sites;

    final OffsetTable offsets;

    final Loops loops;

    final HandlerTable handlers;

    /** By position, where the JVM's exceptions came from that left what was called there; {@code null} if there were none. */
    private Map<Integer, TrapPlaces> trapPlaces;

    /** Counts calls and iterations of loops up to 0, roughly: threads may lose each other's counts. */
    int heat = Integer.MIN_VALUE;

    LoweredFunction(
            FunctionBody body,
            int number,
            int[] code,
            FrameLayout layout,
            int frameSize,
            boolean references,
            CallSite[] sites,
            OffsetTable offsets,
            Loops loops,
            HandlerTable handlers) {
        this.index = body.index();
        this.number = number;
        this.code = code;
        this.parameters = layout.parameters;
        this.linkSlot = layout.linkSlot;
        this.frameSize = frameSize;
        this.initial = layout.initial();
        this.sites = sites;
        this.offsets = offsets;
        this.loops = loops;
        this.handlers = handlers;
        this.shape = CallShape.of(body.type());
        this.referenceResults = new boolean[shape.resultSlots];
        boolean any = references;
        int slot = 0;
        for (Carrier result : shape.results) {
            referenceResults[slot] = result.object;
            slot += result.stackSlots;
            any |= result.object;
        }
        this.references = any;
    }

    /** Where the JVM's exceptions came from that left what was called at a position. */
    synchronized TrapPlaces trapPlaces(int position) {
        if (trapPlaces == null) {
            trapPlaces = new HashMap<>();
        }
        return trapPlaces.computeIfAbsent(position, p -> new TrapPlaces());
    }
}
