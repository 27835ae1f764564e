package dev.tagalong.dl.internal.snapshot;

import dev.tagalong.runtime.HostState.Told;
import dev.tagalong.runtime.ProcessEnvironment;
import dev.tagalong.runtime.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What a program had been told of its environment when its snapshot was taken, as a digest that can be compared. */
final class ToldParts {

    private ToldParts() {}

    /** The digest of the parts of an environment that the instances of a snapshot had been told. */
    static String of(Snapshot snapshot, ProcessEnvironment environment) {
        Set<Told> told = snapshot.told();
        if (told.isEmpty()) {
            return "";
        }
        List<Object> parts = new ArrayList<>();
        if (told.contains(Told.ARGUMENTS)) {
            parts.add(environment.arguments());
        }
        if (told.contains(Told.VARIABLES)) {
            parts.add(List.copyOf(environment.variables().entrySet()));
        }
        if (told.contains(Told.PREOPENS)) {
            parts.add(environment.preopens().stream()
                    .map(preopen -> List.of(preopen.guestPath(), preopen.readOnly()))
                    .toList());
        }
        StringBuilder text = new StringBuilder();
        append(parts, text);
        return Hashes.sha256(text.toString());
    }

    /** So that equal texts are of equal parts: with lengths. */
    private static void append(Object part, StringBuilder text) {
        if (part instanceof List<?> list) {
            text.append('[').append(list.size());
            list.forEach(p -> append(p, text));
        } else {
            String string = String.valueOf(part);
            text.append(string.length()).append(':').append(string);
        }
    }
}
