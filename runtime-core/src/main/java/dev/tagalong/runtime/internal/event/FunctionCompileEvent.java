package dev.tagalong.runtime.internal.event;

import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** A function was compiled to JVM bytecode, or its bytecode was read from the cache. */
@Name("dev.tagalong.FunctionCompile")
@Label("Function Compile")
@Description("A function was compiled to JVM bytecode, or its bytecode was read from the cache")
@Category({"Tagalong", "WebAssembly"})
@StackTrace(false)
final class FunctionCompileEvent extends Event {

    @Label("Module")
    String module;

    @Label("Function Index")
    int index;

    @Label("Function")
    String function;

    @Label("Body Size")
    @DataAmount
    int bytes;

    @Label("Class File Size")
    @DataAmount
    int codeBytes;

    @Label("From Cache")
    boolean cached;
}
