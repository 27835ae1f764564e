package dev.tagalong.runtime.internal.event;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** An instance was closed. */
@Name("dev.tagalong.InstanceClose")
@Label("Instance Close")
@Description("An instance was closed")
@Category({"Tagalong", "WebAssembly"})
@StackTrace(false)
final class InstanceCloseEvent extends Event {

    @Label("Module")
    String module;

    @Label("Instance")
    String instance;

    @Label("Calls from Java")
    long calls;

    @Label("Traps")
    long traps;
}
