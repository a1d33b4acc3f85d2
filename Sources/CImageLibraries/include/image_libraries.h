// What Swift cannot call by itself: libpng reports errors by longjmp, libvips has variadic functions only.
//
// Every function answers a code and writes a sentence of at most 200 bytes into `message`; nothing here exits,
// prints or keeps state between calls, except that libvips, once opened, stays open.
#pragma once
#include <stddef.h>
#include <stdint.h>

enum {
    IMAGE_OK = 0,
    IMAGE_TRUNCATED = 1,
    IMAGE_DAMAGED = 2,
    IMAGE_NO_MEMORY = 3,
    IMAGE_NO_LIBRARY = 4,
    // The library sees another size than the caller did.
    IMAGE_OTHER_SIZE = 5,
};

#define IMAGE_MESSAGE_SIZE 200

// MARK: PNG

// Decodes to 8-bit samples, `channels` of them per pixel: 1 gray, 2 gray and alpha, 3 colour, 4 colour and alpha.
// `pixels` holds width * height * channels bytes. `place` is where reading stopped.
int image_png_decode(const uint8_t *bytes, size_t count, uint32_t width, uint32_t height, int channels, uint8_t *pixels, size_t *place,
               char *message);

// Encodes 8-bit samples (1 or 3 channels). `level` is zlib's, 0 to 9. `encoded` is from malloc and the caller's to free.
int image_png_encode(const uint8_t *pixels, uint32_t width, uint32_t height, int channels, int level, uint8_t **encoded, size_t *count,
               char *message);

// The stored samples of a PNG, one number each, as they are: no palette applied, nothing scaled.
// `colour` and `depth` are PNG's own (0 gray, 2 colour, 3 palette, 4 gray and alpha, 6 colour and alpha; 1 to 16 bits).
typedef struct {
    uint32_t width, height;
    int colour, depth, channels;
    // Red, green, blue, alpha of each entry, for colour 3 only.
    int palette_count;
    uint8_t palette[256 * 4];
    int has_transparency;
} image_png_samples;

// `samples` says what the caller took from the header; another header is IMAGE_OTHER_SIZE. Its palette is filled in.
// `values` holds width * height * channels numbers.
int image_png_read_samples(const uint8_t *bytes, size_t count, image_png_samples *samples, uint16_t *values, size_t *place, char *message);

// No filters are tried for gray and palettes: what is written so are numbers, not photographs. `encoded` is the caller's to free.
int image_png_write_samples(const image_png_samples *samples, const uint16_t *values, int level, uint8_t **encoded, size_t *count, char *message);

// MARK: libvips, opened while running

// Which loader of libvips; never guessed from content.
enum { IMAGE_LOADER_GIF = 0, IMAGE_LOADER_TIFF = 1, IMAGE_LOADER_HEIF = 2 };

// Opens libvips.so.42 once. IMAGE_OK or IMAGE_NO_LIBRARY.
int image_vips_open(char *message);

typedef struct image_vips_picture image_vips_picture;

// Reads the header of the first page. Width and height are after rotation that the format itself asks for (HEIF).
int image_vips_header(const uint8_t *bytes, size_t count, int loader, image_vips_picture **picture, uint32_t *width, uint32_t *height, char *message);

// Decodes to 8-bit sRGB with `channels` = 1 to 4 as given back; `pixels` is the caller's to free with `image_vips_free_pixels`.
int image_vips_decode(image_vips_picture *picture, uint8_t **pixels, size_t *size, uint32_t *width, uint32_t *height, int *channels, char *message);

void image_vips_free_pixels(uint8_t *pixels);
void image_vips_close(image_vips_picture *picture);

// For what `image_png_encode` and `image_png_write_samples` gave.
void image_free(uint8_t *bytes);
