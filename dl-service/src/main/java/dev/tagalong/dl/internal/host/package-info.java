/** Host functions that services provide, and what modules may import of them. */
package dev.tagalong.dl.internal.host;
