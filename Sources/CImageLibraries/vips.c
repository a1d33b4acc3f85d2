// libvips without its headers: the few functions that are called, declared as version 8.14 documents them.
//
// Opened while running, not linked: it brings a hundred shared libraries, some under licences that a linked program would
// take over, and only formats that most datasets do not have need it. The names and values below are its stable
// interface (libvips.so.42 since 2016).
#include "image_libraries.h"
#include <dlfcn.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

struct image_vips_picture {
    void *image;
};

enum { ACCESS_SEQUENTIAL = 1, FAIL_ON_TRUNCATED = 1, INTERPRETATION_SRGB = 22, INTERPRETATION_B_W = 1, FORMAT_UCHAR = 0 };

static struct {
    int opened;
    int (*init)(const char *);
    int (*load[3])(const void *, size_t, void **, ...);
    int (*colourspace)(void *, void **, int, ...);
    int (*cast)(void *, void **, int, ...);
    void *(*write_to_memory)(void *, size_t *);
    int (*width)(const void *);
    int (*height)(const void *);
    int (*bands)(const void *);
    char *(*error_copy)(void);
    void (*error_clear)(void);
    void (*unref)(void *);
    void (*free_memory)(void *);
    void (*set_concurrency)(int);
    void (*set_cache)(int);
    void (*block_untrusted)(int);
    void (*log_handler)(const char *, int, void (*)(const char *, int, const char *, void *), void *);
} vips;

static pthread_once_t once = PTHREAD_ONCE_INIT;

static void be_quiet(const char *domain, int level, const char *text, void *data) {
    (void)domain;
    (void)level;
    (void)text;
    (void)data;
}

static int find(void *library, const char *name, void *into) {
    void *symbol = dlsym(library, name);
    memcpy(into, &symbol, sizeof symbol);
    return symbol != NULL;
}

static void open_library(void) {
    void *library = dlopen("libvips.so.42", RTLD_NOW | RTLD_LOCAL);
    if (!library) return;
    int found = find(library, "vips_init", &vips.init) && find(library, "vips_gifload_buffer", &vips.load[IMAGE_LOADER_GIF])
        && find(library, "vips_tiffload_buffer", &vips.load[IMAGE_LOADER_TIFF]) && find(library, "vips_heifload_buffer", &vips.load[IMAGE_LOADER_HEIF])
        && find(library, "vips_colourspace", &vips.colourspace) && find(library, "vips_cast", &vips.cast)
        && find(library, "vips_image_write_to_memory", &vips.write_to_memory) && find(library, "vips_image_get_width", &vips.width)
        && find(library, "vips_image_get_height", &vips.height) && find(library, "vips_image_get_bands", &vips.bands)
        && find(library, "vips_error_buffer_copy", &vips.error_copy)
        && find(library, "vips_error_clear", &vips.error_clear) && find(library, "g_object_unref", &vips.unref)
        && find(library, "g_free", &vips.free_memory) && find(library, "vips_concurrency_set", &vips.set_concurrency)
        && find(library, "vips_cache_set_max", &vips.set_cache) && find(library, "vips_block_untrusted_set", &vips.block_untrusted)
        && find(library, "g_log_set_handler", &vips.log_handler);
    if (!found || vips.init("winnow") != 0) return;
    vips.log_handler("VIPS", ~0 & ~3, be_quiet, NULL);
    vips.set_concurrency(1);
    vips.set_cache(0);
    vips.block_untrusted(1);
    vips.opened = 1;
}

static void note(char *message, const char *text) {
    size_t length = text ? strcspn(text, "\n") : 0;
    if (length > IMAGE_MESSAGE_SIZE - 1) length = IMAGE_MESSAGE_SIZE - 1;
    if (length) memcpy(message, text, length);
    message[length] = 0;
}

int image_vips_open(char *message) {
    pthread_once(&once, open_library);
    note(message, vips.opened ? "" : "libvips.so.42 could not be opened");
    return vips.opened ? IMAGE_OK : IMAGE_NO_LIBRARY;
}

// libvips says in words only that a file is short.
static int failure(char *message) {
    char *text = vips.error_copy();
    note(message, text);
    int short_file = text && (strstr(text, "truncated") || strstr(text, "end of file") || strstr(text, "EOF") || strstr(text, "out of data") || strstr(text, "Not enough data") || strstr(text, "Read error"));
    vips.free_memory(text);
    vips.error_clear();
    return short_file ? IMAGE_TRUNCATED : IMAGE_DAMAGED;
}

int image_vips_header(const uint8_t *bytes, size_t count, int loader, image_vips_picture **picture, uint32_t *width, uint32_t *height, char *message) {
    if (image_vips_open(message) != IMAGE_OK) return IMAGE_NO_LIBRARY;
    void *image = NULL;
    int code = vips.load[loader](bytes, count, &image, "access", ACCESS_SEQUENTIAL, "fail_on", FAIL_ON_TRUNCATED, (void *)NULL);
    if (code != 0 || !image) return failure(message);
    *picture = (image_vips_picture *)malloc(sizeof(image_vips_picture));
    if (!*picture) {
        vips.unref(image);
        return IMAGE_NO_MEMORY;
    }
    (*picture)->image = image;
    *width = (uint32_t)vips.width(image);
    *height = (uint32_t)vips.height(image);
    return IMAGE_OK;
}

// Puts the result of a step in the place of its input.
static int step(image_vips_picture *picture, int code, void *result, char *message) {
    if (code != 0 || !result) return failure(message);
    vips.unref(picture->image);
    picture->image = result;
    return IMAGE_OK;
}

int image_vips_decode(image_vips_picture *picture, uint8_t **pixels, size_t *size, uint32_t *width, uint32_t *height, int *channels, char *message) {
    void *next = NULL;
    int space = vips.bands(picture->image) < 3 ? INTERPRETATION_B_W : INTERPRETATION_SRGB;
    int code = vips.colourspace(picture->image, &next, space, (void *)NULL);
    if ((code = step(picture, code, next, message)) != IMAGE_OK) return code;
    next = NULL;
    code = vips.cast(picture->image, &next, FORMAT_UCHAR, (void *)NULL);
    if ((code = step(picture, code, next, message)) != IMAGE_OK) return code;
    *pixels = (uint8_t *)vips.write_to_memory(picture->image, size);
    if (!*pixels) return failure(message);
    *width = (uint32_t)vips.width(picture->image);
    *height = (uint32_t)vips.height(picture->image);
    *channels = vips.bands(picture->image);
    return IMAGE_OK;
}

void image_vips_free_pixels(uint8_t *pixels) { vips.free_memory(pixels); }

void image_vips_close(image_vips_picture *picture) {
    vips.unref(picture->image);
    free(picture);
}
