package dev.tagalong.runtime.internal.event;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** A module was instantiated, its start function included. */
@Name("dev.tagalong.Instantiate")
@Label("Instantiate")
@Description("A module was instantiated, its start function included")
@Category({"Tagalong", "WebAssembly"})
@StackTrace(false)
final class InstantiateEvent extends Event {

    @Label("Module")
    String module;

    @Label("Instance")
    String instance;

    @Label("Tier")
    String tier;

    @Label("Error")
    String error;
}
