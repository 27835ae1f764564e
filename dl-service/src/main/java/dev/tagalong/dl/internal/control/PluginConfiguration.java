package dev.tagalong.dl.internal.control;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/**
 * The configurations {@code dev.tagalong.plugin}, of which there may be any number. They are read as they are, as a property
 * that is not given is left to others; this describes them to tools.
 */
@ObjectClassDefinition(
        name = "Tagalong plugin",
        description =
                "What the WebAssembly modules of some bundles may use and are given. A property that is left out comes"
                        + " from a less specific configuration of this kind, at last from dev.tagalong.dl. Limits and budgets hold"
                        + " at once, the rest for instances that are made from then on. There is no property for the network:"
                        + " modules have none.")
@interface PluginConfiguration {

    /** The property {@code bundle}. */
    @AttributeDefinition(
            name = "Bundle",
            required = false,
            description =
                    "For which bundles it is: a symbolic name, in which * stands for any characters; all if left out")
    String bundle();

    /** The property {@code module}. */
    @AttributeDefinition(
            name = "Module",
            required = false,
            description =
                    "For which of their modules it is: a name, in which * stands for any characters; all if left out")
    String module();

    /** The property {@code ranking}. */
    @AttributeDefinition(
            name = "Ranking",
            required = false,
            description = "Of two that are as specific, the one with the higher number comes first; 0 if left out")
    int ranking();

    /** The property {@code memory.pages}. */
    @AttributeDefinition(
            name = "Memory pages",
            required = false,
            description = "The most pages of 64 KiB that each memory may have, 0 to 262144")
    int memory_pages();

    /** The property {@code table.entries}. */
    @AttributeDefinition(
            name = "Table entries",
            required = false,
            description = "The most entries that each table may have")
    int table_entries();

    /** The property {@code call.depth}. */
    @AttributeDefinition(
            name = "Call depth",
            required = false,
            description = "The most calls under way at once on a thread")
    int call_depth();

    /** The property {@code deadline.ms}. */
    @AttributeDefinition(
            name = "Deadline",
            required = false,
            description = "How long one call from Java may take, in milliseconds; 0 for as long as it likes")
    long deadline_ms();

    /** The property {@code gc.bytes}. */
    @AttributeDefinition(
            name = "Heap bytes",
            required = false,
            description =
                    "About how many bytes of Java's heap an instance's structures and arrays may take; 0 for as many as"
                            + " they like")
    long gc_bytes();

    /** The property {@code threads.max}. */
    @AttributeDefinition(
            name = "Threads",
            required = false,
            description = "The most threads that a program may start; 0 for none")
    int threads_max();

    /** The property {@code cpu.ms}. */
    @AttributeDefinition(
            name = "CPU budget",
            required = false,
            description =
                    "How many milliseconds of a processor a module's instances may use together in each period; 0 for as"
                            + " many as they like. Calls trap when it is used up, until the period is over")
    long cpu_ms();

    /** The property {@code cpu.period.ms}. */
    @AttributeDefinition(
            name = "Period of the CPU budget",
            required = false,
            description = "The length of such a period in milliseconds, 1 or more; 1000 if nothing says otherwise")
    long cpu_period_ms();

    /** The property {@code tier}. */
    @AttributeDefinition(
            name = "Tier",
            required = false,
            description = "How functions are run",
            options = {@Option("interpret"), @Option("compile"), @Option("tiered")})
    String tier();

    /** The property {@code features}. */
    @AttributeDefinition(
            name = "Features",
            required = false,
            description =
                    "Which features of WebAssembly it may not use: -NAME, such as -threads; +NAME for one that a less specific"
                            + " configuration switches off; a list, or a text with commas")
    String[] features();

    /** The property {@code imports.allowed}. */
    @AttributeDefinition(
            name = "Allowed imports",
            required = false,
            description = "What it may import besides what every module may: module.name, in which * stands for any"
                    + " characters; a list, or a text with commas. Each configuration for a module adds to the others")
    String[] imports_allowed();

    /** The property {@code preopens}. */
    @AttributeDefinition(
            name = "Directories",
            required = false,
            description =
                    "The directories that it may use, through WASI: DIRECTORY[:GUEST-PATH][:ro]; a list, or a text with"
                            + " commas. Each configuration for a module adds to the others")
    String[] preopens();

    /** The property {@code env}. */
    @AttributeDefinition(
            name = "Environment",
            required = false,
            description =
                    "Its environment variables: NAME=VALUE; a list, or a text with commas. Each configuration for a module"
                            + " adds to the others")
    String[] env();

    /** The property {@code args}. */
    @AttributeDefinition(
            name = "Arguments",
            required = false,
            description = "Its arguments, unless whoever starts it gives others; a list, or a text with commas")
    String[] args();

    /** The property {@code snapshot}. */
    @AttributeDefinition(
            name = "Snapshot",
            required = false,
            description =
                    "The exported function without parameters that is called once; new instances begin with the state after"
                            + " that. start for what the start does alone")
    String snapshot();
}
