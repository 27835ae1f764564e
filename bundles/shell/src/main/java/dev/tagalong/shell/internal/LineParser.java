package dev.tagalong.shell.internal;

import java.util.List;
import org.apache.felix.gogo.jline.ParsedLineImpl;
import org.apache.felix.gogo.runtime.Parser.Program;
import org.apache.felix.gogo.runtime.Token;
import org.jline.reader.EOFError;
import org.jline.reader.ParsedLine;
import org.jline.reader.Parser;
import org.jline.reader.SyntaxError;
import org.jline.reader.impl.LineReaderImpl;

/** Reads lines as Gogo's parser does. For that one, a line that it cannot read is the end of input, and of the container. */
final class LineParser implements Parser {

    private final Parser parser;

    LineParser(Parser parser) {
        this.parser = parser;
    }

    /** Gives a reader of lines such a parser. */
    static void install(Object reader) {
        if (reader instanceof LineReaderImpl lines) {
            lines.setParser(new LineParser(lines.getParser()));
        }
    }

    @Override
    public ParsedLine parse(String line, int cursor, ParseContext context) {
        try {
            return parser.parse(line, cursor, context);
        } catch (EOFError e) {
            throw e;
        } catch (SyntaxError e) {
            if (context != ParseContext.ACCEPT_LINE) {
                throw e;
            }
            Token whole = new Token(line);
            return new ParsedLineImpl(new NotUnderstood(whole, e), whole, cursor, List.of(whole));
        }
    }

    /** A line that says, when it is executed, why it cannot be. */
    static final class NotUnderstood extends Program {

        private final SyntaxError error;

        NotUnderstood(Token line, SyntaxError error) {
            super(line, List.of());
            this.error = error;
        }

        CommandFailure failure() {
            return new CommandFailure(Failures.syntax(error.column(), error.getMessage()));
        }
    }
}
