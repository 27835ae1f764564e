/* What two modules use of each other: each is ME, and the other YOU. */
#define JOIN2(a, b) a##b
#define JOIN(a, b) JOIN2(a, b)
#define MY(name) JOIN(ME, name)
#define YOUR(name) JOIN(YOU, name)

typedef unsigned long size_t;

struct point {
    int x, y;
    double weight;
};

/* More than fits into registers, so that it is passed and answered by address. */
struct box {
    struct point low, high;
    const char *name;
    long long volume;
};

typedef int (*comparison)(const void *, const void *);
typedef int (*unary)(int);

#define DECLARE(of)                                                                                                    \
    extern int JOIN(of, _value);                                                                                       \
    extern int JOIN(of, _numbers)[4];                                                                                  \
    extern const char *JOIN(of, _names)[3];                                                                            \
    extern unary JOIN(of, _unary);                                                                                     \
    extern char JOIN(of, _zeroed)[2000];                                                                               \
    extern char JOIN(of, _aligned)[64];                                                                                \
    int JOIN(of, _twice)(int x);                                                                                       \
    unary JOIN(of, _address)(void);                                                                                    \
    int JOIN(of, _sum)(int count, ...);                                                                                \
    double JOIN(of, _mixed)(const char *kinds, ...);                                                                   \
    long long JOIN(of, _many)(int, long long, float, double, int, long long, float, double, int, long long, float,     \
                              double, const char *);                                                                   \
    float JOIN(of, _float)(float x);                                                                                   \
    int JOIN(of, _weigh)(const struct point *points, int count);                                                       \
    struct box JOIN(of, _box)(struct box by, int factor);                                                              \
    void JOIN(of, _sort)(void *base, size_t count, size_t size, comparison compare);                                   \
    char *JOIN(of, _copy)(const char *text);                                                                           \
    char *JOIN(of, _deep)(int depth);                                                                                  \
    int JOIN(of, _shared)(void);                                                                                       \
    int JOIN(of, _count)(int depth);
