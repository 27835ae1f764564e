package dev.tagalong.runtime.internal.event;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;

/** A call trapped, and the trap has reached Java. */
@Name("dev.tagalong.Trap")
@Label("Trap")
@Description("A call trapped, and the trap has reached Java")
@Category({"Tagalong", "WebAssembly"})
final class TrapEvent extends Event {

    @Label("Module")
    String module;

    @Label("Instance")
    String instance;

    @Label("Kind")
    String kind;

    @Label("Message")
    String message;

    @Label("Backtrace")
    String backtrace;
}
