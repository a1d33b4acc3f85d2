// libsndfile, opened when the first sound comes: linked, it would bring seven codecs into every command that hears none.
// https://libsndfile.github.io/libsndfile/api.html
#ifndef SOUND_FILE_H
#define SOUND_FILE_H

#include <sndfile.h>

/// Whether the library is there. Safe from any thread, like all functions of this file.
int sound_file_is_there(void);

/// As `sf_open_fd`, `sf_readf_float`, `sf_readf_int`, `sf_writef_int`, `sf_close`, `sf_error` and `sf_strerror`; only when
/// the library is there. Whole numbers are 32 bits, full scale at their ends, whatever depth is stored.
SNDFILE *sound_file_open(int descriptor, int mode, SF_INFO *info, int closes);
sf_count_t sound_file_read(SNDFILE *file, float *frames, sf_count_t count);
sf_count_t sound_file_read_whole(SNDFILE *file, int *frames, sf_count_t count);
sf_count_t sound_file_write_whole(SNDFILE *file, const int *frames, sf_count_t count);
int sound_file_close(SNDFILE *file);
int sound_file_error(SNDFILE *file);
const char *sound_file_error_words(SNDFILE *file);

#endif
