package dev.tagalong.dl.internal.resolve;

import dev.tagalong.dl.internal.space.SpaceState;
import dev.tagalong.runtime.Snapshot;

/**
 * The state that an instance begins with.
 *
 * @param snapshot that of the instance, and of the libraries in its memory
 * @param space what the linker knows of these libraries, or {@code null} if there are none
 */
public record InitialState(Snapshot snapshot, SpaceState space) {}
