package dev.tagalong.deployer.internal;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * A look at a module's file and the one beside it, without reading them: equal to another one as long as neither was changed.
 *
 * @param module the module's file
 * @param sidecar the file beside it, or {@code null} if there is none
 * @param said the stamp of the file beside it
 */
record Look(FileStamp module, Path sidecar, FileStamp said) {

    /** A look at a module as it is now. */
    static Look at(Path module) {
        Optional<Path> sidecar = Sidecar.beside(module);
        return new Look(
                FileStamp.of(module),
                sidecar.orElse(null),
                sidecar.map(FileStamp::of).orElse(FileStamp.ABSENT));
    }

    /** Whether nobody seems to be writing to either. */
    boolean quiet(Duration age) {
        return module.quiet(age) && said.quiet(age);
    }

    /** Whether a later change of either would show. */
    boolean settled() {
        return module.settled() && said.settled();
    }
}
