/* Greeter.greet of dev.tagalong.samples.greeter: a record of a string and an optional string goes in, a string comes out. */
#include "canonical.h"

static text said;

static void say(const char *words, unsigned length) {
    for (unsigned i = 0; i < length; i++) {
        ((char *)said.data)[said.length++] = words[i];
    }
}

EXPORT("greet") text *greet(const char *name, unsigned length, int titled, const char *title, unsigned title_length) {
    said.data = make(length + title_length + 16, 1);
    said.length = 0;
    if (!said.data) {
        __builtin_trap();
    }
    say("Good day, ", 10);
    if (titled) {
        say(title, title_length);
        say(" ", 1);
    }
    say(name, length);
    say(".", 1);
    return &said;
}
RETURNS_TEXT("greet")
