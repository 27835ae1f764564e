package dev.tagalong.itests.felix.storm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tagalong.dl.DlException;
import dev.tagalong.dl.Library;
import dev.tagalong.dl.LibraryInfo;
import dev.tagalong.dl.OfferedModule;
import dev.tagalong.itests.felix.api.Numbers;
import dev.tagalong.itests.felix.fixture.Await;
import dev.tagalong.itests.felix.fixture.LinkerScenario;
import dev.tagalong.itests.felix.fixture.Wasm;
import dev.tagalong.itests.felix.fixture.WasmBundle;
import dev.tagalong.itests.felix.harness.BundleSet;
import dev.tagalong.itests.felix.harness.InFelix;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import org.apache.felix.hc.api.HealthCheck;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.InvalidSyntaxException;

/**
 * Several threads start and stop the same bundles. When all is still, whoever tells of modules tells of those of active bundles, of each
 * once, and of no others.
 */
@InFelix({BundleSet.CORE, BundleSet.LINKER, BundleSet.SERVICES, BundleSet.MONITORING})
class StartStopIT extends LinkerScenario {

    private static final int ROUNDS = 60;
    private static final int BUNDLES = 3;
    private static final int THREADS = 4;
    private static final int CHANGES = 12;
    private static final String API = "dev.tagalong.itests.felix.api";

    private final long seed = StormIT.seed();
    private final List<Bundle> bundles = new ArrayList<>();

    private static String name(int bundle) {
        return "typed" + bundle + ".wasm";
    }

    @Test
    void whatIsActiveIsOfferedOnceAndNothingElse() throws Exception {
        System.out.println("[storm] start and stop, seed " + seed + ", " + ROUNDS + " rounds");
        for (int i = 0; i < BUNDLES; i++) {
            bundles.add(install(WasmBundle.named("storm.typed" + i)
                    .imports(API)
                    .service(name(i), Wasm.module("typed.wasm"), "service=\"" + API + ".Numbers\"")));
        }
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            for (int round = 0; round < ROUNDS; round++) {
                startAndStop(threads, new Random(seed + round));
                String when = "round " + round + ", seed " + seed + ": ";
                Await.until(when + "beans and checks agree with bundles", this::agreed, () -> ": " + told());
                assertOffered(when);
            }
        } finally {
            threads.shutdownNow();
            threads.awaitTermination(1, TimeUnit.MINUTES);
        }
    }

    private void startAndStop(ExecutorService threads, Random random) throws Exception {
        List<Future<?>> all = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            Random own = new Random(random.nextLong());
            all.add(threads.submit(() -> {
                for (int change = 0; change < CHANGES; change++) {
                    change(bundles.get(own.nextInt(BUNDLES)), own.nextBoolean());
                }
            }));
        }
        for (Future<?> one : all) {
            one.get(2, TimeUnit.MINUTES);
        }
    }

    private static void change(Bundle bundle, boolean start) {
        try {
            if (start) {
                bundle.start();
            } else {
                bundle.stop();
            }
        } catch (BundleException | IllegalStateException e) {
            // The framework refuses one while another thread is at it.
        }
    }

    /** What there should be: one of each kind for each bundle that is active. */
    private Map<String, Long> expected() {
        Map<String, Long> expected = new TreeMap<>();
        long active = 0;
        for (int i = 0; i < BUNDLES; i++) {
            if (bundles.get(i).getState() == Bundle.ACTIVE) {
                active++;
                expected.put("offers of " + name(i), 1L);
            }
        }
        for (String kind : List.of("modules", "services", "beans", "checks")) {
            expected.put(kind, active);
        }
        return expected;
    }

    private Map<String, Long> told() {
        Map<String, Long> told = new TreeMap<>();
        try {
            for (LibraryInfo info : linker.libraries()) {
                if (info.state() != LibraryInfo.State.CLOSING) {
                    told.merge("offers of " + info.name(), 1L, Long::sum);
                }
            }
            told.put("modules", (long)
                    context.getServiceReferences(OfferedModule.class, null).size());
            told.put("services", (long)
                    context.getServiceReferences(Numbers.class, null).size());
            told.put("beans", (long) ManagementFactory.getPlatformMBeanServer()
                    .queryNames(new ObjectName("dev.tagalong:type=Module,*"), null)
                    .size());
            told.put("checks", (long) context.getServiceReferences(HealthCheck.class, "(hc.tags=typed*)")
                    .size());
        } catch (InvalidSyntaxException | MalformedObjectNameException e) {
            throw new IllegalStateException(e);
        }
        return told;
    }

    private boolean agreed() {
        return told().equals(expected());
    }

    private void assertOffered(String when) throws Exception {
        for (int i = 0; i < BUNDLES; i++) {
            String name = name(i);
            if (bundles.get(i).getState() != Bundle.ACTIVE) {
                assertThrows(DlException.class, () -> linker.open(name), when + name + " answers");
                continue;
            }
            try (Library library = linker.open(name)) {
                assertEquals(bundles.get(i).getBundleId(), library.bundle().getBundleId(), when);
            }
        }
    }
}
