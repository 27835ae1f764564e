package dev.tagalong.runtime.internal.body;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.tagalong.runtime.internal.module.FunctionBody;
import dev.tagalong.runtime.internal.module.FunctionBody.LocalRun;
import dev.tagalong.runtime.type.FunctionType;
import dev.tagalong.runtime.type.ValueType;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LocalTypesTest {

    private static FunctionBody body(List<ValueType> parameters, List<LocalRun> runs) {
        int count = runs.stream().mapToInt(LocalRun::count).sum();
        return new FunctionBody(0, FunctionType.of(parameters, List.of()), runs, count, 0, 0);
    }

    @Test
    void agreesWithTheSpreadOutList() {
        List<LocalRun> runs = new ArrayList<>();
        ValueType[] types = {ValueType.I32, ValueType.I64, ValueType.F32, ValueType.F64};
        for (int i = 0; i < 100; i++) {
            runs.add(new LocalRun(1 + i * 7 % 23, types[i % types.length]));
        }
        FunctionBody body = body(List.of(ValueType.EXTERNREF, ValueType.F64), runs);
        LocalTypes locals = new LocalTypes();
        locals.reset(body);
        ValueType[] all = body.locals();
        for (int i = 0; i < all.length; i++) {
            assertSame(all[i], locals.get(i), "local " + i);
        }
        assertNull(locals.get(all.length));
        assertNull(locals.get(-1));
    }

    @Test
    void isUsedAgain() {
        LocalTypes locals = new LocalTypes();
        locals.reset(body(List.of(ValueType.I32), List.of(new LocalRun(1000, ValueType.I64))));
        locals.reset(body(List.of(), List.of(new LocalRun(1, ValueType.F32), new LocalRun(600, ValueType.F64))));
        assertEquals(ValueType.F32, locals.get(0));
        assertEquals(ValueType.F64, locals.get(600));
        assertNull(locals.get(601));
    }

    @Test
    void none() {
        LocalTypes locals = new LocalTypes();
        locals.reset(body(List.of(), List.of()));
        assertNull(locals.get(0));
    }
}
