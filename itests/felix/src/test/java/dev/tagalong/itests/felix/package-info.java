/** The scenarios: bundles come and go while programs run, in the real Felix. */
package dev.tagalong.itests.felix;
