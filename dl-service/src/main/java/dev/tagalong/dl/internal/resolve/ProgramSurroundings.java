package dev.tagalong.dl.internal.resolve;

import dev.tagalong.dl.DlException;
import dev.tagalong.dl.internal.handle.Handle;
import dev.tagalong.dl.internal.handle.TaggedCalls;
import dev.tagalong.dl.internal.space.Surroundings;
import dev.tagalong.runtime.Function;
import dev.tagalong.runtime.Instance;
import dev.tagalong.runtime.type.FunctionType;
import java.util.List;

/** What the link space of one program asks of the books. */
final class ProgramSurroundings implements Surroundings {

    private final Books books;
    private final ModuleBinder binder;
    private final LinkedInstance program;

    ProgramSurroundings(Books books, ModuleBinder binder, LinkedInstance program) {
        this.books = books;
        this.binder = binder;
        this.program = program;
    }

    @Override
    public Handle assign(String label) {
        Handle handle = books.handles.assign(label);
        if (handle == null) {
            throw new DlException(label + " gets no handle id: all 65535 are in use");
        }
        return handle;
    }

    @Override
    public void release(Handle handle, String reason) {
        books.change(teardown -> books.handles.release(handle, reason));
    }

    @Override
    public Function host(String module, String name, FunctionType type) {
        return binder.host(program.entry.offer, module, name, type);
    }

    @Override
    public Isolated isolated(String symbol) {
        List<Handle> global;
        synchronized (books.lock) {
            global = program.globalHandles();
        }
        for (Handle handle : global) {
            Instance instance = handle.instance();
            if (instance != null && instance.export(symbol) instanceof Function function) {
                int index = instance.functionIndex(symbol);
                if (TaggedCalls.canTag(index)) {
                    return new Isolated(TaggedCalls.tag(handle, symbol, index), function);
                }
            }
        }
        return null;
    }

    @Override
    public Function tagged(int taggedIndex) {
        return program.resolve(taggedIndex);
    }
}
