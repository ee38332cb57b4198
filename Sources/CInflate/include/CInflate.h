// zlib and brotli, loaded when the body of a compressed answer is needed.
#pragma once
#include <stddef.h>
#include <sys/types.h>

// How many bytes came out, at most `capacity`; what is cut off gives what it holds. -1 where the bytes are
// no such stream, or the library is missing.
ssize_t inflate_gzip(const void *bytes, size_t count, void *target, size_t capacity);
ssize_t inflate_brotli(const void *bytes, size_t count, void *target, size_t capacity);
