package dev.tagalong.dl;

import dev.tagalong.runtime.text.PlainText;
import java.util.Locale;
import org.osgi.framework.Version;

/**
 * How a module stands that somebody has brought, whether it is on offer or not: a module of a bundle, or a file that became no bundle.
 *
 * @param name the name that {@code dlopen} finds it under, or would find it under
 * @param version its version, or {@code null} if it is not known
 * @param bundleId the id of its bundle, or {@link #NO_BUNDLE} if there is none
 * @param bundleName the symbolic name of its bundle, or {@code null} if there is none
 * @param file the file that it comes from, or {@code null} if it is not known
 * @param state how far it has come
 * @param id the handle id, 1 to 65,535; 0 while it has none
 * @param references how many opens have not been closed yet
 * @param problem what is wrong with it, or {@code null} if nothing is
 * @param advice what to do about the problem, or {@code null} if the problem says it
 */
public record ModuleStatus(
        String name,
        Version version,
        long bundleId,
        String bundleName,
        String file,
        State state,
        int id,
        int references,
        String problem,
        String advice) {

    /** The {@link #bundleId} of what has no bundle. */
    public static final long NO_BUNDLE = -1;

    /** How far a module has come. */
    public enum State {
        /** Its bundle is active; nobody has it open. */
        OFFERED,
        /** It has an instance. */
        OPEN,
        /** Its bundle stops: calls under way may finish, new ones trap. */
        CLOSING,
        /** Its bundle is not started, and nobody wants it to be. */
        STOPPED,
        /** Its bundle is about to start. */
        STARTING,
        /** Its binary or what is said of it cannot be used. */
        BROKEN,
        /** Its bundle cannot be resolved: it requires what nobody provides. */
        UNRESOLVED,
        /** Its bundle should run, and does not. */
        FAILED,
        /** It is on offer, and whoever opens it fails: it imports what nobody provides or what it was not granted. */
        UNLINKABLE,
        /** Somebody refused it: it does not fit the service that it is to be, or its file is no module. */
        REFUSED
    }

    /** Whether something is wrong with it. */
    public boolean ill() {
        return problem != null;
    }

    /** Whether it is ill and cannot be used for what it is there for. */
    public boolean unusable() {
        return switch (state) {
            case BROKEN, UNRESOLVED, FAILED, UNLINKABLE, REFUSED -> true;
            case OFFERED, OPEN, CLOSING, STOPPED, STARTING -> false;
        };
    }

    /** The problem and what to do, in one text; {@code null} if nothing is wrong. */
    public String text() {
        return PlainText.lines(advice == null ? problem : problem + "; " + advice);
    }

    /** The state in a word, in small letters. */
    public String stateName() {
        return state.name().toLowerCase(Locale.ROOT);
    }

    /** All in one text: such as {@code app.wasm 1.0.0 (bundle com.example) is broken: unexpected end}. */
    public String describe() {
        return label() + " is " + stateName() + (ill() ? ": " + text() : "");
    }

    /** For messages: such as {@code app.wasm 1.0.0 (bundle com.example)}, or {@code app.wasm (/deploy/app.wasm)}. */
    public String label() {
        return PlainText.of(name)
                + (version == null ? "" : " " + version)
                + (bundleName != null
                        ? " (bundle " + bundleName + ")"
                        : file != null ? " (" + PlainText.of(file) + ")" : "");
    }
}
