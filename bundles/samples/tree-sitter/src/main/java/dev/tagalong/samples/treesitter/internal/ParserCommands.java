package dev.tagalong.samples.treesitter.internal;

import dev.tagalong.samples.treesitter.Parser;
import java.util.List;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.annotations.GogoCommand;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The parser as commands of the shell. */
@Component(service = ParserCommands.class, immediate = true)
@GogoCommand(
        scope = "tree",
        function = {"parse", "languages"})
public final class ParserCommands {

    private final Parser parser;

    /** Commands over the service. */
    @Activate
    public ParserCommands(@Reference Parser parser) {
        this.parser = parser;
    }

    /** The tree. */
    @Descriptor("parses a text and gives its syntax tree")
    public String parse(
            @Descriptor("such as python; see languages") String language, @Descriptor("the text") String text) {
        return parser.parse(language, text);
    }

    /** What can be parsed. */
    @Descriptor("lists the languages whose grammars are there")
    public List<String> languages() {
        return parser.languages();
    }
}
