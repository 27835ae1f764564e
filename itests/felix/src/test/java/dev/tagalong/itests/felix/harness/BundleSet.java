package dev.tagalong.itests.felix.harness;

import java.nio.file.Path;
import java.util.List;

/** Bundles that are installed together, by the names of their jars in the directory {@code tagalong.bundles}. */
public enum BundleSet {

    /** Services that nearly every container has: logging, configuration, declarative services. */
    CORE(
            "pax-logging-api",
            "org.osgi.util.function",
            "org.osgi.util.promise",
            "org.osgi.service.component",
            "org.apache.felix.configadmin",
            "org.apache.felix.scr"),

    /** The engine and the linker. */
    LINKER("asm", "runtime-core", "dl-service"),

    /** WASI preview 1 for programs. */
    WASI("wasi"),

    /** What emscripten's output imports. */
    EMSCRIPTEN("emscripten"),

    /** What makes bundles of module files, and what watches folders; the former first, as it is asked by the latter. */
    DEPLOYER("deployer", "org.apache.felix.fileinstall"),

    /** What shows to others how modules are: JMX beans, health checks. */
    MONITORING("jmx", "org.apache.felix.healthcheck.api", "health"),

    /** What makes services of modules. */
    SERVICES("services"),

    /** Who greets, and with what: a plugin in C. */
    GREETER("sample-greeter", "sample-polite"),

    /** The parser, without the program and the grammars. */
    TREE_SITTER("sample-tree-sitter"),

    /** Gogo and the shell's commands. */
    SHELL("org.apache.felix.gogo.runtime", "org.apache.felix.gogo.command", "shell"),

    /** The programs and libraries that users are shown. */
    SAMPLES("sample-app", "sample-main", "sample-libraries", "sample-commands");

    private final List<String> jars;

    BundleSet(String... jars) {
        this.jars = List.of(jars);
    }

    /** The locations to install from: by reference, so that nothing is copied and nothing asks the network. */
    List<String> locations() {
        Path directory = Path.of(Settings.required("tagalong.bundles"));
        return jars.stream()
                .map(jar -> "reference:" + directory.resolve(jar + ".jar").toUri())
                .toList();
    }
}
