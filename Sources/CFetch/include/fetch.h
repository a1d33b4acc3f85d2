// One HTTP exchange by libcurl, which is opened when the first is asked for: linked, it would bring twenty libraries into
// every command that fetches nothing. https://curl.se/libcurl/c/
#ifndef FETCH_H
#define FETCH_H

#include <stddef.h>
#include <stdint.h>

/// Whether the library is there. Safe from any thread, like all functions of this file.
int fetch_is_there(void);

/// Where a connection is about to go, after names were resolved. `bytes` holds 4 of IPv4 or 16 of IPv6, in network order.
struct fetch_address {
    int is_v6;
    uint8_t bytes[16];
    uint16_t port;
};

enum fetch_code {
    FETCH_DONE,
    FETCH_ADDRESS_REFUSED,
    FETCH_NOT_RESOLVED,
    FETCH_NOT_CONNECTED,
    FETCH_NOT_TRUSTED,
    FETCH_TOO_SLOW,
    FETCH_STOPPED,
    FETCH_FAILED,
};

/// Strings end with 0, lists with NULL. Callbacks run on the calling thread; all of them get `context`.
struct fetch_request {
    const char *method;
    const char *url;
    /// `Name: value` each.
    const char *const *headers;
    /// Whether there is a body: an empty one is not the same as none.
    int has_body;
    const uint8_t *body;
    size_t body_bytes;
    long milliseconds;
    long connect_milliseconds;
    /// `host:port:address` each, in place of the system's names; NULL for none.
    const char *const *names;
    void *context;
    /// Whether this address may be connected to. Asked before every connection, so no second look-up can be slipped in.
    int (*may_connect)(void *context, const struct fetch_address *address);
    /// One header line without its end; the first of an answer is its status line.
    void (*take_header)(void *context, const char *line, size_t bytes);
    /// Decoded bytes of the body; 0 ends the exchange as stopped.
    int (*take_body)(void *context, const uint8_t *bytes, size_t count);
    /// Asked several times a second; 0 ends the exchange as stopped.
    int (*goes_on)(void *context);
};

struct fetch_outcome {
    enum fetch_code code;
    long status;
    /// What libcurl says of a failure.
    char words[256];
};

/// Does the exchange and waits for its end. Redirects are not followed, no proxy, cookie or password file is used, only http
/// and https are spoken, certificates are checked. Only when the library is there.
void fetch_perform(const struct fetch_request *request, struct fetch_outcome *outcome);

/// A URL taken apart by the parser that will also connect; `host` is empty where there is none, or too long a one.
struct fetch_url {
    char scheme[16];
    char host[256];
    int port;
    int has_user;
};

/// 1 when the URL was understood.
int fetch_take_apart(const char *url, struct fetch_url *parts);

/// What `reference` means on a page at `base`, without its fragment; 1 when it was understood and fits.
int fetch_join(const char *base, const char *reference, char *into, size_t room);

#endif
