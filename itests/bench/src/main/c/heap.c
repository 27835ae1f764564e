/* malloc and free over free lists, and what programs build with them: lists, a binary tree, a table of chains. A unit
   is 2,000 keys put into each and taken out again. */
#include "bench.h"

#define HEAP (1 << 20)
#define CLASSES 16
#define KEYS 2000

typedef struct Block {
    struct Block *next;
} Block;

static _Alignas(16) u8 heap[HEAP];
static u32 top;
static Block *lists[CLASSES];

/* Sizes are rounded up to 16 bytes; a word before each block holds its class. */
static NOINLINE void *allocate(u32 size) {
    u32 class = (size + 15) / 16;
    Block *block = lists[class];
    if (block) {
        lists[class] = block->next;
        return block;
    }
    u8 *fresh = heap + top;
    top += class * 16 + 16;
    if (top > HEAP) __builtin_trap();
    *(u32 *)(fresh + 8) = class;
    return fresh + 16;
}

static NOINLINE void release(void *memory) {
    u32 class = *(u32 *)((u8 *)memory - 8);
    ((Block *)memory)->next = lists[class];
    lists[class] = memory;
}

typedef struct Node {
    struct Node *left, *right;
    u32 key, value;
} Node;

typedef struct Entry {
    struct Entry *next;
    u32 key;
    u8 payload[40];
} Entry;

static Entry *table[512];

static NOINLINE Node *insert(Node *root, u32 key) {
    Node **at = &root;
    while (*at) {
        if ((*at)->key == key) {
            (*at)->value++;
            return root;
        }
        at = key < (*at)->key ? &(*at)->left : &(*at)->right;
    }
    Node *node = allocate(sizeof(Node));
    node->left = node->right = 0;
    node->key = key;
    node->value = 1;
    *at = node;
    return root;
}

static NOINLINE u32 fold(Node *node, u32 sum) {
    if (!node) return sum;
    sum = fold(node->left, sum);
    sum = mix(sum, node->key + node->value);
    sum = fold(node->right, sum);
    release(node);
    return sum;
}

static NOINLINE u32 chains(u32 seed) {
    u32 sum = 0;
    for (int i = 0; i < KEYS; i++) {
        seed = seed * 1664525u + 1013904223u;
        Entry *e = allocate(sizeof(Entry));
        e->key = seed >> 7;
        e->payload[seed & 31] = (u8)i;
        e->next = table[e->key & 511];
        table[e->key & 511] = e;
    }
    for (int i = 0; i < 512; i++)
        while (table[i]) {
            Entry *e = table[i];
            table[i] = e->next;
            sum = mix(sum, e->key);
            release(e);
        }
    return sum;
}

static NOINLINE u32 reverse(u32 seed) {
    Entry *list = 0, *other = 0;
    u32 sum = 0;
    for (int i = 0; i < KEYS; i++) {
        Entry *e = allocate(i & 1 ? sizeof(Entry) : 24);
        e->key = seed + (u32)i;
        e->next = list;
        list = e;
    }
    while (list) {
        Entry *next = list->next;
        list->next = other;
        other = list;
        list = next;
    }
    while (other) {
        Entry *next = other->next;
        sum = mix(sum, other->key);
        release(other);
        other = next;
    }
    return sum;
}

EXPORT(run) int run(int units) {
    top = 0;
    for (int i = 0; i < CLASSES; i++) lists[i] = 0;
    u32 sum = 1;
    for (int u = 0; u < units; u++) {
        Node *root = 0;
        u32 seed = sum;
        for (int i = 0; i < KEYS; i++) {
            seed = seed * 1664525u + 1013904223u;
            root = insert(root, seed >> 4);
        }
        sum = mix(fold(root, sum), chains(sum) + reverse(sum));
    }
    return (int)sum;
}
