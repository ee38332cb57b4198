// OpenSSL's client side, loaded when an https:// server is loaded: the program itself does not depend on it.
#define _GNU_SOURCE
#include "CTLS.h"

#include <dlfcn.h>
#include <errno.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>

typedef struct bio_st bio;
typedef struct bio_method_st bio_method;

// Numbers of OpenSSL 3's headers, which are part of its binary interface.
enum {
  bio_is_source = 0x0400,
  bio_wants_read = 0x01,
  bio_wants_write = 0x02,
  bio_retries = 0x08,
  bio_ended = 0x0800,
  bio_asks_end = 2,
  bio_flush = 11,
  ssl_set_mode = 33,
  ssl_set_ahead = 41,
  ssl_set_cache = 44,
  ssl_set_name = 55,
  ssl_wants_read = 2,
  ssl_wants_write = 3,
  ssl_system_failed = 5,
  ssl_closed = 6,
  ssl_verifies = 1,
};
// Partial writes, moving buffers, and buffers that are given back while a connection is idle.
static const long ssl_modes = 0x1 | 0x2 | 0x10;
// An end without a goodbye is an end, and no server may ask for another handshake.
static const uint64_t ssl_options = 1u << 7 | 1u << 30;

// What is used of the libraries: result, name, parameters.
#define FUNCTIONS(X)                                                                              \
  X(void *, TLS_client_method, (void))                                                            \
  X(tls_context, SSL_CTX_new, (void *))                                                           \
  X(void, SSL_CTX_free, (tls_context))                                                            \
  X(uint64_t, SSL_CTX_set_options, (tls_context, uint64_t))                                       \
  X(long, SSL_CTX_ctrl, (tls_context, int, long, void *))                                         \
  X(void, SSL_CTX_set_verify, (tls_context, int, void *))                                         \
  X(int, SSL_CTX_set_default_verify_paths, (tls_context))                                         \
  X(int, SSL_CTX_load_verify_locations, (tls_context, const char *, const char *))                \
  X(int, SSL_CTX_set_alpn_protos, (tls_context, const unsigned char *, unsigned))                 \
  X(tls_connection, SSL_new, (tls_context))                                                       \
  X(void, SSL_free, (tls_connection))                                                             \
  X(void, SSL_set_bio, (tls_connection, bio *, bio *))                                            \
  X(void, SSL_set_connect_state, (tls_connection))                                                \
  X(long, SSL_ctrl, (tls_connection, int, long, void *))                                          \
  X(int, SSL_set1_host, (tls_connection, const char *))                                           \
  X(void *, SSL_get0_param, (tls_connection))                                                     \
  X(int, SSL_do_handshake, (tls_connection))                                                      \
  X(int, SSL_read, (tls_connection, void *, int))                                                 \
  X(int, SSL_write, (tls_connection, const void *, int))                                          \
  X(int, SSL_shutdown, (tls_connection))                                                          \
  X(int, SSL_get_error, (tls_connection, int))                                                    \
  X(int, SSL_has_pending, (tls_connection))                                                       \
  X(int, SSL_session_reused, (tls_connection))                                                    \
  X(long, SSL_get_verify_result, (tls_connection))                                                \
  X(void, SSL_get0_alpn_selected, (tls_connection, const unsigned char **, unsigned *))           \
  X(tls_session, SSL_get1_session, (tls_connection))                                              \
  X(int, SSL_set_session, (tls_connection, tls_session))                                          \
  X(int, SSL_SESSION_is_resumable, (tls_session))                                                 \
  X(void, SSL_SESSION_free, (tls_session))                                                        \
  X(int, X509_VERIFY_PARAM_set1_ip_asc, (void *, const char *))                                   \
  X(const char *, X509_verify_cert_error_string, (long))                                          \
  X(int, BIO_get_new_index, (void))                                                               \
  X(bio_method *, BIO_meth_new, (int, const char *))                                              \
  X(int, BIO_meth_set_read, (bio_method *, int (*)(bio *, char *, int)))                          \
  X(int, BIO_meth_set_write, (bio_method *, int (*)(bio *, const char *, int)))                   \
  X(int, BIO_meth_set_ctrl, (bio_method *, long (*)(bio *, int, long, void *)))                   \
  X(bio *, BIO_new, (bio_method *))                                                               \
  X(void, BIO_set_data, (bio *, void *))                                                          \
  X(void *, BIO_get_data, (bio *))                                                                \
  X(void, BIO_set_init, (bio *, int))                                                             \
  X(void, BIO_set_flags, (bio *, int))                                                            \
  X(void, BIO_clear_flags, (bio *, int))                                                          \
  X(int, BIO_test_flags, (const bio *, int))                                                      \
  X(unsigned long, ERR_get_error, (void))                                                         \
  X(void, ERR_clear_error, (void))                                                                \
  X(const char *, ERR_reason_error_string, (unsigned long))

#define DECLARE(result, name, parameters) static result(*name) parameters;
FUNCTIONS(DECLARE)
#undef DECLARE

static const char *missing = "libssl.so.3";
static pthread_once_t loading = PTHREAD_ONCE_INIT;
static bio_method *sockets;
static _Thread_local char reason[200];

// OpenSSL's own socket writes with write(2), which ends a process whose server has gone.
static int bio_receive(bio *self, char *bytes, int count) {
  BIO_clear_flags(self, bio_wants_read | bio_wants_write | bio_retries);
  ssize_t got = recv((int)(intptr_t)BIO_get_data(self), bytes, (size_t)count, 0);
  if (got == 0) BIO_set_flags(self, bio_ended);
  if (got < 0 && (errno == EAGAIN || errno == EINTR)) {
    BIO_set_flags(self, bio_wants_read | bio_retries);
  }
  return (int)got;
}

static int bio_send(bio *self, const char *bytes, int count) {
  BIO_clear_flags(self, bio_wants_read | bio_wants_write | bio_retries);
  ssize_t sent = send((int)(intptr_t)BIO_get_data(self), bytes, (size_t)count, MSG_NOSIGNAL);
  if (sent < 0 && (errno == EAGAIN || errno == EINTR)) {
    BIO_set_flags(self, bio_wants_write | bio_retries);
  }
  return (int)sent;
}

static long bio_control(bio *self, int command, long number, void *pointer) {
  (void)number;
  (void)pointer;
  if (command == bio_asks_end) return BIO_test_flags(self, bio_ended) != 0;
  return command == bio_flush;
}

static void load(void) {
  void *library = dlopen("libssl.so.3", RTLD_NOW | RTLD_LOCAL);
  // Its functions of libcrypto are found through it.
  if (!library) return;
#define FIND(result, name, parameters)                                                            \
  *(void **)&name = dlsym(library, #name);                                                        \
  if (!name) {                                                                                    \
    missing = #name;                                                                              \
    return;                                                                                       \
  }
  FUNCTIONS(FIND)
#undef FIND
  sockets = BIO_meth_new(BIO_get_new_index() | bio_is_source, "socket");
  if (!sockets) {
    missing = "BIO_meth_new";
    return;
  }
  BIO_meth_set_read(sockets, bio_receive);
  BIO_meth_set_write(sockets, bio_send);
  BIO_meth_set_ctrl(sockets, bio_control);
  missing = NULL;
}

const char *tls_load(void) {
  pthread_once(&loading, load);
  return missing;
}

const char *tls_reason(void) { return reason; }

// Keeps the first of the queued errors, which is the cause, and empties the queue for the next call.
static void keep_reason(const char *otherwise) {
  const char *text = NULL;
  for (unsigned long code; !text && (code = ERR_get_error());) {
    text = ERR_reason_error_string(code);
  }
  snprintf(reason, sizeof reason, "%s", text ? text : otherwise);
  ERR_clear_error();
}

tls_context tls_context_make(const char *authorities, bool verifies, const char *protocols) {
  tls_context context = SSL_CTX_new(TLS_client_method());
  if (!context) {
    keep_reason("no memory");
    return NULL;
  }
  SSL_CTX_set_options(context, ssl_options);
  SSL_CTX_ctrl(context, ssl_set_mode, ssl_modes, NULL);
  SSL_CTX_ctrl(context, ssl_set_cache, 0, NULL);
  // One call to the system takes a record's head and body.
  SSL_CTX_ctrl(context, ssl_set_ahead, 1, NULL);
  bool is_usable = true;
  if (verifies) {
    SSL_CTX_set_verify(context, ssl_verifies, NULL);
    is_usable = authorities ? SSL_CTX_load_verify_locations(context, authorities, NULL) == 1
                            : SSL_CTX_set_default_verify_paths(context) == 1;
  }
  unsigned count = (unsigned)strlen(protocols);
  is_usable = is_usable &&
              SSL_CTX_set_alpn_protos(context, (const unsigned char *)protocols, count) == 0;
  if (is_usable) {
    ERR_clear_error();
    return context;
  }
  keep_reason("not usable");
  SSL_CTX_free(context);
  return NULL;
}

void tls_context_release(tls_context context) { SSL_CTX_free(context); }

tls_connection tls_connection_make(tls_context context, int socket, const char *host,
                                   bool is_address, tls_session session) {
  tls_connection connection = SSL_new(context);
  bio *wire = connection ? BIO_new(sockets) : NULL;
  if (!wire) {
    if (connection) SSL_free(connection);
    keep_reason("no memory");
    return NULL;
  }
  BIO_set_data(wire, (void *)(intptr_t)socket);
  BIO_set_init(wire, 1);
  SSL_set_bio(connection, wire, wire);
  // Without its name a server would be believed whoever it is.
  bool is_named = is_address
                      ? X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(connection), host) == 1
                      : SSL_ctrl(connection, ssl_set_name, 0, (void *)host) == 1 &&
                            SSL_set1_host(connection, host) == 1;
  if (!is_named) {
    SSL_free(connection);
    keep_reason("the host's name is none for a certificate");
    return NULL;
  }
  if (session) SSL_set_session(connection, session);
  SSL_set_connect_state(connection);
  ERR_clear_error();
  return connection;
}

void tls_connection_release(tls_connection connection, bool says_so) {
  if (says_so) SSL_shutdown(connection);
  SSL_free(connection);
  ERR_clear_error();
}

// What a call without success means: 0 for an end, else -1 with errno.
static int meaning(tls_connection connection, int result) {
  int code = errno;
  switch (SSL_get_error(connection, result)) {
    case ssl_wants_read:
    case ssl_wants_write:
      errno = EAGAIN;
      return -1;
    case ssl_closed: return 0;
    case ssl_system_failed:
      keep_reason("the connection broke");
      errno = code && code != EAGAIN ? code : ECONNRESET;
      return -1;
    default:
      keep_reason("TLS was not understood");
      errno = EPROTO;
      return -1;
  }
}

int tls_handshake(tls_connection connection) {
  errno = 0;
  int result = SSL_do_handshake(connection);
  if (result == 1) return 1;
  if (meaning(connection, result) == 0) {
    snprintf(reason, sizeof reason, "closed by the server during the handshake");
    errno = EPROTO;
    return -1;
  }
  if (errno == EAGAIN) return 0;
  long verdict = SSL_get_verify_result(connection);
  if (verdict != 0 && strstr(reason, "certificate verify failed")) {
    snprintf(reason, sizeof reason, "certificate: %s", X509_verify_cert_error_string(verdict));
    errno = EPROTO;
  }
  return -1;
}

ssize_t tls_receive(tls_connection connection, void *bytes, size_t count) {
  errno = 0;
  int got = SSL_read(connection, bytes, (int)count);
  return got > 0 ? got : meaning(connection, got);
}

ssize_t tls_send(tls_connection connection, const void *bytes, size_t count) {
  errno = 0;
  int sent = SSL_write(connection, bytes, count > 1 << 30 ? 1 << 30 : (int)count);
  if (sent > 0) return sent;
  if (meaning(connection, sent) == 0) errno = EPIPE;
  return -1;
}

bool tls_has_more(tls_connection connection) { return SSL_has_pending(connection) == 1; }
bool tls_is_resumed(tls_connection connection) { return SSL_session_reused(connection) == 1; }

bool tls_agrees(tls_connection connection, const char *protocol) {
  const unsigned char *bytes = NULL;
  unsigned count = 0;
  SSL_get0_alpn_selected(connection, &bytes, &count);
  if (bytes && count == strlen(protocol) && memcmp(bytes, protocol, count) == 0) return true;
  snprintf(reason, sizeof reason, "the server does not agree on HTTP/2");
  return false;
}

tls_session tls_session_take(tls_connection connection) {
  tls_session session = SSL_get1_session(connection);
  if (session && SSL_SESSION_is_resumable(session)) return session;
  if (session) SSL_SESSION_free(session);
  return NULL;
}

void tls_session_release(tls_session session) { SSL_SESSION_free(session); }
