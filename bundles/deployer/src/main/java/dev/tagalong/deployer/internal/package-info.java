/** From files to bundles: {@code wasm:} URLs, and what File Install is told of. */
package dev.tagalong.deployer.internal;
