/* The planets of the sun: f64 fields of structures in memory, and square roots. A unit is 500 steps. */
#include "bench.h"

#define BODIES 5
typedef struct {
    double x, y, z, vx, vy, vz, mass;
} Body;

#define PI 3.141592653589793
#define SOLAR_MASS (4 * PI * PI)
#define YEAR 365.24

static const Body start[BODIES] = {
    {0, 0, 0, 0, 0, 0, SOLAR_MASS},
    {4.84143144246472090e+00, -1.16032004402742839e+00, -1.03622044471123109e-01, 1.66007664274403694e-03 * YEAR,
     7.69901118419740425e-03 * YEAR, -6.90460016972063023e-05 * YEAR, 9.54791938424326609e-04 * SOLAR_MASS},
    {8.34336671824457987e+00, 4.12479856412430479e+00, -4.03523417114321381e-01, -2.76742510726411252e-03 * YEAR,
     4.99852801234917238e-03 * YEAR, 2.30417297573763929e-05 * YEAR, 2.85885980666130812e-04 * SOLAR_MASS},
    {1.28943695621391310e+01, -1.51111514016986312e+01, -2.23307578892655734e-01, 2.96460137564761618e-03 * YEAR,
     2.37847173959480950e-03 * YEAR, -2.96589568540237556e-05 * YEAR, 4.36624404335156298e-05 * SOLAR_MASS},
    {1.53796971148509165e+01, -2.59193146099879641e+01, 1.79258772950371181e-01, 2.68067772490389322e-03 * YEAR,
     1.62824170038242295e-03 * YEAR, -9.51592254519715870e-05 * YEAR, 5.15138902046611451e-05 * SOLAR_MASS}};

static Body bodies[BODIES];

static NOINLINE void advance(Body *body, double dt) {
    for (int i = 0; i < BODIES; i++)
        for (int j = i + 1; j < BODIES; j++) {
            double dx = body[i].x - body[j].x, dy = body[i].y - body[j].y, dz = body[i].z - body[j].z;
            double square = dx * dx + dy * dy + dz * dz;
            double force = dt / (square * __builtin_sqrt(square));
            body[i].vx -= dx * body[j].mass * force;
            body[i].vy -= dy * body[j].mass * force;
            body[i].vz -= dz * body[j].mass * force;
            body[j].vx += dx * body[i].mass * force;
            body[j].vy += dy * body[i].mass * force;
            body[j].vz += dz * body[i].mass * force;
        }
    for (int i = 0; i < BODIES; i++) {
        body[i].x += dt * body[i].vx;
        body[i].y += dt * body[i].vy;
        body[i].z += dt * body[i].vz;
    }
}

EXPORT(run) int run(int units) {
    u32 sum = 0;
    for (int i = 0; i < BODIES; i++) bodies[i] = start[i];
    for (int u = 0; u < units; u++) {
        for (int i = 0; i < 500; i++) advance(bodies, 0.01);
        for (int i = 0; i < BODIES; i++) sum = mix(sum, (u32)(int)(bodies[i].x * 1e7));
    }
    return (int)sum;
}
