// See child_process.h. Everything the child does before `exec` is a plain system call.
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include "child_process.h"
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/prctl.h>
#include <sys/syscall.h>
#endif

// Above every descriptor the child is given, so that no `dup2` overwrites one that is still needed.
enum { FIRST_SAFE = 10, OPEN_FILES = 64 };

static int limit(int what, uint64_t value) {
    struct rlimit both = {.rlim_cur = (rlim_t)value, .rlim_max = (rlim_t)value};
    return setrlimit(what, &both);
}

static void close_above(int last) {
#ifdef SYS_close_range
    if (syscall(SYS_close_range, (unsigned)last + 1, ~0u, 0u) == 0) return;
#endif
    struct rlimit files;
    int end = getrlimit(RLIMIT_NOFILE, &files) == 0 && files.rlim_cur < 65536 ? (int)files.rlim_cur : 65536;
    for (int descriptor = last + 1; descriptor < end; descriptor++) close(descriptor);
}

static int set_limits(const child_settings *settings) {
    // One second more before the signal that cannot be caught.
    struct rlimit cpu = {.rlim_cur = (rlim_t)settings->cpu_seconds, .rlim_max = (rlim_t)settings->cpu_seconds + 1};
    if (setrlimit(RLIMIT_CPU, &cpu) != 0) return -1;
#ifdef __linux__
    if (limit(RLIMIT_AS, settings->address_bytes) != 0) return -1;
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return -1;
#endif
    return limit(RLIMIT_FSIZE, 0) | limit(RLIMIT_CORE, 0);
}

static int place_descriptors(const child_settings *settings, int nothing, const int ends[3]) {
    if (dup2(nothing, 0) < 0 || dup2(ends[0], 1) < 0 || dup2(ends[1], 2) < 0) return -1;
    if ((settings->input >= 0 ? dup2(settings->input, 3) : dup2(nothing, 3)) < 0) return -1;
    if (settings->has_side_pipe && dup2(ends[2], 4) < 0) return -1;
    close_above(settings->has_side_pipe ? 4 : 3);
    return limit(RLIMIT_NOFILE, OPEN_FILES);
}

static _Noreturn void become(const child_settings *settings, int nothing, const int ends[3], volatile int *failure) {
    static char *const environment[] = {NULL};
    for (int number = 1; number < NSIG; number++) {
        // Fails for the few that cannot be changed.
        signal(number, SIG_DFL);
    }
    sigset_t none;
    sigemptyset(&none);
    if (setpgid(0, 0) == 0 && place_descriptors(settings, nothing, ends) == 0 && set_limits(settings) == 0 &&
        pthread_sigmask(SIG_SETMASK, &none, NULL) == 0) {
        execve(settings->executable, settings->arguments, environment);
    }
    *failure = errno != 0 ? errno : EINVAL;
    _exit(127);
}

static int high(int descriptor) {
    int moved = fcntl(descriptor, F_DUPFD_CLOEXEC, FIRST_SAFE);
    int error = errno;
    close(descriptor);
    errno = error;
    return moved;
}

// The reading end does not block; both are closed in children that others start.
static int open_pipe(int *reading, int *writing) {
    int ends[2];
#ifdef __linux__
    if (pipe2(ends, O_CLOEXEC) != 0) return -1;
#else
    if (pipe(ends) != 0) return -1;
#endif
    *reading = high(ends[0]);
    *writing = high(ends[1]);
    if (*reading < 0 || *writing < 0) return -1;
    return fcntl(*reading, F_SETFL, O_NONBLOCK);
}

static void close_all(const int *descriptors, int count) {
    for (int place = 0; place < count; place++) {
        if (descriptors[place] >= 0) close(descriptors[place]);
    }
}

int child_start(const child_settings *settings, child_handle *handle) {
    int readings[3] = {-1, -1, -1}, writings[3] = {-1, -1, -1};
    volatile int failure = 0;
    volatile pid_t id = -1;
    int nothing = open("/dev/null", O_RDWR | O_CLOEXEC);
    if (nothing >= 0) nothing = high(nothing);
    child_settings own = *settings;
    if (own.input >= 0) own.input = fcntl(own.input, F_DUPFD_CLOEXEC, FIRST_SAFE);
    int pipes = settings->has_side_pipe ? 3 : 2;
    if (nothing < 0 || (settings->input >= 0 && own.input < 0)) failure = errno;
    for (int place = 0; place < pipes && failure == 0; place++) {
        if (open_pipe(&readings[place], &writings[place]) != 0) failure = errno;
    }
    if (failure == 0) {
        sigset_t every, before;
        sigfillset(&every);
        pthread_sigmask(SIG_SETMASK, &every, &before);
        id = vfork();
        if (id == 0) become(&own, nothing, writings, &failure);
        if (id < 0) failure = errno;
        pthread_sigmask(SIG_SETMASK, &before, NULL);
    }
    close_all(writings, 3);
    if (nothing >= 0) close(nothing);
    if (own.input >= 0) close(own.input);
    if (failure != 0) {
        close_all(readings, 3);
        if (id > 0) {
            waitpid(id, NULL, 0);
        }
        return failure;
    }
    *handle = (child_handle){.id = id, .output = readings[0], .errors = readings[1], .side = readings[2]};
    return 0;
}
