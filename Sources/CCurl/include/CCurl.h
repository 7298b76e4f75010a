// Fixed-type calls into libcurl, which is opened at first use instead of being linked.
//
// Swift cannot call C functions with a variable number of arguments, and linking libcurl costs
// every start of the program several milliseconds. The header of libcurl gives types and
// constants only: none of its functions may be called directly.

#ifndef CCURL_H
#define CCURL_H

#ifndef CURL_DISABLE_TYPECHECK
#define CURL_DISABLE_TYPECHECK 1
#endif

#include <curl/curl.h>
#include <stddef.h>

// The oldest libcurl that knows every option used here (CURLOPT_PROTOCOLS_STR), as 0xXXYYZZ.
#define CCURL_OLDEST_VERSION 0x075500u

typedef enum {
    CCURL_LOADED = 0,
    CCURL_NOT_FOUND = 1,      // no such library, or one of its own libraries is missing
    CCURL_NOT_LIBCURL = 2,    // the library lacks a function that is needed
    CCURL_TOO_OLD = 3,        // older than CCURL_OLDEST_VERSION
    CCURL_NOT_STARTED = 4     // curl_global_init failed
} ccurl_status;

typedef int (*ccurl_prereq)(void *user, char *remote_ip, char *local_ip, int remote_port,
                            int local_port);
typedef curl_socket_t (*ccurl_opensocket)(void *user, curlsocktype purpose,
                                          struct curl_sockaddr *address);
typedef size_t (*ccurl_write)(char *data, size_t size, size_t count, void *user);

// Opens the library once for the process; `path` may be NULL for the system's libcurl.so.4.
// On failure a reason is written to `message`, and a later call may try again. Any thread.
ccurl_status ccurl_load(const char *path, char *message, size_t message_size);

// Tries a library without keeping it; the same results as ccurl_load, which it never changes.
ccurl_status ccurl_probe(const char *path, char *message, size_t message_size);

// What follows may be called only after ccurl_load gave CCURL_LOADED.

const char *ccurl_version(void);
unsigned int ccurl_version_number(void);
const char *ccurl_error_text(CURLcode code);

CURL *ccurl_easy_init(void);
void ccurl_easy_reset(CURL *easy);
void ccurl_easy_cleanup(CURL *easy);

CURLcode ccurl_set_long(CURL *easy, CURLoption option, long value);
CURLcode ccurl_set_offset(CURL *easy, CURLoption option, curl_off_t value);
CURLcode ccurl_set_text(CURL *easy, CURLoption option, const char *value);
CURLcode ccurl_set_pointer(CURL *easy, CURLoption option, void *value);
CURLcode ccurl_set_list(CURL *easy, CURLoption option, struct curl_slist *value);
CURLcode ccurl_set_body(CURL *easy, const void *bytes, size_t count);
CURLcode ccurl_set_write(CURL *easy, CURLoption option, ccurl_write callback);
CURLcode ccurl_set_opensocket(CURL *easy, ccurl_opensocket callback);
CURLcode ccurl_set_prereq(CURL *easy, ccurl_prereq callback);

CURLcode ccurl_get_long(CURL *easy, CURLINFO info, long *value);
CURLcode ccurl_get_pointer(CURL *easy, CURLINFO info, void **value);

struct curl_slist *ccurl_list_append(struct curl_slist *list, const char *text);
void ccurl_list_free(struct curl_slist *list);

CURLM *ccurl_multi_init(void);
CURLMcode ccurl_multi_cleanup(CURLM *multi);
CURLMcode ccurl_multi_set_long(CURLM *multi, CURLMoption option, long value);
CURLMcode ccurl_multi_add(CURLM *multi, CURL *easy);
CURLMcode ccurl_multi_remove(CURLM *multi, CURL *easy);
CURLMcode ccurl_multi_perform(CURLM *multi, int *running);
CURLMcode ccurl_multi_poll(CURLM *multi, int timeout_ms);
CURLMcode ccurl_multi_wakeup(CURLM *multi);

// Takes the next finished transfer; 0 if there is none.
int ccurl_multi_next_done(CURLM *multi, CURL **easy, CURLcode *result);

#endif
