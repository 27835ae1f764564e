/* call_indirect from one place. FUNCTIONS is how many functions of the type the module has (a multiple of 100, or 4),
   TARGETS how many of them the place calls in turn. A unit is 10,000 calls. */
#include "bench.h"

#define F(i) static u32 f##i(u32 x) { return (x ^ (1##i - 1000)) * 3 + 1##i; }
#define TEN(do, i) do(i##0) do(i##1) do(i##2) do(i##3) do(i##4) do(i##5) do(i##6) do(i##7) do(i##8) do(i##9)
#define HUNDRED(do, i) TEN(do, i##0) TEN(do, i##1) TEN(do, i##2) TEN(do, i##3) TEN(do, i##4) \
    TEN(do, i##5) TEN(do, i##6) TEN(do, i##7) TEN(do, i##8) TEN(do, i##9)
#define NINE_HUNDRED(do) HUNDRED(do, 0) HUNDRED(do, 1) HUNDRED(do, 2) HUNDRED(do, 3) HUNDRED(do, 4) \
    HUNDRED(do, 5) HUNDRED(do, 6) HUNDRED(do, 7) HUNDRED(do, 8)

#if FUNCTIONS == 900
#define ALL(do) NINE_HUNDRED(do)
#elif FUNCTIONS == 100
#define ALL(do) HUNDRED(do, 0)
#else
#define ALL(do) do(000) do(001) do(002) do(003)
#endif

ALL(F)

#define NAME(i) f##i,
/* Volatile: which function a place calls must stay unknown to the C compiler. */
static u32 (*volatile functions[])(u32) = {ALL(NAME)};

EXPORT(run) int run(int units) {
    u32 x = 1;
    for (int u = 0; u < units; u++)
        for (int i = 0, k = 0; i < 10000; i++) {
            x = functions[k](x);
            k = k + 1 == TARGETS ? 0 : k + 1;
        }
    return (int)x;
}
