#include "CCurl.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>

// Every function of libcurl that is used, once each.
#define CCURL_FUNCTIONS(X)                                                                        \
    X(curl_global_init) X(curl_version) X(curl_version_info) X(curl_easy_strerror)                \
    X(curl_easy_init) X(curl_easy_reset) X(curl_easy_cleanup) X(curl_easy_setopt)                 \
    X(curl_easy_getinfo) X(curl_slist_append) X(curl_slist_free_all) X(curl_multi_init)           \
    X(curl_multi_cleanup) X(curl_multi_setopt) X(curl_multi_add_handle)                           \
    X(curl_multi_remove_handle) X(curl_multi_perform) X(curl_multi_poll) X(curl_multi_wakeup)     \
    X(curl_multi_info_read)

struct library {
    void *handle;
#define DECLARE(name) __typeof__(name) *name##_call;
    CCURL_FUNCTIONS(DECLARE)
#undef DECLARE
};

static struct library curl;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static void *symbol(void *handle, const char *name, const char **missing) {
    void *address = dlsym(handle, name);
    if (!address) *missing = name;
    return address;
}

static ccurl_status open_library(const char *path, struct library *found, char *message,
                                 size_t size) {
    struct library candidate = {0};
    const char *missing = NULL;
    candidate.handle = dlopen(path ? path : "libcurl.so.4", RTLD_NOW | RTLD_LOCAL);
    if (!candidate.handle) {
        const char *reason = dlerror();
        snprintf(message, size, "%s", reason ? reason : "the library cannot be opened");
        return CCURL_NOT_FOUND;
    }
#define RESOLVE(name)                                                                             \
    candidate.name##_call = (__typeof__(name) *)symbol(candidate.handle, #name, &missing);
    CCURL_FUNCTIONS(RESOLVE)
#undef RESOLVE
    if (missing) {
        snprintf(message, size, "the library has no function %s", missing);
        dlclose(candidate.handle);
        return CCURL_NOT_LIBCURL;
    }
    curl_version_info_data *info = candidate.curl_version_info_call(CURLVERSION_NOW);
    if (info->version_num < CCURL_OLDEST_VERSION) {
        snprintf(message, size, "it is version %s", info->version);
        dlclose(candidate.handle);
        return CCURL_TOO_OLD;
    }
    *found = candidate;
    return CCURL_LOADED;
}

ccurl_status ccurl_load(const char *path, char *message, size_t message_size) {
    pthread_mutex_lock(&lock);
    ccurl_status status = CCURL_LOADED;
    if (!curl.handle) {
        struct library found;
        status = open_library(path, &found, message, message_size);
        if (status == CCURL_LOADED) {
            if (found.curl_global_init_call(CURL_GLOBAL_DEFAULT) == CURLE_OK) {
                curl = found;
            } else {
                snprintf(message, message_size, "the library does not start");
                status = CCURL_NOT_STARTED;
            }
        }
    }
    pthread_mutex_unlock(&lock);
    return status;
}

ccurl_status ccurl_probe(const char *path, char *message, size_t message_size) {
    struct library found;
    ccurl_status status = open_library(path, &found, message, message_size);
    if (status == CCURL_LOADED) dlclose(found.handle);
    return status;
}

const char *ccurl_version(void) { return curl.curl_version_call(); }

unsigned int ccurl_version_number(void) {
    return curl.curl_version_info_call(CURLVERSION_NOW)->version_num;
}

const char *ccurl_error_text(CURLcode code) { return curl.curl_easy_strerror_call(code); }

CURL *ccurl_easy_init(void) { return curl.curl_easy_init_call(); }

void ccurl_easy_reset(CURL *easy) { curl.curl_easy_reset_call(easy); }

void ccurl_easy_cleanup(CURL *easy) { curl.curl_easy_cleanup_call(easy); }

CURLcode ccurl_set_long(CURL *easy, CURLoption option, long value) {
    return curl.curl_easy_setopt_call(easy, option, value);
}

CURLcode ccurl_set_offset(CURL *easy, CURLoption option, curl_off_t value) {
    return curl.curl_easy_setopt_call(easy, option, value);
}

CURLcode ccurl_set_text(CURL *easy, CURLoption option, const char *value) {
    return curl.curl_easy_setopt_call(easy, option, value);
}

CURLcode ccurl_set_pointer(CURL *easy, CURLoption option, void *value) {
    return curl.curl_easy_setopt_call(easy, option, value);
}

CURLcode ccurl_set_list(CURL *easy, CURLoption option, struct curl_slist *value) {
    return curl.curl_easy_setopt_call(easy, option, value);
}

// libcurl copies the bytes, and reads their number from the option set before.
CURLcode ccurl_set_body(CURL *easy, const void *bytes, size_t count) {
    CURLcode code = ccurl_set_offset(easy, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)count);
    if (code != CURLE_OK) return code;
    return curl.curl_easy_setopt_call(easy, CURLOPT_COPYPOSTFIELDS, bytes);
}

CURLcode ccurl_set_write(CURL *easy, CURLoption option, ccurl_write callback) {
    return curl.curl_easy_setopt_call(easy, option, callback);
}

CURLcode ccurl_set_opensocket(CURL *easy, ccurl_opensocket callback) {
    return curl.curl_easy_setopt_call(easy, CURLOPT_OPENSOCKETFUNCTION, callback);
}

CURLcode ccurl_set_prereq(CURL *easy, ccurl_prereq callback) {
    return curl.curl_easy_setopt_call(easy, CURLOPT_PREREQFUNCTION, callback);
}

CURLcode ccurl_get_long(CURL *easy, CURLINFO info, long *value) {
    return curl.curl_easy_getinfo_call(easy, info, value);
}

CURLcode ccurl_get_pointer(CURL *easy, CURLINFO info, void **value) {
    return curl.curl_easy_getinfo_call(easy, info, value);
}

struct curl_slist *ccurl_list_append(struct curl_slist *list, const char *text) {
    return curl.curl_slist_append_call(list, text);
}

void ccurl_list_free(struct curl_slist *list) { curl.curl_slist_free_all_call(list); }

CURLM *ccurl_multi_init(void) { return curl.curl_multi_init_call(); }

CURLMcode ccurl_multi_cleanup(CURLM *multi) { return curl.curl_multi_cleanup_call(multi); }

CURLMcode ccurl_multi_set_long(CURLM *multi, CURLMoption option, long value) {
    return curl.curl_multi_setopt_call(multi, option, value);
}

CURLMcode ccurl_multi_add(CURLM *multi, CURL *easy) {
    return curl.curl_multi_add_handle_call(multi, easy);
}

CURLMcode ccurl_multi_remove(CURLM *multi, CURL *easy) {
    return curl.curl_multi_remove_handle_call(multi, easy);
}

CURLMcode ccurl_multi_perform(CURLM *multi, int *running) {
    return curl.curl_multi_perform_call(multi, running);
}

CURLMcode ccurl_multi_poll(CURLM *multi, int timeout_ms) {
    return curl.curl_multi_poll_call(multi, NULL, 0, timeout_ms, NULL);
}

CURLMcode ccurl_multi_wakeup(CURLM *multi) { return curl.curl_multi_wakeup_call(multi); }

int ccurl_multi_next_done(CURLM *multi, CURL **easy, CURLcode *result) {
    int remaining = 0;
    CURLMsg *entry = NULL;
    while ((entry = curl.curl_multi_info_read_call(multi, &remaining))) {
        if (entry->msg != CURLMSG_DONE) continue;
        *easy = entry->easy_handle;
        *result = entry->data.result;
        return 1;
    }
    return 0;
}
