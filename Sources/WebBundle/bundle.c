#include "WebBundle.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

// A file that appears after the first build is not noticed: `./start` writes it before any Swift build.
#if __has_embed("bundle.bin")
static const unsigned char bytes[] = {
#embed "bundle.bin"
};
static const size_t length = sizeof bytes;
#else
static const unsigned char bytes[] = {0};
static const size_t length = 0;
#endif

const unsigned char *winnow_web_bundle(void) { return bytes; }
size_t winnow_web_bundle_length(void) { return length; }
