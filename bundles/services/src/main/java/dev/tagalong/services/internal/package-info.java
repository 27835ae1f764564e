/** The extender that makes services of modules. */
package dev.tagalong.services.internal;
