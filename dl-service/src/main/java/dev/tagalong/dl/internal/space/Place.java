package dev.tagalong.dl.internal.space;

/**
 * What {@code dladdr} finds.
 *
 * @param image the module that has it
 * @param library the module's name
 * @param base where the module's data begins
 * @param symbol the symbol that begins there or the nearest before, or {@code null} if there is none
 * @param address where that symbol begins; 0 if there is none
 */
public record Place(Image image, String library, int base, String symbol, int address) {}
