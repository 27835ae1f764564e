/** Linear memories: their bytes, in one array or in pages. It knows nobody but the API. */
package dev.tagalong.runtime.internal.memory;
