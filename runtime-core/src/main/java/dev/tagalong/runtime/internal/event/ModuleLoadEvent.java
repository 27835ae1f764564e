package dev.tagalong.runtime.internal.event;

import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** A module was decoded and validated. */
@Name("dev.tagalong.ModuleLoad")
@Label("Module Load")
@Description("A module was decoded and validated")
@Category({"Tagalong", "WebAssembly"})
@StackTrace(false)
final class ModuleLoadEvent extends Event {

    @Label("Module")
    String module;

    @Label("Binary Size")
    @DataAmount
    int bytes;

    @Label("Functions")
    int functions;

    @Label("Error")
    String error;
}
