// HTTP/2's framing by nghttp2, loaded when a load test asks for it: the program itself does not depend on it.
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

typedef struct http2_session *http2_session;

typedef enum {
  // The head of an answer, written as HTTP/1.1 writes it.
  http2_head,
  // A piece of an answer's body, which lies in what was handed to http2_receive.
  http2_data,
  // A stream has ended, with its error code; perhaps before anything of it was sent, or it was sent before the
  // server had said how many it takes.
  http2_closed,
  // The server takes no further streams.
  http2_leaving,
} http2_kind;

typedef struct {
  http2_kind kind;
  // What http2_submit was given.
  uint32_t tag;
  int32_t stream;
  uint32_t code;
  bool is_sent, is_early;
  const uint8_t *bytes;
  size_t count;
} http2_event;

// Loads the library; NULL, or what is missing.
const char *http2_load(void);

// A client's side of a connection, which begins with its preface; NULL without memory.
http2_session http2_session_make(void);
void http2_session_release(http2_session session);
// Asks what the bytes of an HTTP/1.1 request ask; the number of the stream, or a negative error.
int32_t http2_submit(http2_session session, const uint8_t *request, size_t count, bool is_encrypted,
                     uint32_t tag);
// Takes a stream back; nothing more is told of it.
void http2_cancel(http2_session session, int32_t stream);
// Whether the head of a stream's request has gone out.
bool http2_is_sent(http2_session session, int32_t stream);
// Reads bytes of the server, which leads to events; false where they are no HTTP/2.
bool http2_receive(http2_session session, const uint8_t *bytes, size_t count);
// The next bytes for the server, which are valid until the next call; 0 if there are none, negative for an error.
ssize_t http2_pull(http2_session session, const uint8_t **bytes);
// Whether nothing is left to be said by either side; after bytes that were no HTTP/2 our last word tells so.
bool http2_is_over(http2_session session);
// Events since the last http2_forget, in their order; there may be more after each call of another function.
size_t http2_count(http2_session session);
http2_event http2_event_at(http2_session session, size_t index);
void http2_forget(http2_session session);
