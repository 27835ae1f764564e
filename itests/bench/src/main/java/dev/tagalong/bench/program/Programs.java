package dev.tagalong.bench.program;

import dev.tagalong.bench.contender.GuestImports;
import java.util.List;

/** The real programs: a parser and printer in Rust, small and large, and a bytecode interpreter in C. */
public final class Programs {

    /** In the tables' order. */
    public static final List<Program> ALL = List.of(
            new Program(
                    "dprint-json",
                    "dprint's JSON formatter (Rust, 0.6 MB)",
                    new NpmModule(
                            "@dprint/json",
                            "0.24.0",
                            "package/plugin.wasm",
                            "07316f98ceda3761d31569795d82b8a104cb078e54e46fb542c2a81728bc48f1"),
                    Input.JSON,
                    GuestImports.NONE,
                    new Formatter("/a.json")),
            new Program(
                    "dprint-typescript",
                    "dprint's TypeScript formatter (Rust, 4.2 MB)",
                    new NpmModule(
                            "@dprint/typescript",
                            "0.96.1",
                            "package/plugin.wasm",
                            "9c52244de2c25a33addc7ddacff4443234a2dc4b5d3f34131262d1e0df35007c"),
                    Input.TYPESCRIPT,
                    GuestImports.NONE,
                    new Formatter("/a.ts")),
            new Program(
                    "quickjs",
                    "QuickJS, a JavaScript interpreter (C, 0.5 MB)",
                    new NpmModule(
                            "@jitl/quickjs-wasmfile-release-sync",
                            "0.32.0",
                            "package/dist/emscripten-module.wasm",
                            "105c3bed22d457e43e3d1c3c1c6959fda62a8fe06f0fc8a985303c3a2be72232"),
                    Input.JAVASCRIPT,
                    QuickJs.imports(),
                    new QuickJs()));

    private Programs() {}

    /**
     * The program of that id.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Program get(String id) {
        return ALL.stream()
                .filter(p -> p.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no program '" + id + "'"));
    }
}
