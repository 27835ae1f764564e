package dev.tagalong.runtime.internal.module;

import dev.tagalong.runtime.type.GlobalType;

/** A global that the module defines. */
public record GlobalDefinition(GlobalType type, ConstantExpression initial) {}
