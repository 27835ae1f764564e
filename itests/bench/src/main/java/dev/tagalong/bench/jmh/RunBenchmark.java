package dev.tagalong.bench.jmh;

import dev.tagalong.bench.contender.Contenders;
import dev.tagalong.bench.workload.Opened;
import dev.tagalong.bench.workload.Workload;
import dev.tagalong.bench.workload.Workloads;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.IntUnaryOperator;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** One workload of one contender. What it computed is left in a file for the process that started it. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class RunBenchmark {

    /** The system property that names the file for the checksums of {@code run(1)} and {@code run(units)}. */
    public static final String CHECKSUMS = "bench.checksums";

    /** A workload's id. */
    @Param("")
    public String workload;

    /** A contender's id. */
    @Param("")
    public String contender;

    private Opened opened;
    private IntUnaryOperator run;
    private int units;
    private int one;
    private int all;

    /** Instantiates the workload and runs it once, for its checksums. */
    @Setup
    public void open() {
        Workload chosen = Workloads.get(workload);
        opened = new Opened(chosen, Contenders.get(contender));
        run = opened.run();
        units = chosen.unitsFor(Contenders.get(contender).interprets());
        one = run.applyAsInt(1);
        all = run.applyAsInt(units);
    }

    /** The measured work. */
    @Benchmark
    public int run() {
        int checksum = run.applyAsInt(units);
        if (checksum != all) {
            throw new IllegalStateException("the checksum changed from " + all + " to " + checksum);
        }
        return checksum;
    }

    /** Leaves the checksums. */
    @TearDown
    public void close() throws IOException {
        opened.close();
        Files.writeString(Path.of(System.getProperty(CHECKSUMS)), one + " " + all);
    }
}
