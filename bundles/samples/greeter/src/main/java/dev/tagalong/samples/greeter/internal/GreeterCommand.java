package dev.tagalong.samples.greeter.internal;

import dev.tagalong.samples.greeter.Greeter;
import dev.tagalong.samples.greeter.Guest;
import java.util.List;
import java.util.Optional;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.apache.felix.service.command.annotations.GogoCommand;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Greets with all greeters that there are now; whether they are written in Java is not to be seen. */
@Component(service = GreeterCommand.class, immediate = true)
@GogoCommand(scope = "sample", function = "greet")
public final class GreeterCommand {

    @Reference
    private volatile List<Greeter> greeters;

    /** One greeting from each. */
    @Descriptor("greets somebody with each greeter that is there")
    public List<String> greet(
            @Descriptor("such as Dr.")
                    @Parameter(
                            names = {"-t", "--title"},
                            absentValue = "")
                    String title,
            @Descriptor("who is greeted") String name) {
        Guest guest = new Guest(name, title.isEmpty() ? Optional.empty() : Optional.of(title));
        return greeters.stream().map(g -> g.greet(guest)).toList();
    }
}
