package dev.tagalong.samples.treesitter;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Turns source text into syntax trees, with tree-sitter: an OSGi service. There is a language for each grammar that a
 * started bundle offers as a module {@code tree-sitter-LANGUAGE.wasm}, from the moment when it is started until it stops.
 * Some bundle must offer the program {@code web-tree-sitter.wasm} too. Safe for any thread; one parses at a time.
 */
@ProviderType
public interface Parser {

    /** The languages that there are now, in alphabetical order. */
    List<String> languages();

    /**
     * Parses a text.
     *
     * @param language one of {@link #languages}, such as {@code python}
     * @return the tree as an S-expression, such as {@code (document (number))}; what the text has wrong is in it as
     *     {@code ERROR} and {@code MISSING}
     * @throws IllegalArgumentException if there is no such language
     * @throws dev.tagalong.dl.DlException if the program or the grammar cannot be linked
     * @throws dev.tagalong.runtime.Trap if the grammar traps; the next call begins with a new program
     */
    String parse(String language, String text);
}
