package dev.tagalong.deployer.internal;

import dev.tagalong.runtime.text.PlainText;
import java.io.PrintStream;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Process;
import org.apache.felix.service.command.annotations.GogoCommand;
import org.osgi.framework.Bundle;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The command {@code wasm:deployed}. */
@Component(service = DeployedCommand.class)
@GogoCommand(scope = "wasm", function = "deployed")
public final class DeployedCommand {

    private final Deployer deployer;

    /** A command that shows what a deployer did. */
    @Activate
    public DeployedCommand(@Reference Deployer deployer) {
        this.deployer = deployer;
    }

    /** Prints each module file with its bundle, and why it is none, or not the latest. */
    @Descriptor("lists the .wasm files in watched folders with their bundles, and what is wrong with them")
    public void deployed() {
        PrintStream out = Process.Utils.current().out();
        deployer.deployments().forEach(d -> out.println(line(d)));
    }

    static String line(Deployment deployment) {
        Bundle bundle = deployment.bundle();
        return PlainText.of(deployment.file())
                + (bundle == null ? ": no bundle" : ": bundle " + bundle.getBundleId() + " " + bundle.getVersion())
                + (deployment.problem() == null ? "" : "\n    " + PlainText.lines(deployment.problem()));
    }
}
