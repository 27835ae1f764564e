#include <canonical.h>

static text said;

EXPORT("third") text *third(void) {
    said = (text){make(1, 1), 1};
    return &said;
}
RETURNS_TEXT("third")
