/*
 * Loaded before libc into a child JVM: lets the Nth write or sync below one folder fail, as a full or a broken disk does.
 * SQLite's native library and Java's file channels both reach the kernel through these functions.
 *
 * The file named by CUTOVER_FAULTS is mapped and shared with the test, which arms and counts through it.
 * Built with: gcc -shared -fPIC -O2 -Wall -Werror -o faults.so faults.c -ldl
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

/* A disk writes as many bytes as this whole or not at all. */
#define SECTOR 512

enum kind { WRITE = 0, SYNC = 1 };

/* The same offsets are in Faults.java. */
struct control {
    int64_t count[2]; /* calls since the counters were set to zero, by kind */
    int64_t failed;   /* calls that were made to fail */
    int64_t from;     /* the first call of the kind to fail, from 1; 0: none */
    int64_t to;       /* the last one */
    int32_t kind;
    int32_t error;
    int32_t torn;     /* a failing write of more than a sector writes half of its bytes before the error */
    int32_t length;
    char folder[1024];
    char last[1024];  /* what the last failed call was for */
    int32_t awake;    /* nobody sleeps */
};

static struct control *control;

__attribute__((constructor)) static void map(void) {
    const char *path = getenv("CUTOVER_FAULTS");
    int fd = path == NULL ? -1 : open(path, O_RDWR | O_CLOEXEC);
    if (fd < 0) {
        return;
    }
    void *at = mmap(NULL, sizeof(struct control), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    close(fd);
    if (at != MAP_FAILED) {
        control = at;
    }
}

static void *real(const char *name) {
    void *function = dlsym(RTLD_NEXT, name);
    if (function == NULL) {
        abort();
    }
    return function;
}

enum fate { ELSEWHERE, PASSES, FAILS };

/* What is to become of this call; counts it if it is for a file below the folder. */
static enum fate fate(int fd, enum kind kind) {
    int before = errno;
    if (control == NULL || control->length == 0) {
        return ELSEWHERE;
    }
    char link[64];
    char path[1024];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, sizeof path - 1);
    errno = before;
    if (length < control->length || memcmp(path, control->folder, control->length) != 0) {
        return ELSEWHERE;
    }
    path[length] = 0;
    int64_t number = __atomic_add_fetch(&control->count[kind], 1, __ATOMIC_SEQ_CST);
    if (control->kind != (int32_t) kind || control->from == 0 || number < control->from || number > control->to) {
        return PASSES;
    }
    __atomic_add_fetch(&control->failed, 1, __ATOMIC_SEQ_CST);
    memcpy(control->last, path, length + 1);
    return FAILS;
}

#define REAL(type, name, ...) \
    static type (*next)(__VA_ARGS__); \
    if (next == NULL) next = (type (*)(__VA_ARGS__)) real(name)

/* How long SQLite waits for someone else's lock is counted in naps, not by the clock. */
int nanosleep(const struct timespec *nap, struct timespec *left) {
    REAL(int, "nanosleep", const struct timespec *, struct timespec *);
    return control != NULL && control->awake ? 0 : next(nap, left);
}

static int failure(void) {
    errno = control->error;
    return -1;
}

ssize_t write(int fd, const void *bytes, size_t size) {
    REAL(ssize_t, "write", int, const void *, size_t);
    if (fate(fd, WRITE) == FAILS) {
        if (control->torn && size > SECTOR && next(fd, bytes, size / 2) < 0) {
            return -1;
        }
        return failure();
    }
    return next(fd, bytes, size);
}

static ssize_t at(ssize_t (*next)(int, const void *, size_t, off64_t), int fd, const void *bytes, size_t size, off64_t offset) {
    if (fate(fd, WRITE) == FAILS) {
        if (control->torn && size > SECTOR && next(fd, bytes, size / 2, offset) < 0) {
            return -1;
        }
        return failure();
    }
    return next(fd, bytes, size, offset);
}

ssize_t pwrite(int fd, const void *bytes, size_t size, off_t offset) {
    REAL(ssize_t, "pwrite", int, const void *, size_t, off64_t);
    return at(next, fd, bytes, size, offset);
}

ssize_t pwrite64(int fd, const void *bytes, size_t size, off64_t offset) {
    REAL(ssize_t, "pwrite64", int, const void *, size_t, off64_t);
    return at(next, fd, bytes, size, offset);
}

ssize_t writev(int fd, const struct iovec *vectors, int count) {
    REAL(ssize_t, "writev", int, const struct iovec *, int);
    return fate(fd, WRITE) == FAILS ? failure() : next(fd, vectors, count);
}

int ftruncate(int fd, off_t size) {
    REAL(int, "ftruncate", int, off_t);
    return fate(fd, WRITE) == FAILS ? failure() : next(fd, size);
}

int ftruncate64(int fd, off64_t size) {
    REAL(int, "ftruncate64", int, off64_t);
    return fate(fd, WRITE) == FAILS ? failure() : next(fd, size);
}

/* Nobody pulls the plug here: a sync below the folder that does not fail need not wait for the disk. */
static int sync_with(int (*next)(int), int fd) {
    switch (fate(fd, SYNC)) {
        case FAILS:
            return failure();
        case PASSES:
            return 0;
        default:
            return next(fd);
    }
}

int fsync(int fd) {
    REAL(int, "fsync", int);
    return sync_with(next, fd);
}

int fdatasync(int fd) {
    REAL(int, "fdatasync", int);
    return sync_with(next, fd);
}
