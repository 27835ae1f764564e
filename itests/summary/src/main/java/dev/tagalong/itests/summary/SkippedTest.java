package dev.tagalong.itests.summary;

/**
 * A test that was not run.
 *
 * @param module the folder of its Maven module, from the root of the repository
 * @param testClass the simple name of its class
 * @param reason why, in one line
 */
record SkippedTest(String module, String testClass, String reason) {}
