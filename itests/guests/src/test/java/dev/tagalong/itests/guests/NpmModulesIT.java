package dev.tagalong.itests.guests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tagalong.itests.tools.NpmPackage;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/** Modules in packages of npm that need vectors, threads or exceptions. */
class NpmModulesIT {

    private static final NpmPackage TENSORFLOW = new NpmPackage(
            "@tensorflow/tfjs-backend-wasm",
            "4.22.0",
            "5cd6f5e18657c12fb94f4ec3dcef485c8c1a9ca39f3ef1d261c1cb13c1a231c3");
    private static final NpmPackage OXC = new NpmPackage(
            "@oxc-parser/binding-wasm32-wasi",
            "0.156.0",
            "e9ec0a8009b70a6f57ec15b731d7235866cf0dc391035da957bc355bc6288519");
    private static final NpmPackage PYODIDE =
            new NpmPackage("pyodide", "314.0.7", "66b7949e5a0cba2250b586d7e368bf12fb482800748d182c4618254b685ffaa0");
    private static final NpmPackage MUPDF =
            new NpmPackage("mupdf", "1.28.1", "e6bd485e9bfa4c618f02beea042fdcee0e6397e1a70cc8fb6baa55095b6d7601");
    private static final NpmPackage JXL =
            new NpmPackage("@jsquash/jxl", "1.3.0", "737c6e4749213a46aab1a2b39aed5bc527e06f0390d3a4e337ed006c349a876b");
    private static final NpmPackage BOX2D =
            new NpmPackage("box2d3-wasm", "5.2.0", "a198523ac112d94916fdd5409e6505cbdd6a7698ff7a978d0e4d01ac93528034");
    private static final NpmPackage TAILWIND = new NpmPackage(
            "@tailwindcss/oxide-wasm32-wasi",
            "4.3.5",
            "29c1af8d0a3d3646c95f0b4f39c7e713165e0d5426a233d312f4767848b08905");

    private static void functions(int expected, NpmPackage of, String entry) throws Exception {
        assertEquals(expected, EveryFunction.of(entry, Files.readAllBytes(of.file(entry))));
    }

    @Test
    void tensorflow() throws Exception {
        functions(564, TENSORFLOW, "dist/tfjs-backend-wasm.wasm");
    }

    @Test
    void tensorflowWithVectors() throws Exception {
        functions(598, TENSORFLOW, "dist/tfjs-backend-wasm-simd.wasm");
    }

    @Test
    void tensorflowWithVectorsAndThreads() throws Exception {
        functions(655, TENSORFLOW, "dist/tfjs-backend-wasm-threaded-simd.wasm");
    }

    @Test
    void oxc() throws Exception {
        functions(2_216, OXC, "parser.wasm32-wasi.wasm");
    }

    @Test
    void pyodide() throws Exception {
        functions(16_958, PYODIDE, "pyodide.asm.wasm");
    }

    @Test
    void mupdf() throws Exception {
        functions(7_392, MUPDF, "dist/mupdf-wasm.wasm");
    }

    @Test
    void imagesWithVectorsAndThreads() throws Exception {
        functions(1_273, JXL, "codec/enc/jxl_enc_mt_simd.wasm");
    }

    @Test
    void physicsWithVectorsAndThreads() throws Exception {
        functions(1_321, BOX2D, "build/dist/es/deluxe/Box2D.deluxe.wasm");
    }

    @Test
    void tailwind() throws Exception {
        functions(1_927, TAILWIND, "tailwindcss-oxide.wasm32-wasi.wasm");
    }
}
