/** How values are carried: in Java, in the JVM's methods, and as raw bits. */
package dev.tagalong.runtime.internal.value;
