// How libpng reads from and writes to memory here, and how its errors leave: shared by the two ways to read a PNG.
#pragma once
#include "image_libraries.h"
#include <png.h>
#include <setjmp.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    const uint8_t *bytes;
    size_t count;
    size_t place;
    int truncated;
    char *message;
} source;

static void note(char *message, const char *text) {
    strncpy(message, text ? text : "", IMAGE_MESSAGE_SIZE - 1);
    message[IMAGE_MESSAGE_SIZE - 1] = 0;
}

static void on_error(png_structp png, png_const_charp text) {
    note((char *)png_get_error_ptr(png), text);
    longjmp(png_jmpbuf(png), 1);
}

static void on_warning(png_structp png, png_const_charp text) {
    (void)png;
    (void)text;
}

static void read_bytes(png_structp png, png_bytep out, size_t count) {
    source *from = (source *)png_get_io_ptr(png);
    if (count > from->count - from->place) {
        from->truncated = 1;
        from->place = from->count;
        png_error(png, "the file ends before the picture does");
    }
    memcpy(out, from->bytes + from->place, count);
    from->place += count;
}

// Ancillary chunks that only describe; some of them unpack.
static void skip_descriptions(png_structp png) {
    static const png_byte names[] = "bKGD\0cHRM\0eXIf\0gAMA\0hIST\0iCCP\0iTXt\0oFFs\0pCAL\0pHYs\0sBIT\0sCAL\0sPLT\0sRGB\0sTER\0tEXt\0tIME\0zTXt";
    png_set_keep_unknown_chunks(png, PNG_HANDLE_CHUNK_NEVER, names, (int)(sizeof names / 5));
}

typedef struct {
    uint8_t *bytes;
    size_t count;
    size_t capacity;
} sink;

static void write_bytes(png_structp png, png_bytep bytes, size_t count) {
    sink *to = (sink *)png_get_io_ptr(png);
    if (to->count + count > to->capacity) {
        size_t capacity = (to->count + count) * 2;
        uint8_t *larger = (uint8_t *)realloc(to->bytes, capacity);
        if (!larger) png_error(png, "no memory for the encoded picture");
        to->bytes = larger;
        to->capacity = capacity;
    }
    memcpy(to->bytes + to->count, bytes, count);
    to->count += count;
}

static void flush_bytes(png_structp png) { (void)png; }
