package dev.tagalong.bench.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tagalong.bench.session.Options.Part;
import dev.tagalong.bench.workload.Workloads;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OptionsTest {

    private static Options parse(String... arguments) {
        return Options.parse(arguments, Path.of("home"));
    }

    @Test
    void withoutOptionsEverythingIsMeasured() {
        Options options = parse();
        assertFalse(options.quick());
        assertEquals(Workloads.ALL.size(), options.workloads().size());
        assertTrue(options.contenders().containsAll(Set.of("tagalong-interpret", "endive", "chicory", "v8", "gcc")));
        assertEquals(EnumSet.allOf(Part.class), options.parts());
        assertEquals(Path.of("home"), options.directory());
    }

    @Test
    void aQuickSessionHasFewerWorkloadsUnlessTheyAreNamed() {
        assertFalse(parse("--quick").workloads().contains("divide"));
        assertEquals(Set.of("divide"), parse("--workloads=divide", "--quick").workloads());
    }

    @Test
    void listsAreTakenInTheTablesOrder() {
        Options options = parse("--contenders=gcc,endive", "--parts=footprint,start");
        assertEquals("[endive, gcc]", options.contenders().toString());
        assertEquals(EnumSet.of(Part.START, Part.FOOTPRINT), options.parts());
    }

    @Test
    void whatIsUnknownIsNamedWithWhatThereIs() {
        String option = message("--fast");
        assertTrue(option.contains("'--fast'"), option);
        String workload = message("--workloads=fib,fob");
        assertTrue(workload.contains("'fob'") && workload.contains("sieve"), workload);
        String part = message("--parts=all");
        assertTrue(part.contains("'all'") && part.contains("footprint"), part);
    }

    private static String message(String argument) {
        return assertThrows(IllegalArgumentException.class, () -> parse(argument))
                .getMessage();
    }

    @Test
    void theListNamesEveryWorkload() {
        String list = Options.list();
        Workloads.ALL.forEach(w -> assertTrue(list.contains(w.id()), w.id()));
    }
}
