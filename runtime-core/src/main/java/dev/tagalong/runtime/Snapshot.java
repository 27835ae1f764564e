package dev.tagalong.runtime;

import java.util.Set;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The state of instances at one moment: their memories without the parts that are zeros, their tables, the globals that
 * change, and which segments they have dropped. New instances of the same modules begin with it, see
 * {@link Engine#instantiate(Module, Imports, InstanceOptions, Snapshot)}. Immutable; safe for any thread. It refers to no instance.
 */
@ProviderType
public interface Snapshot {

    /** Of how many instances it is. */
    int instances();

    /** What the instances had been told of their environments, as far as {@link HostState attachments} tell. */
    Set<HostState.Told> told();

    /** How many bytes its contents take in the Java heap, about. */
    long byteSize();

    /**
     * Its serial form, which {@link Engine#readSnapshot} reads: versioned, with a checksum. It has the digests of the modules, so it
     * is of use with the very same binaries only.
     */
    byte[] toBytes();
}
