#include "sound_file.h"
#include <dlfcn.h>
#include <pthread.h>
#include <string.h>

static struct {
    int is_there;
    SNDFILE *(*open)(int, int, SF_INFO *, int);
    sf_count_t (*read)(SNDFILE *, float *, sf_count_t);
    sf_count_t (*read_whole)(SNDFILE *, int *, sf_count_t);
    sf_count_t (*write_whole)(SNDFILE *, const int *, sf_count_t);
    int (*close)(SNDFILE *);
    int (*error)(SNDFILE *);
    const char *(*words)(SNDFILE *);
} library;

static pthread_once_t once = PTHREAD_ONCE_INIT;

static int find(void *opened, const char *name, void *into) {
    void *symbol = dlsym(opened, name);
    memcpy(into, &symbol, sizeof symbol);
    return symbol != NULL;
}

static void open_library(void) {
    void *opened = dlopen("libsndfile.so.1", RTLD_NOW | RTLD_LOCAL);
    if (!opened) return;
    library.is_there = find(opened, "sf_open_fd", &library.open) && find(opened, "sf_readf_float", &library.read)
        && find(opened, "sf_readf_int", &library.read_whole) && find(opened, "sf_writef_int", &library.write_whole)
        && find(opened, "sf_close", &library.close) && find(opened, "sf_error", &library.error) && find(opened, "sf_strerror", &library.words);
}

int sound_file_is_there(void) {
    pthread_once(&once, open_library);
    return library.is_there;
}

SNDFILE *sound_file_open(int descriptor, int mode, SF_INFO *info, int closes) { return library.open(descriptor, mode, info, closes); }

sf_count_t sound_file_read(SNDFILE *file, float *frames, sf_count_t count) { return library.read(file, frames, count); }

sf_count_t sound_file_read_whole(SNDFILE *file, int *frames, sf_count_t count) { return library.read_whole(file, frames, count); }

sf_count_t sound_file_write_whole(SNDFILE *file, const int *frames, sf_count_t count) { return library.write_whole(file, frames, count); }

int sound_file_close(SNDFILE *file) { return library.close(file); }

int sound_file_error(SNDFILE *file) { return library.error(file); }

const char *sound_file_error_words(SNDFILE *file) { return library.words(file); }
