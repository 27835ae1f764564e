package dev.tagalong.dl;

import dev.tagalong.runtime.type.ExternalType;

/**
 * A symbol that a library offers.
 *
 * @param name the export's name
 * @param type its type
 * @param taggedIndex the tagged function index of an open library's function; 0 for anything else
 */
public record Symbol(String name, ExternalType type, int taggedIndex) {}
