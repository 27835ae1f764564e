package dev.tagalong.dl.internal.resolve;

import dev.tagalong.dl.DlException;
import dev.tagalong.dl.PluginSettings;
import dev.tagalong.runtime.ProcessEnvironment;
import dev.tagalong.runtime.ProcessEnvironment.Preopen;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/** Adds what is configured for a module to what it would be told of the world otherwise. */
final class Environments {

    private Environments() {}

    /**
     * What a module is told. What whoever starts it gives is not replaced.
     *
     * @throws DlException if a directory that it is to have is not there
     */
    static ProcessEnvironment of(ModuleOffer offer, PluginSettings settings, ProcessEnvironment given) {
        if (settings.preopens().isEmpty()
                && settings.variables().isEmpty()
                && settings.arguments().isEmpty()) {
            return given;
        }
        ProcessEnvironment.Builder builder = given.toBuilder();
        for (Preopen preopen : settings.preopens()) {
            if (given.preopens().stream().noneMatch(p -> p.guestPath().equals(preopen.guestPath()))) {
                check(offer, settings, preopen);
                builder.preopen(preopen.guestPath(), preopen.directory(), preopen.readOnly());
            }
        }
        settings.variables().forEach((name, value) -> {
            if (!given.variables().containsKey(name)) {
                builder.variable(name, value);
            }
        });
        if (given.arguments().size() <= 1 && !settings.arguments().isEmpty()) {
            List<String> arguments = new ArrayList<>();
            arguments.add(
                    given.arguments().isEmpty()
                            ? offer.name()
                            : given.arguments().get(0));
            arguments.addAll(settings.arguments());
            builder.arguments(arguments);
        }
        return builder.build();
    }

    private static void check(ModuleOffer offer, PluginSettings settings, Preopen preopen) {
        if (!Files.isDirectory(preopen.directory())) {
            throw new DlException(
                    "cannot start " + offer.label() + ": " + preopen.directory().toAbsolutePath()
                            + ", which it is to have as " + preopen.guestPath() + ", is no directory (preopens in "
                            + String.join(", ", settings.configurations()) + ")");
        }
    }
}
