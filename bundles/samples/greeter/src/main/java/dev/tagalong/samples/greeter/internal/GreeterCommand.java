package dev.tagalong.samples.greeter.internal;

import dev.tagalong.samples.greeter.Greeter;
import dev.tagalong.samples.greeter.Guest;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.apache.felix.service.command.annotations.GogoCommand;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Greets with all greeters that there are now; whether they are written in Java is not to be seen. It is made when the command is
 * used, so that no plugin has an instance before that.
 */
@Component(service = GreeterCommand.class)
@GogoCommand(scope = "sample", function = "greet")
public final class GreeterCommand {

    @Reference
    private volatile List<Greeter> greeters;

    /** One greeting from each. */
    @Descriptor("greets somebody with each greeter that is there")
    public String greet(
            @Descriptor("such as Dr.")
                    @Parameter(
                            names = {"-t", "--title"},
                            absentValue = "")
                    String title,
            @Descriptor("who is greeted") String name) {
        Guest guest = new Guest(name, title.isEmpty() ? Optional.empty() : Optional.of(title));
        return greeters.stream().map(g -> g.greet(guest)).collect(Collectors.joining("\n"));
    }
}
