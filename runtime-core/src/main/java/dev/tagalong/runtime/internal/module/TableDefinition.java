package dev.tagalong.runtime.internal.module;

import dev.tagalong.runtime.type.TableType;

/**
 * A table that the module defines.
 *
 * @param initial the value of the first entries, or {@code null} for null references
 */
public record TableDefinition(TableType type, ConstantExpression initial) {}
