// HTTP/2's framing by nghttp2, loaded when a load test asks for it: the program itself does not depend on it.
#define _GNU_SOURCE
#include "CHTTP2.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

typedef struct nghttp2_session nghttp2_session;
typedef struct nghttp2_callbacks nghttp2_callbacks;

// Structures and numbers of nghttp2's headers, which are part of its binary interface.
typedef struct {
  size_t length;
  int32_t stream_id;
  uint8_t type, flags, reserved;
} frame_head;
typedef struct {
  uint8_t *name, *value;
  size_t name_count, value_count;
  uint8_t flags;
} header;
typedef union {
  int descriptor;
  void *pointer;
} data_source;
typedef ssize_t (*data_reader)(nghttp2_session *, int32_t, uint8_t *, size_t, uint32_t *,
                               data_source *, void *);
typedef struct {
  data_source source;
  data_reader read;
} data_provider;
typedef struct {
  int32_t id;
  uint32_t value;
} setting;

enum {
  frame_headers = 1,
  frame_settings = 4,
  frame_goaway = 7,
  setting_push = 2,
  setting_window = 4,
  data_ended = 1,
  code_cancel = 8,
  stream_window = 1 << 20,
  connection_window = 1 << 24,
};

typedef int (*on_frame)(nghttp2_session *, const frame_head *, void *);
typedef int (*on_header)(nghttp2_session *, const frame_head *, const uint8_t *, size_t,
                         const uint8_t *, size_t, uint8_t, void *);
typedef int (*on_data)(nghttp2_session *, uint8_t, int32_t, const uint8_t *, size_t, void *);
typedef int (*on_close)(nghttp2_session *, int32_t, uint32_t, void *);

// What is used of the library: result, name, parameters.
#define FUNCTIONS(X)                                                                              \
  X(int, nghttp2_session_callbacks_new, (nghttp2_callbacks **))                                   \
  X(void, nghttp2_session_callbacks_del, (nghttp2_callbacks *))                                   \
  X(void, nghttp2_session_callbacks_set_on_begin_headers_callback,                                \
    (nghttp2_callbacks *, on_frame))                                                              \
  X(void, nghttp2_session_callbacks_set_on_header_callback, (nghttp2_callbacks *, on_header))     \
  X(void, nghttp2_session_callbacks_set_on_frame_recv_callback, (nghttp2_callbacks *, on_frame))  \
  X(void, nghttp2_session_callbacks_set_on_frame_send_callback, (nghttp2_callbacks *, on_frame))  \
  X(void, nghttp2_session_callbacks_set_on_data_chunk_recv_callback,                              \
    (nghttp2_callbacks *, on_data))                                                               \
  X(void, nghttp2_session_callbacks_set_on_stream_close_callback,                                 \
    (nghttp2_callbacks *, on_close))                                                              \
  X(int, nghttp2_session_client_new,                                                              \
    (nghttp2_session **, const nghttp2_callbacks *, void *))                                      \
  X(void, nghttp2_session_del, (nghttp2_session *))                                               \
  X(int, nghttp2_submit_settings, (nghttp2_session *, uint8_t, const setting *, size_t))          \
  X(int, nghttp2_session_set_local_window_size, (nghttp2_session *, uint8_t, int32_t, int32_t))   \
  X(int32_t, nghttp2_submit_request,                                                              \
    (nghttp2_session *, const void *, const header *, size_t, const data_provider *, void *))     \
  X(int, nghttp2_submit_rst_stream, (nghttp2_session *, uint8_t, int32_t, uint32_t))              \
  X(void *, nghttp2_session_get_stream_user_data, (nghttp2_session *, int32_t))                   \
  X(ssize_t, nghttp2_session_mem_recv, (nghttp2_session *, const uint8_t *, size_t))              \
  X(int, nghttp2_session_want_read, (nghttp2_session *))                                          \
  X(int, nghttp2_session_want_write, (nghttp2_session *))                                         \
  X(ssize_t, nghttp2_session_mem_send, (nghttp2_session *, const uint8_t **))

#define DECLARE(result, name, parameters) static result(*name) parameters;
FUNCTIONS(DECLARE)
#undef DECLARE

// One request: what its events are called, and what is left of its body.
typedef struct stream {
  struct stream *previous, *next;
  uint32_t tag;
  bool is_cancelled;
  // Its head has gone out: before that the server cannot have done anything with it.
  bool is_sent;
  // That was before the server had said how many requests it takes at once.
  bool is_early;
  size_t at, count;
  uint8_t body[];
} stream;

struct http2_session {
  nghttp2_session *inner;
  stream streams;
  http2_event *events;
  size_t event_count, event_capacity;
  // Heads of answers; an event holds the place in it until it is asked for.
  uint8_t *text;
  size_t text_count, text_capacity, head_start;
  bool is_out_of_memory;
  // The server has said what it takes.
  bool has_settings;
};

static const char *missing = "libnghttp2.so.14";
static pthread_once_t loading = PTHREAD_ONCE_INIT;
static nghttp2_callbacks *callbacks;

static http2_event *add_event(http2_session self, http2_kind kind) {
  if (self->event_count == self->event_capacity) {
    size_t capacity = self->event_capacity ? self->event_capacity * 2 : 64;
    http2_event *grown = realloc(self->events, capacity * sizeof *grown);
    if (!grown) {
      self->is_out_of_memory = true;
      return NULL;
    }
    self->events = grown;
    self->event_capacity = capacity;
  }
  http2_event *event = &self->events[self->event_count++];
  *event = (http2_event){.kind = kind};
  return event;
}

static void add_text(http2_session self, const void *bytes, size_t count) {
  if (self->text_count + count > self->text_capacity) {
    size_t capacity = (self->text_count + count) * 2;
    uint8_t *grown = realloc(self->text, capacity);
    if (!grown) {
      self->is_out_of_memory = true;
      return;
    }
    self->text = grown;
    self->text_capacity = capacity;
  }
  memcpy(self->text + self->text_count, bytes, count);
  self->text_count += count;
}

static int begin_headers(nghttp2_session *inner, const frame_head *frame, void *user) {
  (void)inner;
  (void)frame;
  http2_session self = user;
  self->head_start = self->text_count;
  return 0;
}

// What frames a body in HTTP/1.1 has no meaning here, and would be believed by who reads the head.
static bool is_framing(const uint8_t *name, size_t count) {
  return (count == 14 && memcmp(name, "content-length", 14) == 0) ||
         (count == 17 && memcmp(name, "transfer-encoding", 17) == 0) ||
         (count == 10 && memcmp(name, "connection", 10) == 0);
}

static int take_header(nghttp2_session *inner, const frame_head *frame, const uint8_t *name,
                       size_t name_count, const uint8_t *value, size_t value_count, uint8_t flags,
                       void *user) {
  (void)inner;
  (void)frame;
  (void)flags;
  http2_session self = user;
  if (name_count == 7 && memcmp(name, ":status", 7) == 0) {
    add_text(self, "HTTP/1.1 ", 9);
  } else if (name_count == 0 || name[0] == ':' || is_framing(name, name_count)) {
    return 0;
  } else {
    add_text(self, name, name_count);
    add_text(self, ": ", 2);
  }
  add_text(self, value, value_count);
  add_text(self, "\r\n", 2);
  return 0;
}

static int take_frame(nghttp2_session *inner, const frame_head *frame, void *user) {
  http2_session self = user;
  if (frame->type == frame_goaway) {
    add_event(self, http2_leaving);
    return 0;
  }
  if (frame->type == frame_settings) self->has_settings = true;
  if (frame->type != frame_headers) return 0;
  stream *asked = nghttp2_session_get_stream_user_data(inner, frame->stream_id);
  bool is_head = self->text_count > self->head_start + 9 &&
                 memcmp(self->text + self->head_start, "HTTP/1.1 ", 9) == 0;
  // Trailers are headers without a status.
  if (!asked || asked->is_cancelled || !is_head) {
    self->text_count = self->head_start;
    return 0;
  }
  add_text(self, "\r\n", 2);
  http2_event *event = add_event(self, http2_head);
  if (!event) return 0;
  event->tag = asked->tag;
  event->stream = frame->stream_id;
  event->bytes = (const uint8_t *)self->head_start;
  event->count = self->text_count - self->head_start;
  return 0;
}

static int note_sent(nghttp2_session *inner, const frame_head *frame, void *user) {
  http2_session self = user;
  if (frame->type != frame_headers) return 0;
  stream *asked = nghttp2_session_get_stream_user_data(inner, frame->stream_id);
  if (!asked) return 0;
  asked->is_sent = true;
  asked->is_early = !self->has_settings;
  return 0;
}

static int take_data(nghttp2_session *inner, uint8_t flags, int32_t id, const uint8_t *bytes,
                     size_t count, void *user) {
  (void)flags;
  stream *asked = nghttp2_session_get_stream_user_data(inner, id);
  if (!asked || asked->is_cancelled) return 0;
  http2_event *event = add_event(user, http2_data);
  if (!event) return 0;
  event->tag = asked->tag;
  event->stream = id;
  event->bytes = bytes;
  event->count = count;
  return 0;
}

static void forget_stream(stream *asked) {
  asked->previous->next = asked->next;
  if (asked->next) asked->next->previous = asked->previous;
  free(asked);
}

static int close_stream(nghttp2_session *inner, int32_t id, uint32_t code, void *user) {
  stream *asked = nghttp2_session_get_stream_user_data(inner, id);
  if (!asked) return 0;
  http2_event *event = asked->is_cancelled ? NULL : add_event(user, http2_closed);
  if (event) {
    event->tag = asked->tag;
    event->stream = id;
    event->code = code;
    event->is_sent = asked->is_sent;
    event->is_early = asked->is_early;
  }
  forget_stream(asked);
  return 0;
}

static ssize_t read_body(nghttp2_session *inner, int32_t id, uint8_t *target, size_t most,
                         uint32_t *flags, data_source *source, void *user) {
  (void)inner;
  (void)id;
  (void)user;
  stream *asked = source->pointer;
  size_t count = asked->count - asked->at < most ? asked->count - asked->at : most;
  memcpy(target, asked->body + asked->at, count);
  asked->at += count;
  if (asked->at == asked->count) *flags |= data_ended;
  return (ssize_t)count;
}

static void load(void) {
  void *library = dlopen("libnghttp2.so.14", RTLD_NOW | RTLD_LOCAL);
  if (!library) return;
#define FIND(result, name, parameters)                                                            \
  *(void **)&name = dlsym(library, #name);                                                        \
  if (!name) {                                                                                    \
    missing = #name;                                                                              \
    return;                                                                                       \
  }
  FUNCTIONS(FIND)
#undef FIND
  if (nghttp2_session_callbacks_new(&callbacks) != 0) return;
  nghttp2_session_callbacks_set_on_begin_headers_callback(callbacks, begin_headers);
  nghttp2_session_callbacks_set_on_header_callback(callbacks, take_header);
  nghttp2_session_callbacks_set_on_frame_recv_callback(callbacks, take_frame);
  nghttp2_session_callbacks_set_on_frame_send_callback(callbacks, note_sent);
  nghttp2_session_callbacks_set_on_data_chunk_recv_callback(callbacks, take_data);
  nghttp2_session_callbacks_set_on_stream_close_callback(callbacks, close_stream);
  missing = NULL;
}

const char *http2_load(void) {
  pthread_once(&loading, load);
  return missing;
}

http2_session http2_session_make(void) {
  http2_session self = calloc(1, sizeof *self);
  if (!self) return NULL;
  if (nghttp2_session_client_new(&self->inner, callbacks, self) != 0) {
    free(self);
    return NULL;
  }
  // Bodies come in windows so large that the server does not have to wait for us.
  setting settings[] = {{setting_push, 0}, {setting_window, stream_window}};
  nghttp2_submit_settings(self->inner, 0, settings, 2);
  nghttp2_session_set_local_window_size(self->inner, 0, 0, connection_window);
  return self;
}

void http2_session_release(http2_session self) {
  nghttp2_session_del(self->inner);
  while (self->streams.next) forget_stream(self->streams.next);
  free(self->events);
  free(self->text);
  free(self);
}

static bool is_word(const uint8_t *name, size_t count, const char *word) {
  return count == strlen(word) && strncasecmp((const char *)name, word, count) == 0;
}

// The pseudo-headers, and one header a line at most.
static header *room_for_headers(const uint8_t *text, size_t count) {
  size_t lines = 4;
  for (size_t at = 0; at < count && (at < 2 || memcmp(text + at - 2, "\n\r\n", 3) != 0); at++) {
    lines += text[at] == '\n';
  }
  return malloc(lines * sizeof(header));
}

// The pseudo-headers and headers of a request in HTTP/1.1, whose names are made small in place; how many there
// are, and where the body begins.
static size_t read_request(uint8_t *text, size_t count, bool is_encrypted, header *list,
                           size_t *body) {
  uint8_t *end = text + count;
  uint8_t *line_end = memchr(text, '\r', count);
  uint8_t *blank = line_end ? memchr(text, ' ', (size_t)(line_end - text)) : NULL;
  uint8_t *last = blank ? memrchr(blank + 1, ' ', (size_t)(line_end - blank - 1)) : NULL;
  if (!last) return 0;
  const char *scheme = is_encrypted ? "https" : "http";
  list[0] = (header){(uint8_t *)":method", text, 7, (size_t)(blank - text), 0};
  list[1] = (header){(uint8_t *)":scheme", (uint8_t *)scheme, 7, strlen(scheme), 0};
  list[2] = (header){(uint8_t *)":authority", (uint8_t *)"", 10, 0, 0};
  list[3] = (header){(uint8_t *)":path", blank + 1, 5, (size_t)(last - blank - 1), 0};
  size_t found = 4;
  uint8_t *at = line_end + 2;
  while (at < end && *at != '\r') {
    line_end = memchr(at, '\r', (size_t)(end - at));
    uint8_t *colon = line_end ? memchr(at, ':', (size_t)(line_end - at)) : NULL;
    if (!colon) return 0;
    uint8_t *value = colon + 1;
    while (value < line_end && *value == ' ') value++;
    size_t name_count = (size_t)(colon - at), value_count = (size_t)(line_end - value);
    if (is_word(at, name_count, "host")) {
      list[2].value = value;
      list[2].value_count = value_count;
    } else if (!is_word(at, name_count, "connection") &&
               !is_word(at, name_count, "transfer-encoding") &&
               !is_word(at, name_count, "keep-alive") && !is_word(at, name_count, "upgrade")) {
      for (uint8_t *letter = at; letter < colon; letter++) {
        if (*letter >= 'A' && *letter <= 'Z') *letter |= 0x20;
      }
      list[found++] = (header){at, value, name_count, value_count, 0};
    }
    at = line_end + 2;
  }
  *body = at + 2 <= end ? (size_t)(at + 2 - text) : count;
  return found;
}

int32_t http2_submit(http2_session self, const uint8_t *request, size_t count, bool is_encrypted,
                     uint32_t tag) {
  uint8_t small[2048];
  uint8_t *text = count <= sizeof small ? small : malloc(count);
  if (!text) return -1;
  memcpy(text, request, count);
  header *list = room_for_headers(text, count);
  size_t body = 0, found = list ? read_request(text, count, is_encrypted, list, &body) : 0;
  stream *asked = found ? malloc(sizeof *asked + count - body) : NULL;
  int32_t id = -1;
  if (asked) {
    *asked = (stream){.previous = &self->streams, .next = self->streams.next, .tag = tag,
                      .count = count - body};
    memcpy(asked->body, text + body, count - body);
    if (asked->next) asked->next->previous = asked;
    self->streams.next = asked;
    data_provider provider = {{.pointer = asked}, read_body};
    bool has_body = asked->count > 0;
    id = nghttp2_submit_request(self->inner, NULL, list, found, has_body ? &provider : NULL, asked);
    if (id < 0) forget_stream(asked);
  }
  free(list);
  if (text != small) free(text);
  return id;
}

void http2_cancel(http2_session self, int32_t id) {
  stream *asked = nghttp2_session_get_stream_user_data(self->inner, id);
  if (asked) asked->is_cancelled = true;
  nghttp2_submit_rst_stream(self->inner, 0, id, code_cancel);
}

bool http2_is_sent(http2_session self, int32_t id) {
  stream *asked = nghttp2_session_get_stream_user_data(self->inner, id);
  return asked && asked->is_sent;
}

bool http2_receive(http2_session self, const uint8_t *bytes, size_t count) {
  ssize_t taken = nghttp2_session_mem_recv(self->inner, bytes, count);
  return taken == (ssize_t)count && !self->is_out_of_memory;
}

ssize_t http2_pull(http2_session self, const uint8_t **bytes) {
  return nghttp2_session_mem_send(self->inner, bytes);
}

bool http2_is_over(http2_session self) {
  return !nghttp2_session_want_read(self->inner) && !nghttp2_session_want_write(self->inner);
}

size_t http2_count(http2_session self) { return self->event_count; }

http2_event http2_event_at(http2_session self, size_t index) {
  http2_event event = self->events[index];
  if (event.kind == http2_head) event.bytes = self->text + (size_t)event.bytes;
  return event;
}

void http2_forget(http2_session self) {
  self->event_count = 0;
  self->text_count = 0;
}
