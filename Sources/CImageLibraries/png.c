// libpng with its error handler turned into return codes.
//
// Only reading of pixels is asked for: text and colour profile chunks are skipped, so what they would unpack to does not matter.
#include "png_io.h"

static void ask_for(png_structp png, png_infop info, int channels) {
    int colour = png_get_color_type(png, info), depth = png_get_bit_depth(png, info);
    if (colour == PNG_COLOR_TYPE_PALETTE) png_set_palette_to_rgb(png);
    if (colour == PNG_COLOR_TYPE_GRAY && depth < 8) png_set_expand_gray_1_2_4_to_8(png);
    if (png_get_valid(png, info, PNG_INFO_tRNS)) png_set_tRNS_to_alpha(png);
    if (depth == 16) png_set_scale_16(png);
    if (channels == 1 || channels == 3) png_set_strip_alpha(png);
    if (channels >= 3) png_set_gray_to_rgb(png);
    int has_alpha = (colour & PNG_COLOR_MASK_ALPHA) || png_get_valid(png, info, PNG_INFO_tRNS);
    if ((channels == 2 || channels == 4) && !has_alpha) png_set_add_alpha(png, 0xff, PNG_FILLER_AFTER);
}

int image_png_decode(const uint8_t *bytes, size_t count, uint32_t width, uint32_t height, int channels, uint8_t *pixels, size_t *place,
               char *message) {
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
    png_set_user_limits(png, width, height);
    png_set_chunk_malloc_max(png, 1 << 20);
    png_set_chunk_cache_max(png, 64);
    skip_descriptions(png);
    png_read_info(png, info);
    if (png_get_image_width(png, info) != width || png_get_image_height(png, info) != height) {
        png_destroy_read_struct(&png, &info, NULL);
        return IMAGE_OTHER_SIZE;
    }
    ask_for(png, info, channels);
    png_set_interlace_handling(png);
    png_read_update_info(png, info);
    if (png_get_rowbytes(png, info) != (size_t)width * channels) png_error(png, "rows have an unexpected length");
    rows = (png_bytepp)malloc(sizeof(png_bytep) * height);
    if (!rows) {
        png_destroy_read_struct(&png, &info, NULL);
        return IMAGE_NO_MEMORY;
    }
    for (uint32_t y = 0; y < height; y++) rows[y] = pixels + (size_t)y * width * channels;
    png_read_image(png, rows);
    png_read_end(png, NULL);
    png_destroy_read_struct(&png, &info, NULL);
    free(rows);
    *place = from.place;
    return IMAGE_OK;
}

int image_png_encode(const uint8_t *pixels, uint32_t width, uint32_t height, int channels, int level, uint8_t **encoded, size_t *count,
               char *message) {
    sink to = {NULL, 0, 0};
    png_infop info = NULL;
    note(message, "");
    png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, message, on_error, on_warning);
    if (!png) return IMAGE_NO_MEMORY;
    info = png_create_info_struct(png);
    if (!info || setjmp(png_jmpbuf(png))) {
        png_destroy_write_struct(&png, &info);
        free(to.bytes);
        return IMAGE_DAMAGED;
    }
    png_set_write_fn(png, &to, write_bytes, flush_bytes);
    png_set_compression_level(png, level);
    png_set_IHDR(png, info, width, height, 8, channels == 1 ? PNG_COLOR_TYPE_GRAY : PNG_COLOR_TYPE_RGB, PNG_INTERLACE_NONE,
                 PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
    png_write_info(png, info);
    for (uint32_t y = 0; y < height; y++) png_write_row(png, (png_bytep)(pixels + (size_t)y * width * channels));
    png_write_end(png, NULL);
    png_destroy_write_struct(&png, &info);
    *encoded = to.bytes;
    *count = to.count;
    return IMAGE_OK;
}

void image_free(uint8_t *bytes) { free(bytes); }
