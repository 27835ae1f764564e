package dev.tagalong.runtime.internal.compile.link;

import dev.tagalong.runtime.internal.store.Code;
import dev.tagalong.runtime.type.FunctionType;

/** What the class loader of compiled code says of the module that the code is of. */
public interface CallTargets {

    /** The module's type of that index. */
    FunctionType type(int index);

    /** Code for a function that the interpreter runs, at least for now, by function index. */
    Code interpreted(int function);
}
