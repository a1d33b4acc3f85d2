#include "fetch.h"
#include <arpa/inet.h>
#include <curl/curl.h>
#include <dlfcn.h>
#include <netinet/in.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

// The header checks types of options by macros around these names.
#undef curl_easy_setopt
#undef curl_easy_getinfo

static struct {
    int is_there;
    CURLcode (*global_init)(long);
    CURL *(*make)(void);
    CURLcode (*set)(CURL *, CURLoption, ...);
    CURLcode (*perform)(CURL *);
    CURLcode (*info)(CURL *, CURLINFO, ...);
    void (*clean)(CURL *);
    const char *(*words)(CURLcode);
    struct curl_slist *(*append)(struct curl_slist *, const char *);
    void (*free_list)(struct curl_slist *);
    CURLU *(*make_url)(void);
    void (*clean_url)(CURLU *);
    CURLUcode (*get_part)(const CURLU *, CURLUPart, char **, unsigned int);
    CURLUcode (*set_part)(CURLU *, CURLUPart, const char *, unsigned int);
    void (*free_text)(void *);
} library;

static pthread_once_t once = PTHREAD_ONCE_INIT;

static int find(void *opened, const char *name, void *into) {
    void *symbol = dlsym(opened, name);
    memcpy(into, &symbol, sizeof symbol);
    return symbol != NULL;
}

static void open_library(void) {
    void *opened = dlopen("libcurl.so.4", RTLD_NOW | RTLD_LOCAL);
    if (!opened) return;
    library.is_there = find(opened, "curl_global_init", &library.global_init) && find(opened, "curl_easy_init", &library.make)
        && find(opened, "curl_easy_setopt", &library.set) && find(opened, "curl_easy_perform", &library.perform)
        && find(opened, "curl_easy_getinfo", &library.info) && find(opened, "curl_easy_cleanup", &library.clean)
        && find(opened, "curl_easy_strerror", &library.words) && find(opened, "curl_slist_append", &library.append)
        && find(opened, "curl_slist_free_all", &library.free_list) && find(opened, "curl_url", &library.make_url)
        && find(opened, "curl_url_cleanup", &library.clean_url) && find(opened, "curl_url_get", &library.get_part)
        && find(opened, "curl_url_set", &library.set_part) && find(opened, "curl_free", &library.free_text)
        && library.global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
}

int fetch_is_there(void) {
    pthread_once(&once, open_library);
    return library.is_there;
}

// MARK: Callbacks

struct exchange {
    const struct fetch_request *request;
    int was_refused;
};

static void read_address(const struct curl_sockaddr *from, struct fetch_address *into) {
    memset(into, 0, sizeof *into);
    if (from->family == AF_INET6) {
        const struct sockaddr_in6 *v6 = (const struct sockaddr_in6 *)&from->addr;
        into->is_v6 = 1;
        memcpy(into->bytes, &v6->sin6_addr, 16);
        into->port = ntohs(v6->sin6_port);
    } else {
        const struct sockaddr_in *v4 = (const struct sockaddr_in *)&from->addr;
        memcpy(into->bytes, &v4->sin_addr, 4);
        into->port = ntohs(v4->sin_port);
    }
}

static curl_socket_t open_socket(void *context, curlsocktype purpose, struct curl_sockaddr *to) {
    struct exchange *exchange = context;
    struct fetch_address address;
    (void)purpose;
    if (to->family == AF_INET || to->family == AF_INET6) {
        read_address(to, &address);
        if (exchange->request->may_connect(exchange->request->context, &address))
            return socket(to->family, to->socktype | SOCK_CLOEXEC, to->protocol);
    }
    exchange->was_refused = 1;
    return CURL_SOCKET_BAD;
}

static size_t take_header(char *line, size_t size, size_t count, void *context) {
    struct exchange *exchange = context;
    size_t bytes = size * count, kept = bytes;
    while (kept && (line[kept - 1] == '\n' || line[kept - 1] == '\r')) kept--;
    if (kept) exchange->request->take_header(exchange->request->context, line, kept);
    return bytes;
}

static size_t take_body(char *from, size_t size, size_t count, void *context) {
    struct exchange *exchange = context;
    return exchange->request->take_body(exchange->request->context, (const uint8_t *)from, size * count) ? size * count : 0;
}

static int progress(void *context, curl_off_t a, curl_off_t b, curl_off_t c, curl_off_t d) {
    struct exchange *exchange = context;
    (void)a, (void)b, (void)c, (void)d;
    return !exchange->request->goes_on(exchange->request->context);
}

// MARK: One exchange

static struct curl_slist *list_of(const char *const *strings) {
    struct curl_slist *list = NULL;
    for (; strings && *strings; strings++) {
        struct curl_slist *longer = library.append(list, *strings);
        if (!longer) break;
        list = longer;
    }
    return list;
}

static enum fetch_code code_of(CURLcode code, int was_refused) {
    switch (code) {
    case CURLE_OK: return FETCH_DONE;
    case CURLE_COULDNT_CONNECT: return was_refused ? FETCH_ADDRESS_REFUSED : FETCH_NOT_CONNECTED;
    case CURLE_COULDNT_RESOLVE_HOST: return FETCH_NOT_RESOLVED;
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_SSL_CACERT_BADFILE: return FETCH_NOT_TRUSTED;
    case CURLE_OPERATION_TIMEDOUT: return FETCH_TOO_SLOW;
    case CURLE_WRITE_ERROR:
    case CURLE_ABORTED_BY_CALLBACK: return FETCH_STOPPED;
    default: return FETCH_FAILED;
    }
}

/// Everything that keeps an exchange to http, to the vetted address and to what the request says.
static CURLcode set_bounds(CURL *curl, struct exchange *exchange) {
    CURLcode code = library.set(curl, CURLOPT_PROTOCOLS_STR, "http,https");
    if (code) return code;
    library.set(curl, CURLOPT_FOLLOWLOCATION, 0L);
    library.set(curl, CURLOPT_PROXY, "");
    library.set(curl, CURLOPT_NETRC, (long)CURL_NETRC_IGNORED);
    library.set(curl, CURLOPT_SSL_VERIFYPEER, 1L);
    library.set(curl, CURLOPT_SSL_VERIFYHOST, 2L);
    library.set(curl, CURLOPT_NOSIGNAL, 1L);
    library.set(curl, CURLOPT_TIMEOUT_MS, exchange->request->milliseconds);
    library.set(curl, CURLOPT_CONNECTTIMEOUT_MS, exchange->request->connect_milliseconds);
    library.set(curl, CURLOPT_OPENSOCKETFUNCTION, open_socket);
    library.set(curl, CURLOPT_OPENSOCKETDATA, exchange);
    library.set(curl, CURLOPT_NOPROGRESS, 0L);
    library.set(curl, CURLOPT_XFERINFOFUNCTION, progress);
    library.set(curl, CURLOPT_XFERINFODATA, exchange);
    return CURLE_OK;
}

static void set_message(CURL *curl, struct exchange *exchange, struct curl_slist *headers) {
    const struct fetch_request *request = exchange->request;
    library.set(curl, CURLOPT_URL, request->url);
    library.set(curl, CURLOPT_ACCEPT_ENCODING, "");
    library.set(curl, CURLOPT_HTTPHEADER, headers);
    if (request->has_body) {
        library.set(curl, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)request->body_bytes);
        library.set(curl, CURLOPT_POSTFIELDS, request->body ? (const char *)request->body : "");
    }
    if (!strcmp(request->method, "HEAD")) library.set(curl, CURLOPT_NOBODY, 1L);
    library.set(curl, CURLOPT_CUSTOMREQUEST, request->method);
    library.set(curl, CURLOPT_HEADERFUNCTION, take_header);
    library.set(curl, CURLOPT_HEADERDATA, exchange);
    library.set(curl, CURLOPT_WRITEFUNCTION, take_body);
    library.set(curl, CURLOPT_WRITEDATA, exchange);
}

void fetch_perform(const struct fetch_request *request, struct fetch_outcome *outcome) {
    struct exchange exchange = {.request = request};
    char words[CURL_ERROR_SIZE] = "";
    memset(outcome, 0, sizeof *outcome);
    outcome->code = FETCH_FAILED;
    CURL *curl = library.make();
    if (!curl) return;
    struct curl_slist *headers = list_of(request->headers), *names = list_of(request->names);
    CURLcode code = set_bounds(curl, &exchange);
    if (!code) {
        library.set(curl, CURLOPT_ERRORBUFFER, words);
        if (names) library.set(curl, CURLOPT_RESOLVE, names);
        set_message(curl, &exchange, headers);
        code = library.perform(curl);
        library.info(curl, CURLINFO_RESPONSE_CODE, &outcome->status);
    }
    outcome->code = code_of(code, exchange.was_refused);
    snprintf(outcome->words, sizeof outcome->words, "%s", words[0] ? words : library.words(code));
    library.clean(curl);
    library.free_list(headers);
    library.free_list(names);
}

// MARK: URLs

static int part(const CURLU *url, CURLUPart which, unsigned int flags, char *into, size_t room) {
    char *text = NULL;
    if (library.get_part(url, which, &text, flags) != CURLUE_OK || !text) return 0;
    size_t bytes = strlen(text);
    int fits = bytes < room;
    if (fits) memcpy(into, text, bytes + 1);
    library.free_text(text);
    return fits;
}

int fetch_take_apart(const char *text, struct fetch_url *parts) {
    char port[8] = "";
    memset(parts, 0, sizeof *parts);
    CURLU *url = library.make_url();
    if (!url) return 0;
    int understood = library.set_part(url, CURLUPART_URL, text, CURLU_NON_SUPPORT_SCHEME) == CURLUE_OK
        && part(url, CURLUPART_SCHEME, 0, parts->scheme, sizeof parts->scheme);
    if (understood) {
        part(url, CURLUPART_HOST, 0, parts->host, sizeof parts->host);
        char *name = NULL;
        parts->has_user = library.get_part(url, CURLUPART_USER, &name, 0) == CURLUE_OK
            || library.get_part(url, CURLUPART_PASSWORD, &name, 0) == CURLUE_OK;
        if (name) library.free_text(name);
        if (part(url, CURLUPART_PORT, CURLU_DEFAULT_PORT, port, sizeof port)) parts->port = atoi(port);
    }
    library.clean_url(url);
    return understood;
}

int fetch_join(const char *base, const char *reference, char *into, size_t room) {
    CURLU *url = library.make_url();
    if (!url) return 0;
    int understood = library.set_part(url, CURLUPART_URL, base, 0) == CURLUE_OK
        && library.set_part(url, CURLUPART_URL, reference, CURLU_NON_SUPPORT_SCHEME) == CURLUE_OK;
    if (understood) library.set_part(url, CURLUPART_FRAGMENT, NULL, 0);
    understood = understood && part(url, CURLUPART_URL, 0, into, room);
    library.clean_url(url);
    return understood;
}
