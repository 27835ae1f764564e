package dev.tagalong.runtime.differential;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Random valid modules, made by binaryen's {@code wasm-opt}. One seed always gives the same module. {@link LinkedModules}
 * have what such modules never or seldom have.
 */
final class RandomModules {

    private static final String PROGRAM = "wasm-opt";
    private static final int LEAST_BYTES = 500;
    private static final int MOST_BYTES = 12_000;
    private static final String[] OPTIMIZATIONS = {null, "-O1", "-O3", null, "-Os"};

    /** Features that the engine has, and no NaN whose bits the specification leaves open. */
    private static final List<String> SWITCHES = List.of(
            "--mvp-features",
            "--enable-sign-ext",
            "--enable-bulk-memory",
            "--enable-nontrapping-float-to-int",
            "--enable-multivalue",
            "--enable-mutable-globals",
            "--enable-tail-call",
            "--enable-extended-const",
            "--denan");

    private RandomModules() {}

    /** Whether {@code wasm-opt} is there. */
    static boolean available() {
        return OuterProgram.available(PROGRAM);
    }

    /** Writes the module of a seed into a folder. */
    static Path write(long seed, Path folder) throws IOException, InterruptedException {
        Random random = new Random(seed);
        byte[] noise = new byte[LEAST_BYTES + random.nextInt(MOST_BYTES - LEAST_BYTES)];
        random.nextBytes(noise);
        Path input = Files.write(folder.resolve("seed-" + seed), noise);
        Path output = folder.resolve("random-" + seed + ".wasm");
        List<String> command = new ArrayList<>(List.of(PROGRAM, "-q", "-ttf", input.toString()));
        command.addAll(SWITCHES);
        String optimization = OPTIMIZATIONS[(int) Math.floorMod(seed, (long) OPTIMIZATIONS.length)];
        if (optimization != null) {
            command.add(optimization);
        }
        command.addAll(List.of("-o", output.toString()));
        Path log = folder.resolve("log-" + seed);
        OuterProgram.run("wasm-opt for seed " + seed, command, log, 2);
        Files.delete(input);
        Files.delete(log);
        return output;
    }
}
