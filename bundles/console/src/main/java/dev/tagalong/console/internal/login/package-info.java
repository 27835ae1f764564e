/** Who may use the Web Console, and where it is. */
package dev.tagalong.console.internal.login;
