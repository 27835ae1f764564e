package dev.tagalong.dl.internal.space;

import dev.tagalong.dl.DlException;
import dev.tagalong.dl.internal.dylink.Dylink;
import dev.tagalong.runtime.type.ExternalType;
import dev.tagalong.runtime.type.GlobalType;
import dev.tagalong.runtime.type.ImportType;
import dev.tagalong.runtime.type.ValueType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Says what each import of a module is bound to, before anything of it is made. What is missing is collected, over all
 * modules that are loaded together, so that a refusal names everything at once.
 */
final class Binder {

    static final String ENV = "env";
    static final String GOT_MEMORY = "GOT.mem";
    static final String GOT_FUNCTION = "GOT.func";
    static final String MEMORY_BASE = "__memory_base";
    static final String TABLE_BASE = "__table_base";

    private static final GlobalType CELL = new GlobalType(ValueType.I32, true);
    private static final GlobalType BASE = new GlobalType(ValueType.I32, false);

    private final LinkSpace space;
    private final boolean now;
    private final List<String> problems = new ArrayList<>();

    /** {@code now}: whether functions that are not there yet are a problem. */
    Binder(LinkSpace space, boolean now) {
        this.space = space;
        this.now = now;
    }

    /** The imports of functions; those that are absent here are bound when they are first called. */
    Map<ImportType, Definition> bind(Image image) {
        Map<ImportType, Definition> bound = new HashMap<>();
        for (ImportType wanted : image.object.module().imports()) {
            try {
                Definition definition = bind(image, wanted);
                if (definition != null) {
                    bound.put(wanted, definition);
                }
            } catch (DlException e) {
                problems.add(image.label + ": " + e.getMessage());
            }
        }
        return bound;
    }

    /**
     * Ends the collecting.
     *
     * @throws DlException with all that is missing or unfit
     */
    void check() {
        check(null, problems);
    }

    /** The same for what was collected elsewhere. */
    static void check(String label, List<String> problems) {
        if (!problems.isEmpty()) {
            throw new DlException(LinkProblems.text(label, problems));
        }
    }

    private Definition bind(Image image, ImportType wanted) {
        return switch (wanted.module()) {
            case GOT_MEMORY -> {
                cell(wanted);
                data(image, wanted);
                yield null;
            }
            case GOT_FUNCTION -> {
                cell(wanted);
                pointer(image, wanted);
                yield null;
            }
            case ENV ->
                wanted.type() instanceof ExternalType.Func func ? function(image, wanted, func) : env(image, wanted);
            default -> other(image, wanted);
        };
    }

    private static void cell(ImportType wanted) {
        if (!(wanted.type() instanceof ExternalType.Global global
                && global.type().equals(CELL))) {
            throw new DlException("import " + wanted + " should be a global of type " + CELL);
        }
    }

    private void data(Image image, ImportType wanted) {
        Definition found = space.symbols().find(wanted.name(), image);
        if (found == null && !weak(image, wanted) && !space.defines(wanted.name())) {
            throw new DlException("undefined symbol: " + wanted.name() + " (data)");
        }
        if (found != null && found.isFunction()) {
            throw new DlException(
                    "symbol " + wanted.name() + " is wanted as data, and is a function of " + found.describe());
        }
    }

    private void pointer(Image image, ImportType wanted) {
        Definition found = space.symbols().findFunction(image, wanted.name(), null);
        if (found == null && now && !weak(image, wanted)) {
            throw new DlException("undefined symbol: " + wanted.name() + " (function pointer)");
        }
        if (found != null && !found.isFunction()) {
            throw new DlException(
                    "symbol " + wanted.name() + " is wanted as a function, and is data of " + found.describe());
        }
    }

    private Definition function(Image image, ImportType wanted, ExternalType.Func func) {
        Definition found = space.symbols().findFunction(image, wanted.name(), func.type());
        if (found == null) {
            if (now && !weak(image, wanted)) {
                throw new DlException("undefined symbol: " + wanted.name() + " " + func.type());
            }
            LateBindings.checkStub(wanted.name(), func.type());
            return null;
        }
        if (!found.isFunction()) {
            throw new DlException(
                    "symbol " + wanted.name() + " is wanted as a function, and is data of " + found.describe());
        }
        if (found.functionType() != func.type()) {
            throw new DlException("symbol " + wanted.name() + " is wanted with type " + func.type() + ", and has type "
                    + found.functionType() + " in " + found.describe());
        }
        return found;
    }

    private Definition env(Image image, ImportType wanted) {
        if (wanted.type() instanceof ExternalType.Tag) {
            space.tags().check(wanted, space.scope().findTagOwner(wanted.name(), image));
            return null;
        }
        switch (wanted.name()) {
            case "memory", Ports.TABLE -> {
                return null;
            }
            case Ports.STACK_POINTER -> {
                if (image != space.program() && !space.hasStackPointer()) {
                    throw new DlException("it uses the program's stack, and " + space.label()
                            + " does not export its __stack_pointer (wasm-ld --export=__stack_pointer)");
                }
                return null;
            }
            case MEMORY_BASE, TABLE_BASE -> {
                if (wanted.type() instanceof ExternalType.Global global
                        && global.type().equals(BASE)) {
                    return null;
                }
            }
            default -> {
                // Nothing else has a place in a link space.
            }
        }
        throw new DlException("import " + wanted + ": a link space has no such thing");
    }

    private Definition other(Image image, ImportType wanted) {
        Definition host = null;
        if (wanted.type() instanceof ExternalType.Func func) {
            host = space.symbols().host(image, wanted.module(), wanted.name(), func.type());
            if (host != null && host.functionType() != func.type()) {
                throw new DlException("import " + wanted + " is provided with another type: " + host.functionType());
            }
        }
        if (host == null) {
            throw new DlException("import " + wanted + " is missing: no service provides it");
        }
        return host;
    }

    /** Linkers note weak imports once a symbol, under the module name of a direct import. */
    private static boolean weak(Image image, ImportType wanted) {
        return image.dylink.importIs(wanted.module(), wanted.name(), Dylink.WEAK)
                || image.dylink.importIs(ENV, wanted.name(), Dylink.WEAK);
    }

    /** Whether an image may do without a symbol. */
    static boolean weak(Image image, String symbol) {
        return weak(image.dylink, symbol);
    }

    /** The same of what a module says of itself. */
    static boolean weak(Dylink dylink, String symbol) {
        return dylink.importIs(ENV, symbol, Dylink.WEAK)
                || dylink.importIs(GOT_FUNCTION, symbol, Dylink.WEAK)
                || dylink.importIs(GOT_MEMORY, symbol, Dylink.WEAK);
    }
}
