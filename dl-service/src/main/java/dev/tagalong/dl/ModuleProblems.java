package dev.tagalong.dl;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Knows of modules that are not well. An OSGi service: the linker asks all of them when it is asked for {@link Linker#modules()}, and
 * when it says why a module is not on offer. Called by any thread, without locks; it answers at once, from what it knows.
 */
@ConsumerType
public interface ModuleProblems {

    /** What there is to say now. */
    List<ModuleProblem> problems();
}
