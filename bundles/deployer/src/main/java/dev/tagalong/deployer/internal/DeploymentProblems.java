package dev.tagalong.deployer.internal;

import dev.tagalong.dl.ModuleProblem;
import dev.tagalong.dl.ModuleProblem.Effect;
import dev.tagalong.dl.ModuleProblems;
import dev.tagalong.dl.ModuleStatus;
import dev.tagalong.dl.packaging.ModuleFileName;
import java.nio.file.Path;
import java.util.List;
import org.osgi.framework.Bundle;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Tells the linker of module files that are no bundles, or whose bundles are not what the files are now. */
@Component(service = ModuleProblems.class)
public final class DeploymentProblems implements ModuleProblems {

    private final Deployer deployer;

    /** What a deployer knows. */
    @Activate
    public DeploymentProblems(@Reference Deployer deployer) {
        this.deployer = deployer;
    }

    @Override
    public List<ModuleProblem> problems() {
        return deployer.deployments().stream()
                // One that is being written has come to nothing yet, good or bad.
                .filter(deployment -> deployment.problem() != null && deployment.state() != Deployment.State.WAITING)
                .map(DeploymentProblems::problem)
                .toList();
    }

    private static ModuleProblem problem(Deployment deployment) {
        Bundle bundle = deployment.bundle();
        String said = deployment.problem();
        if (bundle == null) {
            ModuleFileName file =
                    ModuleFileName.of(Path.of(deployment.file()).getFileName().toString());
            return new ModuleProblem(
                    file.name(),
                    file.version(),
                    ModuleStatus.NO_BUNDLE,
                    deployment.file(),
                    Effect.REFUSED,
                    "the file is not deployed: " + said,
                    "put a file in its place that is; it is looked at as soon as it has changed");
        }
        boolean runs = bundle.getState() == Bundle.ACTIVE;
        return new ModuleProblem(
                null,
                null,
                bundle.getBundleId(),
                deployment.file(),
                runs ? Effect.OUTDATED : Effect.FAILED,
                runs ? "the file has changed and is not deployed, what was there before runs on: " + said : said,
                null);
    }
}
