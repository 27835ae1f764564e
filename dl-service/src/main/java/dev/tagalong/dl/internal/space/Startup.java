package dev.tagalong.dl.internal.space;

import dev.tagalong.dl.DlException;
import dev.tagalong.runtime.Engine;
import dev.tagalong.runtime.Global;
import dev.tagalong.runtime.Imports;
import dev.tagalong.runtime.InstanceOptions;
import dev.tagalong.runtime.LinkException;
import dev.tagalong.runtime.Linkage;
import dev.tagalong.runtime.Memory;
import dev.tagalong.runtime.ProcessEnvironment;
import dev.tagalong.runtime.Table;
import dev.tagalong.runtime.type.ExternalType;
import dev.tagalong.runtime.type.GlobalType;
import dev.tagalong.runtime.type.ImportType;
import dev.tagalong.runtime.type.MemoryType;
import dev.tagalong.runtime.type.ValueType;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Makes room for a position-independent program: memory, table and stack, which it imports. From low addresses to high: a
 * page's start that stays empty, so that null is no address; the data of the program and of what it needs; the stack, which
 * grows down towards them; the heap, to the end of memory.
 */
final class Startup {

    /** Where data begins. */
    private static final long FIRST_ADDRESS = 1024;

    /** Far more than C programs usually get here, as nothing tells how much one needs. */
    private static final long STACK_SIZE = 1 << 20;

    private static final long STACK_ALIGNMENT = 16;

    /** The first slot that is given out, so that null is no function. */
    private static final int FIRST_SLOT = 1;

    private static final Set<String> DEFINES = Set.of("__stack_low", "__stack_high", "__heap_base", "__heap_end");

    private static final GlobalType POINTER = new GlobalType(ValueType.I32, true);

    private final LinkSpace space;
    private final Image program;
    private final InstanceOptions options;

    Startup(LinkSpace space, Linkage linkage, ProcessEnvironment environment) {
        this.space = space;
        this.program = space.program();
        this.options = program.object.options().withLinkage(linkage).withEnvironment(environment);
    }

    /** Whether the start of a program gives a symbol its value. */
    static boolean defines(String symbol) {
        return DEFINES.contains(symbol);
    }

    /** Places images, whose memory and table are then there. */
    void layOut(List<Image> images) {
        StartHeap heap = new StartHeap(FIRST_ADDRESS, options.limits().memoryPages() * (long) MemoryType.PAGE_SIZE);
        space.heap(heap);
        images.forEach(space.loader()::placeMemory);
        images.forEach(image -> image.blocks.clear());
        long stackLow = alignUp(heap.end());
        long stackHigh = stackLow + STACK_SIZE;
        Memory memory = memory(stackHigh);
        Engine engine = space.engine();
        Global stackPointer = engine.global(POINTER, (int) stackHigh);
        Table table = table();
        space.equip(
                new Ports(memory, table, stackPointer),
                new SlotTable(table, FIRST_SLOT),
                Map.of(
                        "__stack_low", (int) stackLow,
                        "__stack_high", (int) stackHigh,
                        "__heap_base", (int) stackHigh,
                        "__heap_end", (int) memory.byteSize()));
        images.forEach(space.loader()::placeTable);
    }

    /** Makes memory, table and stack pointer of a program that is to begin with a state, and will have its sizes. */
    void makePorts(Map<String, Integer> defined) {
        Table table = table();
        space.equip(
                new Ports(memory(0), table, space.engine().global(POINTER, 0)),
                SlotTable.of(table, Map.of(), List.of()),
                defined);
    }

    /** What the program's instance is told. */
    InstanceOptions options() {
        return options;
    }

    private static long alignUp(long address) {
        return (address + STACK_ALIGNMENT - 1) / STACK_ALIGNMENT * STACK_ALIGNMENT;
    }

    private Memory memory(long end) {
        if (!(imported("memory") instanceof ExternalType.Memory wanted)) {
            throw lacks("memory");
        }
        long pages = (end + MemoryType.PAGE_SIZE - 1) / MemoryType.PAGE_SIZE;
        return made(() -> OwnImports.memory(space.engine(), options.limits(), wanted.type(), pages));
    }

    private Table table() {
        if (!(imported(Ports.TABLE) instanceof ExternalType.Table wanted)) {
            throw lacks(Ports.TABLE);
        }
        return made(
                () -> OwnImports.table(space.engine(), options.limits(), options.linkage(), wanted.type(), FIRST_SLOT));
    }

    private <T> T made(Supplier<T> maker) {
        try {
            return maker.get();
        } catch (DlException e) {
            throw new DlException("cannot start " + program.label + ": " + e.getMessage(), e);
        }
    }

    private ExternalType imported(String name) {
        for (ImportType wanted : program.object.module().imports()) {
            if (wanted.module().equals(Binder.ENV) && wanted.name().equals(name)) {
                return wanted.type();
            }
        }
        return null;
    }

    private DlException lacks(String name) {
        return new DlException("cannot start " + program.label + ": a position-independent program imports env." + name
                + " (wasm-ld --import-memory --import-table)");
    }

    /**
     * Makes the program's instance.
     *
     * @throws LinkException if the engine refuses it
     */
    void instantiate(Image image, Imports imports) {
        space.loader().instantiate(image, imports, options);
    }
}
