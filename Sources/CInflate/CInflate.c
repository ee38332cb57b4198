// zlib and brotli, loaded when the body of a compressed answer is needed.
#define _GNU_SOURCE
#include "CInflate.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdint.h>

// zlib's stream as its binary interface has it.
typedef struct {
  const unsigned char *next_in;
  unsigned available_in;
  unsigned long total_in;
  unsigned char *next_out;
  unsigned available_out;
  unsigned long total_out;
  const char *message;
  void *state, *allocate, *release, *opaque;
  int type;
  unsigned long checksum, reserved;
} z_stream;

enum { z_ok = 0, z_end = 1, z_buffer = -5, z_any_header = 47, z_no_header = -15 };
enum { brotli_failed = 0 };

static int (*z_init)(z_stream *, int, const char *, int);
static int (*z_inflate)(z_stream *, int);
static int (*z_stop)(z_stream *);
static void *(*brotli_make)(void *, void *, void *);
static int (*brotli_step)(void *, size_t *, const uint8_t **, size_t *, uint8_t **, size_t *);
static void (*brotli_release)(void *);
static pthread_once_t loading = PTHREAD_ONCE_INIT;

static void load(void) {
  void *zlib = dlopen("libz.so.1", RTLD_NOW | RTLD_LOCAL);
  if (zlib) {
    *(void **)&z_init = dlsym(zlib, "inflateInit2_");
    *(void **)&z_inflate = dlsym(zlib, "inflate");
    *(void **)&z_stop = dlsym(zlib, "inflateEnd");
  }
  void *brotli = dlopen("libbrotlidec.so.1", RTLD_NOW | RTLD_LOCAL);
  if (brotli) {
    *(void **)&brotli_make = dlsym(brotli, "BrotliDecoderCreateInstance");
    *(void **)&brotli_step = dlsym(brotli, "BrotliDecoderDecompressStream");
    *(void **)&brotli_release = dlsym(brotli, "BrotliDecoderDestroyInstance");
  }
}

static ssize_t inflated(const void *bytes, size_t count, void *target, size_t capacity, int window) {
  z_stream stream = {.next_in = bytes,
                     .available_in = (unsigned)count,
                     .next_out = target,
                     .available_out = (unsigned)capacity};
  if (z_init(&stream, window, "1.2.11", sizeof stream) != z_ok) return -1;
  int code = z_inflate(&stream, 2);
  z_stop(&stream);
  return code == z_ok || code == z_end || code == z_buffer ? (ssize_t)stream.total_out : -1;
}

ssize_t inflate_gzip(const void *bytes, size_t count, void *target, size_t capacity) {
  pthread_once(&loading, load);
  if (!z_init || !z_inflate || !z_stop || count > 1u << 30 || capacity > 1u << 30) return -1;
  ssize_t size = inflated(bytes, count, target, capacity, z_any_header);
  // Some servers understand `deflate` without the head that it ought to have.
  return size >= 0 ? size : inflated(bytes, count, target, capacity, z_no_header);
}

ssize_t inflate_brotli(const void *bytes, size_t count, void *target, size_t capacity) {
  pthread_once(&loading, load);
  if (!brotli_make || !brotli_step || !brotli_release) return -1;
  void *state = brotli_make(NULL, NULL, NULL);
  if (!state) return -1;
  const uint8_t *in = bytes;
  uint8_t *out = target;
  size_t left = capacity;
  int code = brotli_step(state, &count, &in, &left, &out, NULL);
  brotli_release(state);
  return code == brotli_failed ? -1 : (ssize_t)(capacity - left);
}
