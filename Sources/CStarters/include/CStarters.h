#ifndef MUSTER_CSTARTERS_H
#define MUSTER_CSTARTERS_H

#include <stddef.h>

/// A runbook that comes with the program: its id, and the bytes of its file and of its test.
struct muster_starter {
    const char *_Nonnull id;
    const unsigned char *_Nonnull bytes;
    size_t size;
    const unsigned char *_Nonnull test;
    size_t test_size;
};

/// How many there are.
size_t muster_starter_count(void);

/// One of them, in the order of their ids; `index` is below the count.
struct muster_starter muster_starter_at(size_t index);

#endif
