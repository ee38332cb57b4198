// OpenSSL's client side, loaded when an https:// server is loaded: the program itself does not depend on it.
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

typedef struct ssl_ctx_st *tls_context;
typedef struct ssl_st *tls_connection;
typedef struct ssl_session_st *tls_session;

// Loads the library; NULL, or what is missing.
const char *tls_load(void);
// What OpenSSL said of this thread's last failure; never NULL.
const char *tls_reason(void);

// What all connections to a server share; NULL and a reason if the file of authorities cannot be used.
// Without a file the system's store is used. `protocols` is what ALPN offers, each with its length before it.
tls_context tls_context_make(const char *authorities, bool verifies, const char *protocols);
void tls_context_release(tls_context context);

// A connection over a socket that never waits; a session lets the handshake be shorter.
tls_connection tls_connection_make(tls_context context, int socket, const char *host,
                                   bool is_address, tls_session session);
// Frees it, after telling the server if that is wanted; the socket is left open.
void tls_connection_release(tls_connection connection, bool says_so);
// 1 when it is done, 0 when the socket has to be waited for, -1 when it failed.
int tls_handshake(tls_connection connection);
// As recv and send do: -1 with EAGAIN where the socket has to be waited for, with EPROTO and a reason
// where TLS failed.
ssize_t tls_receive(tls_connection connection, void *bytes, size_t count);
ssize_t tls_send(tls_connection connection, const void *bytes, size_t count);
// Whether bytes were taken from the socket that nobody has read yet.
bool tls_has_more(tls_connection connection);
// Whether the handshake was shortened by a session.
bool tls_is_resumed(tls_connection connection);
// Whether ALPN agreed on a protocol; if not, there is a reason.
bool tls_agrees(tls_connection connection, const char *protocol);
// The session, if a later connection can begin with it; NULL otherwise.
tls_session tls_session_take(tls_connection connection);
void tls_session_release(tls_session session);
