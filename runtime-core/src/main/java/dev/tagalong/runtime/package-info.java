/**
 * The WebAssembly engine: decode a {@link dev.tagalong.runtime.Module}, bind it to
 * {@link dev.tagalong.runtime.Imports} as an {@link dev.tagalong.runtime.Instance}, call its
 * {@link dev.tagalong.runtime.Function functions}.
 */
// Not from another bundle: Engine looks for what is behind it beside itself.
@Export(substitution = Export.Substitution.NOIMPORT)
@Version("1.0.0")
package dev.tagalong.runtime;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
