/**
 * JUnit 5 over Pax Exam's native container: what runs on the host's side. Nothing here may use a type of our own
 * bundles, since the host's copy of it is not the one that the bundles are wired to.
 */
package dev.tagalong.itests.felix.harness;
