package dev.tagalong.dl.internal.resolve;

import dev.tagalong.dl.DlException;
import dev.tagalong.dl.Symbol;
import dev.tagalong.dl.internal.handle.Handle;
import dev.tagalong.dl.internal.handle.TaggedCalls;
import dev.tagalong.runtime.ExternalValue;
import dev.tagalong.runtime.Function;
import dev.tagalong.runtime.Instance;
import dev.tagalong.runtime.Module;
import dev.tagalong.runtime.type.ExportType;
import dev.tagalong.runtime.type.ExternalType;
import java.util.ArrayList;
import java.util.List;

/** Finds functions by name in one instance. */
public final class SymbolLookup {

    private SymbolLookup() {}

    /**
     * The tagged index of an exported function.
     *
     * @param instance the instance that {@code handle} stands for
     * @throws DlException if there is no such symbol, it is not a function, or its index cannot be tagged
     */
    public static int taggedIndex(Handle handle, Instance instance, String symbol) {
        int index = instance.functionIndex(symbol);
        if (index < 0) {
            throw notAFunction(handle, instance, symbol);
        }
        return TaggedCalls.tag(handle, symbol, index);
    }

    /**
     * An exported function.
     *
     * @throws DlException if there is no such symbol or it is not a function
     */
    public static Function function(Handle handle, Instance instance, String symbol) {
        if (instance.export(symbol) instanceof Function function) {
            return function;
        }
        throw notAFunction(handle, instance, symbol);
    }

    /**
     * What a module exports.
     *
     * @param handle the library's handle; its functions are given their tagged indices if it is open now
     */
    public static List<Symbol> symbols(Module module, Handle handle) {
        Instance instance = handle == null ? null : handle.instance();
        List<Symbol> symbols = new ArrayList<>();
        for (ExportType export : module.exports()) {
            symbols.add(new Symbol(export.name(), export.type(), tagIfAny(export, handle, instance)));
        }
        return symbols;
    }

    private static int tagIfAny(ExportType export, Handle handle, Instance instance) {
        if (instance == null || !(export.type() instanceof ExternalType.Func)) {
            return 0;
        }
        int index = instance.functionIndex(export.name());
        return TaggedCalls.canTag(index) ? TaggedCalls.tag(handle, export.name(), index) : 0;
    }

    private static DlException notAFunction(Handle handle, Instance instance, String symbol) {
        ExternalValue value = instance.export(symbol);
        if (value == null) {
            return new DlException("undefined symbol: " + Texts.quote(symbol) + " in " + handle.label());
        }
        return new DlException("symbol " + Texts.quote(symbol) + " of " + handle.label() + " is a "
                + value.externalType().kind()
                + ": a library with a memory of its own shares functions only, as its addresses mean nothing outside");
    }
}
