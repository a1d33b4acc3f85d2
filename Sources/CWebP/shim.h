// libwebp: https://developers.google.com/speed/webp/docs/api
#include <webp/decode.h>
#include <webp/demux.h>
#include <webp/encode.h>
