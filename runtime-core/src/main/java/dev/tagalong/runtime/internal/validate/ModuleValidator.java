package dev.tagalong.runtime.internal.validate;

import dev.tagalong.runtime.internal.body.BodyWalk;
import dev.tagalong.runtime.internal.body.ModuleContext;
import dev.tagalong.runtime.internal.module.ConstantExpression;
import dev.tagalong.runtime.internal.module.DataSegment;
import dev.tagalong.runtime.internal.module.ElementSegment;
import dev.tagalong.runtime.internal.module.ExportDefinition;
import dev.tagalong.runtime.internal.module.Fault;
import dev.tagalong.runtime.internal.module.FunctionBody;
import dev.tagalong.runtime.internal.module.SegmentMode;
import dev.tagalong.runtime.internal.module.WasmModule;
import dev.tagalong.runtime.type.AddressType;
import dev.tagalong.runtime.type.FunctionType;
import dev.tagalong.runtime.type.MemoryType;
import dev.tagalong.runtime.type.ReferenceType;
import dev.tagalong.runtime.type.TableType;
import java.util.HashSet;
import java.util.Set;

/** Validates a decoded module (specification, section 3.5.16). What the decoder checks already is not repeated here. */
public final class ModuleValidator {

    private final ModuleContext context;
    private final ConstantExpressionValidator constants;

    private ModuleValidator(WasmModule module) {
        this.context = new ModuleContext(module);
        this.constants = new ConstantExpressionValidator(context);
    }

    /**
     * Validates a module and reads its function bodies for the first time.
     *
     * @throws dev.tagalong.runtime.ModuleException if it is not valid, a body is malformed or uses what the engine does not
     *     offer
     */
    public static void validate(WasmModule module) {
        new ModuleValidator(module).run();
    }

    private void run() {
        WasmModule module = context.module;
        tables(module);
        globals(module);
        exports(module);
        start(module);
        for (ElementSegment segment : module.elements()) {
            element(segment);
        }
        for (DataSegment segment : module.data()) {
            data(segment);
        }
        BodyWalk walk = BodyWalk.checking(context);
        for (FunctionBody body : module.bodies()) {
            walk.check(body);
        }
    }

    /** Tables stand before globals, so their initial values see imported globals only. */
    private void tables(WasmModule module) {
        int imported = module.importedGlobals();
        for (var table : module.tables()) {
            if (table.initial() != null) {
                constants.validate(table.initial(), table.type().elementType(), imported, "table");
            }
        }
    }

    private void globals(WasmModule module) {
        int visible = module.importedGlobals();
        for (var global : module.globals()) {
            constants.validate(global.initial(), global.type().valueType(), visible, "global");
            visible++;
        }
    }

    private void exports(WasmModule module) {
        Set<String> names = new HashSet<>();
        for (ExportDefinition export : module.exportDefinitions()) {
            int index = export.index();
            switch (export.kind()) {
                case FUNCTION -> {
                    context.function(index, "export", export.offset());
                    context.declare(index);
                }
                case TABLE -> context.table(index, "export", export.offset());
                case MEMORY -> context.memory(index, "export", export.offset());
                case GLOBAL -> context.global(index, "export", export.offset());
                case TAG -> context.tag(index, "export", export.offset());
            }
            if (!names.add(export.name())) {
                throw Fault.DUPLICATE_EXPORT.at("export", export.offset(), export.name());
            }
        }
    }

    private void start(WasmModule module) {
        if (module.startOffset() < 0) {
            return;
        }
        FunctionType type = context.function(module.startFunction(), "start", module.startOffset());
        if (!type.parameters().isEmpty() || !type.results().isEmpty()) {
            throw Fault.START_FUNCTION.at("start", module.startOffset(), "expected () -> (), got " + type);
        }
    }

    private void element(ElementSegment segment) {
        if (segment.mode() == SegmentMode.ACTIVE) {
            TableType table = context.table(segment.tableIndex(), "element", segment.offset());
            ReferenceType held = table.elementType();
            if (!segment.type().matches(held)) {
                throw Fault.TYPE_MISMATCH.at(
                        "element", segment.offset(), "a table of " + held + ", elements of " + segment.type());
            }
            offset(segment.tableOffset(), table.addressType(), "element");
        }
        if (segment.functions() != null) {
            for (int function : segment.functions()) {
                context.function(function, "element", segment.offset());
                context.declare(function);
            }
            return;
        }
        for (ConstantExpression expression : segment.expressions()) {
            constants.validate(expression, segment.type(), context.globals, "element");
        }
    }

    private void data(DataSegment segment) {
        if (segment.mode() == SegmentMode.ACTIVE) {
            MemoryType memory = context.memory(segment.memoryIndex(), "data", segment.offset());
            offset(segment.memoryOffset(), memory.addressType(), "data");
        }
    }

    private void offset(ConstantExpression expression, AddressType address, String section) {
        constants.validate(expression, address.valueType(), context.globals, section);
    }
}
