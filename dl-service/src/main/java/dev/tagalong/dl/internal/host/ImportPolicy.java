package dev.tagalong.dl.internal.host;

import dev.tagalong.dl.internal.host.HostFunctions.ImportName;
import java.util.ArrayList;
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
            "env.getaddrinfo",
            "env.getnameinfo",
            "env.gethostbyname",
            "env.gethostbyaddr",
            "env.getprotobyname",
            "env.getprotobynumber");

    private record Grant(String bundle, String imports) {
        boolean covers(String bundleName, ImportName wanted) {
            return matches(bundle, bundleName) && matches(imports, wanted.toString());
        }
    }

    private final List<Grant> grants = new ArrayList<>();

    /**
     * The default set and {@code patterns}.
     *
     * @throws IllegalArgumentException if one is not a pattern
     */
    public ImportPolicy(List<String> patterns) {
        ALWAYS.forEach(p -> grants.add(new Grant("*", p)));
        patterns.forEach(p -> grants.add(parse(p.strip())));
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

    /** Whether a bundle's modules may import a function. */
    public boolean grants(String bundleName, ImportName wanted) {
        return grants.stream().anyMatch(g -> g.covers(bundleName, wanted));
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
