package dev.tagalong.dl.internal.control;

import java.util.List;

/**
 * What modules may import. Some imports are granted to every bundle; patterns grant more:
 *
 * <pre>
 * pattern ::= [ bundle ':' ] import
 * bundle  ::= a bundle's symbolic name; default: every bundle
 * import  ::= module '.' name
 * </pre>
 *
 * In both parts {@code *} stands for any characters. The first colon ends the bundle, so that a module name with a colon
 * needs one: {@code *:wasi:clocks.now}. Immutable.
 */
public final class ImportPolicy {

    /** The natives, WASI, and what emscripten's output imports: without those no module of these origins would run. */
    private static final List<String> ALWAYS = List.of(
            "env.dlopen",
            "env.dlsym",
            "env.dlclose",
            "env.dladdr",
            "env.dlerror",
            "wasi_snapshot_preview1.*",
            "wasi_unstable.*",
            "wasi.thread-spawn",
            "env.emscripten_*",
            "env._emscripten_*",
            "env.invoke_*",
            "env.abort",
            "env._abort_js",
            "env.__abort_js",
            "env.__assert_fail",
            "env.exit",
            "env._exit",
            "env._Exit",
            "env.__handle_stack_overflow",
            "env.segfault",
            "env.alignfault",
            "env.setTempRet0",
            "env.getTempRet0",
            "env.getentropy",
            "env.__syscall_*",
            "env.__cxa_*",
            "env.__resumeException",
            "env.llvm_eh_typeid_for",
            "env._*_js",
            "env._dlinit",
            "env.__call_sighandler",
            "env.__call_main",
            "env.__emscripten_thread_cleanup",
            "env.pthread_kill",
            "env.clock",
            "env.clock_get*",
            "env.__clock_get*",
            "env.time",
            "env.gettimeofday",
            "env.difftime",
            "env.strftime",
            "env.strftime_l",
            "env.getaddrinfo",
            "env.getnameinfo",
            "env.gethostbyname",
            "env.gethostbyaddr",
            "env.getprotobyname",
            "env.getprotobynumber");

    private record Grant(String bundle, String imports) {
        boolean covers(String bundleName, String wanted) {
            return matches(bundle, bundleName) && matches(imports, wanted);
        }
    }

    private static final List<Grant> TO_ALL =
            ALWAYS.stream().map(p -> new Grant("*", p)).toList();

    /** Besides those to all. */
    private final List<Grant> grants;

    /**
     * The default set and {@code patterns}.
     *
     * @throws IllegalArgumentException if one is not a pattern
     */
    public ImportPolicy(List<String> patterns) {
        grants = patterns.stream().map(p -> parse(p.strip())).toList();
    }

    private static Grant parse(String pattern) {
        int colon = pattern.indexOf(':');
        String bundle = colon < 0 ? "*" : pattern.substring(0, colon);
        String imports = pattern.substring(colon + 1);
        boolean named = imports.indexOf('.') > 0 && !imports.endsWith(".");
        if (bundle.isEmpty() || !(named || imports.equals("*"))) {
            throw new IllegalArgumentException(
                    "not an import pattern: '" + pattern + "'; the form is module.name or bundle:module.name");
        }
        return new Grant(bundle, imports);
    }

    /** Whether a bundle's modules may import a function, {@code module.name}. */
    public boolean grants(String bundleName, String wanted) {
        return TO_ALL.stream().anyMatch(g -> g.covers(bundleName, wanted))
                || grants.stream().anyMatch(g -> g.covers(bundleName, wanted));
    }

    /** The patterns of imports that are granted to a bundle besides those to all. */
    List<String> patterns(String bundleName) {
        return grants.stream()
                .filter(g -> matches(g.bundle, bundleName))
                .map(Grant::imports)
                .toList();
    }

    /** Whether a text matches a pattern in which {@code *} stands for any characters; in time bounded by their product. */
    static boolean matches(String pattern, String text) {
        int p = 0;
        int t = 0;
        int star = -1;
        int resume = 0;
        while (t < text.length()) {
            if (p < pattern.length() && pattern.charAt(p) == '*') {
                star = p++;
                resume = t;
            } else if (p < pattern.length() && pattern.charAt(p) == text.charAt(t)) {
                p++;
                t++;
            } else if (star >= 0) {
                p = star + 1;
                t = ++resume;
            } else {
                return false;
            }
        }
        while (p < pattern.length() && pattern.charAt(p) == '*') {
            p++;
        }
        return p == pattern.length();
    }
}
