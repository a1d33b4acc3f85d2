// Starts a program that gets nothing of ours but what is named here: no shell, no environment, no open files, and limits
// that stand before its first instruction. In C because `posix_spawn` cannot set limits, and what runs between `vfork`
// and `exec` must not allocate.
#pragma once
#include <stdint.h>
#include <sys/types.h>

typedef struct {
    // Absolute path, and the arguments with the program's name first and NULL last.
    const char *executable;
    char *const *arguments;
    // Becomes descriptor 3 of the child; -1 for none. Descriptor 0 is /dev/null.
    int input;
    // A third pipe as descriptor 4 of the child, beside the output (1) and the errors (2).
    int has_side_pipe;
    // Of processor time; then the child is killed.
    uint64_t cpu_seconds;
    // Of address space.
    uint64_t address_bytes;
} child_settings;

typedef struct {
    pid_t id;
    // Our ends of the pipes, not blocking; `side` is -1 without one. The caller closes them.
    int output, errors, side;
} child_handle;

// 0, or the `errno` of the step that failed; then nothing was started and nothing is left open.
int child_start(const child_settings *settings, child_handle *handle);
