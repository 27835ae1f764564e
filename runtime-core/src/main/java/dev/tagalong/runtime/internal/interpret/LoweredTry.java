package dev.tagalong.runtime.internal.interpret;

import java.util.ArrayList;
import java.util.List;

/** A block that catches exceptions while it is lowered. */
final class LoweredTry {

    /** Where the code begins whose exceptions it catches. */
    final int from;

    /** The position after that code; -1 until it is known. */
    int to = -1;

    /** The handlers of a {@code try_table}, in order. */
    final List<HandlerTable.Handler> handlers = new ArrayList<>();

    /** Whether the present part is one that a legacy {@code catch} begins: it keeps the exception below its operands. */
    boolean keeps;

    LoweredTry(int from) {
        this.from = from;
    }
}
