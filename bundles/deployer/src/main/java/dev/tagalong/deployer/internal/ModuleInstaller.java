package dev.tagalong.deployer.internal;

import dev.tagalong.runtime.text.PlainText;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.felix.fileinstall.ArtifactInstaller;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What File Install asks when a file has come, changed or gone. It is an installer and no transformer: to File Install a file
 * that can no longer be transformed is one that is gone, and what ran would be uninstalled.
 */
@Component(service = ArtifactInstaller.class)
public final class ModuleInstaller implements ArtifactInstaller {

    private static final Logger LOG = LoggerFactory.getLogger(ModuleInstaller.class);

    private final Deployer deployer;

    /** File Install's view of a deployer. */
    @Activate
    public ModuleInstaller(@Reference Deployer deployer) {
        this.deployer = deployer;
    }

    @Override
    public boolean canHandle(File artifact) {
        try {
            Path file = artifact.toPath().toAbsolutePath();
            return ModuleFiles.isModule(file)
                    || Sidecar.possible(file) && !Sidecar.modules(file).isEmpty();
        } catch (IOException | RuntimeException | Error e) {
            LOG.debug("{} cannot be handled", artifact, e);
            return false;
        }
    }

    @Override
    public void install(File artifact) {
        changed(artifact);
    }

    @Override
    public void update(File artifact) {
        changed(artifact);
    }

    @Override
    public void uninstall(File artifact) {
        changed(artifact);
    }

    /** An error that left this would end File Install's start, and with it all other files. */
    private void changed(File artifact) {
        try {
            Path file = artifact.toPath().toAbsolutePath();
            if (ModuleFiles.isModule(file)) {
                deployer.seen(file);
            } else {
                Sidecar.modules(file).forEach(deployer::seen);
            }
        } catch (IOException | RuntimeException | Error e) {
            LOG.error("{} cannot be deployed", PlainText.of(artifact.toString()), e);
        }
    }
}
