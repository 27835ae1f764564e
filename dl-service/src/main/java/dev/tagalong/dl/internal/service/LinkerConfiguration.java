package dev.tagalong.dl.internal.service;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** The configuration {@code dev.tagalong.dl}. Limits and the CPU budget hold at once for the
 * instances that there are, the rest for those that are made from then on. */
@ObjectClassDefinition(
        name = "Tagalong dynamic linker",
        description = "What WebAssembly modules in bundles may use, and what they may import")
@interface LinkerConfiguration {

    /** The property {@code memory.pages}. */
    @AttributeDefinition(
            name = "Memory pages",
            description =
                    "The most pages of 64 KiB that each memory may have, 0 to 262144; up to 32767 it is one array and"
                            + " at its fastest")
    int memory_pages() default 32_767;

    /** The property {@code table.entries}. */
    @AttributeDefinition(name = "Table entries", description = "The most entries that each table may have")
    int table_entries() default 1_000_000;

    /** The property {@code call.depth}. */
    @AttributeDefinition(name = "Call depth", description = "The most calls under way at once on a thread")
    int call_depth() default 10_000;

    /** The property {@code deadline.ms}. */
    @AttributeDefinition(
            name = "Deadline",
            description = "How long one call from Java may take, in milliseconds; 0 for as long as it likes")
    long deadline_ms() default 0;

    /** The property {@code gc.bytes}. */
    @AttributeDefinition(
            name = "Heap bytes",
            description =
                    "About how many bytes of Java's heap an instance's structures and arrays may take; 0 for as many as"
                            + " they like")
    long gc_bytes() default 0;

    /** The property {@code threads.max}. */
    @AttributeDefinition(
            name = "Threads",
            description = "The most threads that a program may start; 0 for none, 2147483647 for as many as it likes")
    int threads_max() default Integer.MAX_VALUE;

    /** The property {@code cpu.ms}. */
    @AttributeDefinition(
            name = "CPU budget",
            description =
                    "How many milliseconds of a processor each module's instances may use together in a period; 0 for as"
                            + " many as they like")
    long cpu_ms() default 0;

    /** The property {@code cpu.period.ms}. */
    @AttributeDefinition(name = "Period of the CPU budget", description = "The length of such a period in milliseconds")
    long cpu_period_ms() default 1_000;

    /** The property {@code stop.grace.ms}. */
    @AttributeDefinition(
            name = "Grace period",
            description =
                    "How long calls into a bundle that stops may go on before they are cancelled, in milliseconds; at most a day")
    long stop_grace_ms() default 2_000;

    /** The property {@code imports.allowed}. */
    @AttributeDefinition(
            name = "Allowed imports",
            description =
                    "What modules may import besides dlopen and its kin and WASI: module.name,"
                            + " or bundle:module.name for one bundle; * stands for any characters; a list, or a string with commas")
    String[] imports_allowed() default {};

    /** The property {@code features}. */
    @AttributeDefinition(
            name = "Features",
            description =
                    "Which features of WebAssembly modules may not use: -NAME, such as -threads; a list, or a string with"
                            + " commas. A module that uses one cannot be opened")
    String[] features() default {};

    /** The property {@code module.mb}. */
    @AttributeDefinition(
            name = "Size of a module",
            description =
                    "How many megabytes a module may have, 1 to 2047; it is never more than a quarter of the heap. A change"
                            + " holds for the bundles that start from then on")
    int module_mb() default 512;

    /** The property {@code tier}; a change holds from the linker's next start. */
    @AttributeDefinition(
            name = "Tier",
            description =
                    "How functions are run: interpret, compile or tiered; a change holds from the linker's next start",
            options = {@Option("interpret"), @Option("compile"), @Option("tiered")})
    String tier() default "tiered";

    /** The property {@code code.cache}; a change holds from the linker's next start. */
    @AttributeDefinition(
            name = "Code cache",
            description = "Whether compiled code is kept in the linker's data area, so that a restart does not compile"
                    + " again; a change holds from the linker's next start")
    boolean code_cache() default false;

    /** The property {@code code.cache.mb}; a change holds from the linker's next start. */
    @AttributeDefinition(
            name = "Size of the code cache",
            description =
                    "How many megabytes of compiled code are kept, if any is: 1 or more; what was not used for the"
                            + " longest time goes first; a change holds from the linker's next start")
    int code_cache_mb() default 256;
}
