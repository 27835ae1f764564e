/** What the engine tells the flight recorder; knows nothing of the engine. */
package dev.tagalong.runtime.internal.event;
