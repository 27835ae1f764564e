package dev.tagalong.bench.session;

import dev.tagalong.bench.contender.Contender;
import dev.tagalong.bench.jmh.JmhRunner;
import dev.tagalong.bench.process.ChildProcess.Failed;
import dev.tagalong.bench.process.Gcc;
import dev.tagalong.bench.process.Node;
import dev.tagalong.bench.process.Protocol;
import dev.tagalong.bench.process.Timed;
import dev.tagalong.bench.report.Measurement;
import dev.tagalong.bench.report.Row;
import dev.tagalong.bench.workload.Wiring;
import dev.tagalong.bench.workload.Workload;
import dev.tagalong.bench.workload.Workloads;
import java.util.function.Supplier;

/** Measures every workload with every contender: one workload after the other, so that neighbours can be compared. */
final class WorkloadPart {

    private static final double NANOS_PER_MICRO = 1000;

    private final Bench bench;
    private final JmhRunner jmh;

    WorkloadPart(Bench bench) {
        this.bench = bench;
        jmh = new JmhRunner(bench.options().directory().resolve("jmh"));
    }

    void run() {
        for (Workload workload : Workloads.ALL) {
            if (bench.options().workloads().contains(workload.id())) {
                run(workload);
            }
        }
    }

    private void run(Workload workload) {
        Row row = new Row(workload.id(), workload.group(), workload.title());
        bench.results().addRow(row);
        boolean quick = bench.options().quick();
        boolean linker = workload.wiring() == Wiring.LINKER;
        for (Contender contender : bench.contenders()) {
            if (linker && !contender.underLinker() || workload.isOfThreads() && !contender.hasThreads()) {
                continue;
            }
            boolean interprets = contender.interprets();
            Protocol protocol = interprets ? Protocol.interpreted(quick) : Protocol.compiled(quick);
            add(row, contender.id(), workload.unitsFor(interprets), () -> jmh.measure(workload, contender, protocol));
        }
        Protocol protocol = Protocol.process(quick);
        bench.node()
                .filter(n -> !linker && !workload.isOfThreads())
                .ifPresent(n -> add(row, Node.ID, workload.units(), () -> n.measure(workload, protocol)));
        bench.gcc()
                .filter(g -> workload.isC())
                .ifPresent(g -> add(row, Gcc.ID, workload.units(), () -> g.measure(workload, protocol)));
    }

    private void add(Row row, String contender, int units, Supplier<Timed> measure) {
        try {
            Timed timed = measure.get();
            bench.results().checksums().add(row.id(), "1", contender, timed.one());
            if (units != 1) {
                bench.results().checksums().add(row.id(), Integer.toString(units), contender, timed.all());
            }
            double scale = 1.0 / units / (row.group() == Row.Group.CALLS ? 1 : NANOS_PER_MICRO);
            bench.add(Measurement.of(row.id(), contender, timed.nanos(), scale), row);
        } catch (Failed e) {
            bench.add(Measurement.failed(row.id(), contender, e.getMessage()), row);
        }
    }
}
