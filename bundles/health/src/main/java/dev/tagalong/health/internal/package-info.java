/** Felix health checks. */
package dev.tagalong.health.internal;
