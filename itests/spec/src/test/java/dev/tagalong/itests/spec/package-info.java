/**
 * Runs the official WebAssembly test suite from its JSON form. {@link dev.tagalong.itests.spec.OfficialSuiteIT} is the
 * suite; {@link dev.tagalong.itests.spec.ScriptRunner} executes one file's commands;
 * {@link dev.tagalong.itests.spec.SkipReason} is the only list of what may be skipped.
 */
package dev.tagalong.itests.spec;
