/** HTML and JSON: what is shown, as text. Knows no servlets. */
package dev.tagalong.console.internal.page;
