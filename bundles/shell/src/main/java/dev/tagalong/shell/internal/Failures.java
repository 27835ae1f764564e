package dev.tagalong.shell.internal;

import dev.tagalong.dl.DlException;
import dev.tagalong.runtime.Trap;
import dev.tagalong.runtime.WasmException;
import java.io.EOFException;
import java.io.InterruptedIOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.felix.gogo.runtime.EOFError;
import org.apache.felix.gogo.runtime.SyntaxError;

/** What goes wrong in Gogo and in the commands of others, in words for people. */
final class Failures {

    /** How Gogo begins its message where a command has no method for its arguments. */
    private static final String ARGUMENTS_DO_NOT_FIT = "Cannot coerce ";

    /** Gogo's message for a line that begins with a variable that is not set. */
    private static final Pattern NOT_SET = Pattern.compile("Command name evaluates to null: (.*)");

    /** Gogo's words for the end of a line. */
    private static final Pattern END = Pattern.compile("unexpected (EOT|EOF|eof)( found)?");

    private static final Pattern WORDS = Pattern.compile("(?<=[a-z])(?=[A-Z])");
    private static final Pattern KIND = Pattern.compile("(Exception|Error)$");

    private Failures() {}

    /** Whether a command, or Gogo for it, says that it does not take these arguments. */
    static boolean isAboutArguments(Exception e) {
        return e instanceof IllegalArgumentException
                && e.getMessage() != null
                && e.getMessage().startsWith(ARGUMENTS_DO_NOT_FIT);
    }

    /** A failure as a text. */
    static CommandFailure of(Throwable e) {
        if (e instanceof CommandFailure failure) {
            return failure;
        }
        if (e instanceof Trap trap) {
            return CommandFailure.of(trap);
        }
        if (e instanceof DlException refusal) {
            return CommandFailure.of(refusal);
        }
        if (e instanceof WasmException thrown) {
            return new CommandFailure("not caught: " + thrown.describe(), thrown);
        }
        if ((e instanceof ExecutionException || e instanceof InvocationTargetException) && e.getCause() != null) {
            return of(e.getCause());
        }
        return new CommandFailure(text(e), e);
    }

    private static String text(Throwable e) {
        if (e instanceof InterruptedException
                || e instanceof InterruptedIOException
                || e instanceof ClosedByInterruptException
                || e instanceof CancellationException) {
            return "interrupted";
        }
        if (e instanceof EOFException && e.getCause() instanceof EOFError end) {
            return "the line is not complete: " + END.matcher(end.getMessage()).replaceFirst("it ends");
        }
        if (e instanceof SyntaxError syntax) {
            return syntax(syntax.column(), syntax.getMessage());
        }
        if (e instanceof FileSystemException file) {
            return file.getFile() + ": " + reason(file);
        }
        return e.getMessage() == null || e.getMessage().isBlank() ? words(e) : message(e.getMessage());
    }

    /** That a line cannot be understood. */
    static String syntax(int column, String message) {
        return "the line is not in the shell's language: " + message + " at character " + (column + 1);
    }

    private static String message(String message) {
        Matcher unset = NOT_SET.matcher(message);
        return unset.matches() ? unset.group(1) + " is not set" : message;
    }

    private static String reason(FileSystemException e) {
        if (e instanceof NoSuchFileException) {
            return "no such file or directory";
        }
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        return e.getReason() == null ? words(e) : e.getReason();
    }

    /** The name of an exception that says nothing else: "class cast" of a ClassCastException. */
    private static String words(Throwable e) {
        String name = KIND.matcher(e.getClass().getSimpleName()).replaceFirst("");
        return String.join(" ", WORDS.split(name)).toLowerCase(Locale.ROOT);
    }
}
