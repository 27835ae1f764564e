// The library between the one that throws and the program that catches.
#include "across.h"

int between(int kind) {
    Cleaner cleaner(10);
    try {
        return throw_kind(kind);
    } catch (int &number) {
        number++;
        note(number);
        throw;
    } catch (Point &point) {
        note(point.x);
        throw Square(point.x + point.y);
    } catch (const Square &square) {
        note(square.area());
        throw;
    }
}

int between_jump(jmp_buf place, int value) { return jump_to(place, value); }

int promises_not_to(int kind) noexcept { return throw_kind(kind); }
