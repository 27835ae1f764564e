package dev.tagalong.dl.internal.resolve;

import dev.tagalong.dl.DlException;
import java.util.Collection;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** No module of a name is on offer. The one place where that is put into words. */
final class AbsentModule extends DlException {

    private static final long serialVersionUID = 1L;

    private static final int MOST_SUGGESTIONS = 8;

    private final String name;

    /**
     * Found under the books' lock, where nobody can be asked why.
     *
     * @param offered the names of the modules on offer
     */
    AbsentModule(String name, Collection<String> offered) {
        super(absent(name) + others(offered));
        this.name = name;
    }

    private AbsentModule(String name, String reason) {
        super(absent(name) + ": " + reason);
        this.name = name;
    }

    private static String absent(String name) {
        return "no bundle offers a module named " + Texts.quote(name);
    }

    private static String others(Collection<String> offered) {
        if (offered.isEmpty()) {
            return "; none is on offer";
        }
        String some =
                offered.stream().limit(MOST_SUGGESTIONS).map(Texts::shorten).collect(Collectors.joining(", "));
        return "; there is " + some + (offered.size() > MOST_SUGGESTIONS ? ", ..." : "");
    }

    /** With why it is absent, if that is known: somebody may have brought it. Called without locks. */
    DlException explained(UnaryOperator<String> reasons) {
        String reason = reasons.apply(name);
        return reason == null ? this : new AbsentModule(name, reason);
    }
}
