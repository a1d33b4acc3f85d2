// libsndfile: https://libsndfile.github.io/libsndfile/api.html
#include <sndfile.h>
