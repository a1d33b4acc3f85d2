// PNG as numbers: label rasters keep ids in their samples, which no colour conversion may touch.
#include "png_io.h"

static int is_little_endian(void) {
    const uint16_t one = 1;
    return *(const uint8_t *)&one;
}

static void take_palette(png_structp png, png_infop info, image_png_samples *samples) {
    png_colorp colours = NULL;
    png_bytep alphas = NULL;
    int count = 0, alpha_count = 0;
    png_get_PLTE(png, info, &colours, &count);
    if (png_get_valid(png, info, PNG_INFO_tRNS)) png_get_tRNS(png, info, &alphas, &alpha_count, NULL);
    samples->palette_count = count > 256 ? 256 : count;
    samples->has_transparency = alphas != NULL;
    for (int at = 0; at < samples->palette_count; at++) {
        uint8_t *entry = samples->palette + at * 4;
        entry[0] = colours[at].red;
        entry[1] = colours[at].green;
        entry[2] = colours[at].blue;
        entry[3] = alphas && at < alpha_count ? alphas[at] : 255;
    }
}

int image_png_read_samples(const uint8_t *bytes, size_t count, image_png_samples *samples, uint16_t *values, size_t *place, char *message) {
    source from = {bytes, count, 0, 0, message};
    png_infop info = NULL;
    png_bytepp volatile rows = NULL;
    note(message, "");
    png_structp png = png_create_read_struct(PNG_LIBPNG_VER_STRING, message, on_error, on_warning);
    if (!png) return IMAGE_NO_MEMORY;
    info = png_create_info_struct(png);
    if (!info || setjmp(png_jmpbuf(png))) {
        int failed = info != NULL;
        png_destroy_read_struct(&png, &info, NULL);
        free(rows);
        *place = from.place;
        return !failed ? IMAGE_NO_MEMORY : from.truncated ? IMAGE_TRUNCATED : IMAGE_DAMAGED;
    }
    png_set_read_fn(png, &from, read_bytes);
    png_set_user_limits(png, samples->width, samples->height);
    png_set_chunk_malloc_max(png, 1 << 20);
    png_set_chunk_cache_max(png, 64);
    skip_descriptions(png);
    png_read_info(png, info);
    if (png_get_image_width(png, info) != samples->width || png_get_image_height(png, info) != samples->height ||
        png_get_color_type(png, info) != samples->colour || png_get_bit_depth(png, info) != samples->depth) {
        png_destroy_read_struct(&png, &info, NULL);
        return IMAGE_OTHER_SIZE;
    }
    samples->palette_count = 0;
    samples->has_transparency = 0;
    if (samples->colour == PNG_COLOR_TYPE_PALETTE) take_palette(png, info, samples);
    if (samples->depth < 8) png_set_packing(png);
    if (samples->depth == 16 && is_little_endian()) png_set_swap(png);
    png_set_interlace_handling(png);
    png_read_update_info(png, info);
    size_t row = (size_t)samples->width * samples->channels, total = row * samples->height;
    size_t size = samples->depth == 16 ? 2 : 1;
    if (png_get_rowbytes(png, info) != row * size) png_error(png, "rows have an unexpected length");
    rows = (png_bytepp)malloc(sizeof(png_bytep) * samples->height);
    if (!rows) {
        png_destroy_read_struct(&png, &info, NULL);
        return IMAGE_NO_MEMORY;
    }
    // Bytes go into the back half and are widened from the front, so no second buffer is needed.
    uint8_t *raw = (uint8_t *)values + (size == 2 ? 0 : total);
    for (uint32_t y = 0; y < samples->height; y++) rows[y] = raw + (size_t)y * row * size;
    png_read_image(png, rows);
    png_read_end(png, NULL);
    if (size == 1) {
        for (size_t at = 0; at < total; at++) {
            uint16_t value = raw[at];
            memcpy((uint8_t *)values + 2 * at, &value, 2);
        }
    }
    png_destroy_read_struct(&png, &info, NULL);
    free(rows);
    *place = from.place;
    return IMAGE_OK;
}

static void put_palette(png_structp png, png_infop info, const image_png_samples *samples) {
    png_color colours[256];
    png_byte alphas[256];
    for (int at = 0; at < samples->palette_count; at++) {
        const uint8_t *entry = samples->palette + at * 4;
        colours[at].red = entry[0];
        colours[at].green = entry[1];
        colours[at].blue = entry[2];
        alphas[at] = entry[3];
    }
    png_set_PLTE(png, info, colours, samples->palette_count);
    if (samples->has_transparency) png_set_tRNS(png, info, alphas, samples->palette_count, NULL);
}

int image_png_write_samples(const image_png_samples *samples, const uint16_t *values, int level, uint8_t **encoded, size_t *count, char *message) {
    sink to = {NULL, 0, 0};
    png_infop info = NULL;
    png_bytep volatile line = NULL;
    note(message, "");
    png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, message, on_error, on_warning);
    if (!png) return IMAGE_NO_MEMORY;
    info = png_create_info_struct(png);
    if (!info || setjmp(png_jmpbuf(png))) {
        png_destroy_write_struct(&png, &info);
        free(line);
        free(to.bytes);
        return IMAGE_DAMAGED;
    }
    png_set_write_fn(png, &to, write_bytes, flush_bytes);
    png_set_compression_level(png, level);
    png_set_IHDR(png, info, samples->width, samples->height, samples->depth, samples->colour, PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT,
                 PNG_FILTER_TYPE_DEFAULT);
    if (samples->colour == PNG_COLOR_TYPE_PALETTE) put_palette(png, info, samples);
    if (samples->channels == 1) png_set_filter(png, PNG_FILTER_TYPE_BASE, PNG_FILTER_NONE);
    png_write_info(png, info);
    if (samples->depth < 8) png_set_packing(png);
    if (samples->depth == 16 && is_little_endian()) png_set_swap(png);
    size_t row = (size_t)samples->width * samples->channels, size = samples->depth == 16 ? 2 : 1;
    line = (png_bytep)malloc(row * size);
    if (!line) png_error(png, "no memory for a row");
    for (uint32_t y = 0; y < samples->height; y++) {
        const uint16_t *from = values + (size_t)y * row;
        if (size == 2) memcpy(line, from, row * 2);
        else for (size_t at = 0; at < row; at++) line[at] = (png_byte)from[at];
        png_write_row(png, line);
    }
    png_write_end(png, NULL);
    png_destroy_write_struct(&png, &info);
    free(line);
    *encoded = to.bytes;
    *count = to.count;
    return IMAGE_OK;
}
