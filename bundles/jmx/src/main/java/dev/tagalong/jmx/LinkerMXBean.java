package dev.tagalong.jmx;

/** The linker, with the sums over all modules: {@code dev.tagalong:type=Linker}. */
public interface LinkerMXBean extends UsageMXBean {

    /** How many bundles offer modules, or have some that are still closing. */
    int getBundles();

    /** How many modules there are. */
    int getModules();

    /** How many of them are broken. */
    int getBrokenModules();

    /**
     * What is wrong with modules, whether they are on offer or not: each a text of the module, its bundle or file, its state, the reason
     * and what to do. Empty if all is well.
     */
    String[] getProblems();

    /** How many of them are refused calls until the period of their CPU budget is over. */
    int getExhaustedModules();
}
