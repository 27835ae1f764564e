package dev.tagalong.shell.internal;

import dev.tagalong.dl.DlException;
import dev.tagalong.dl.LibraryInfo;
import dev.tagalong.dl.Linker;
import dev.tagalong.dl.NearName;
import java.util.List;
import java.util.concurrent.Callable;

/** Modules by the names that users type. */
final class ModuleNames {

    private ModuleNames() {}

    /**
     * What a question about a module answers.
     *
     * @throws CommandFailure if the linker has no answer; if it knows no module of the name, with the one that may have been
     *     meant
     */
    static <T> T ask(Linker linker, String name, Callable<T> question) throws Exception {
        try {
            return question.call();
        } catch (DlException | CommandFailure e) {
            throw explained(linker, name, e);
        }
    }

    private static CommandFailure explained(Linker linker, String name, RuntimeException e) {
        CommandFailure failure = e instanceof DlException refusal ? CommandFailure.of(refusal) : (CommandFailure) e;
        String plain = name.split(";", 2)[0];
        // One that is there but not well has its own reason; only one that can be used is meant.
        boolean there =
                linker.modules().stream().anyMatch(module -> module.name().equals(plain));
        List<String> offered =
                linker.libraries().stream().map(LibraryInfo::name).distinct().toList();
        String hint = there || offered.contains(plain) ? "" : NearName.hint(plain, offered);
        return hint.isEmpty() ? failure : new CommandFailure(failure.getMessage() + hint, e);
    }
}
