/* Two functions that return texts; a third is in another file of the program. */
#include <canonical.h>

static text said;

EXPORT("first") text *first(const char *words, unsigned length) {
    char *copy = make(length, 1);
    for (unsigned i = 0; i < length; i++) {
        copy[i] = words[i];
    }
    said = (text){copy, length};
    return &said;
}
RETURNS_TEXT("first")

EXPORT("second") text *second(void) {
    said = (text){"second", 6};
    return &said;
}
RETURNS_TEXT("second")
