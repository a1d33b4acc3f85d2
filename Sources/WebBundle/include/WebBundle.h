#ifndef WINNOW_WEB_BUNDLE_H
#define WINNOW_WEB_BUNDLE_H
#include <stddef.h>

/// The browser interface inside the binary: one file that `tools/build-web` writes before the Swift build.
///
/// Layout, little-endian: magic `WNWEB001`, u32 count of entries, then per entry, sorted by path,
///   u16 length + path (`/index.html`), u16 length + media type, u16 length + entity tag (16 hex digits of the content's SHA-256),
///   u32 flags (bit 0: name carries a content hash, serve as immutable),
///   u64 offset and u64 length of the raw bytes, u64 offset and u64 length of the gzip bytes (length 0: not worth it).
/// Offsets count from the start of the file. Without a web build the length is 0 and the product still compiles.
const unsigned char *winnow_web_bundle(void);
size_t winnow_web_bundle_length(void);

#endif
