/** Modules that toolchains of today make: each is validated, and each function of it lowered and compiled. */
package dev.tagalong.itests.guests;
