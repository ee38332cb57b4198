// Scans over padded byte buffers that the compiler turns into vector instructions.
#pragma once
#include <stdint.h>

// 1 for an ASCII letter, digit, `_` or `$`; 2 for a byte of a non-ASCII character; else 0.
extern const uint8_t byte_scan_class_table[256];

static inline const uint8_t *byte_scan_classes(void) { return byte_scan_class_table; }

// The address of the caller's stack frame.
static inline uintptr_t byte_scan_stack_address(void) {
  return (uintptr_t)__builtin_frame_address(0);
}

// Each of these reads 16 bytes: the buffer must be padded.
#if defined(__SSE2__)
#include <emmintrin.h>

// How many bytes at `p` are part of an ASCII identifier, at most 16.
static inline uint32_t byte_scan_identifier(const uint8_t *p) {
  const __m128i bytes = _mm_loadu_si128((const __m128i *)p);
  const __m128i lowered = _mm_or_si128(bytes, _mm_set1_epi8(0x20));
  const __m128i letter = _mm_sub_epi8(lowered, _mm_set1_epi8('a'));
  const __m128i digit = _mm_sub_epi8(bytes, _mm_set1_epi8('0'));
  __m128i part = _mm_or_si128(
      _mm_cmpeq_epi8(_mm_min_epu8(letter, _mm_set1_epi8(25)), letter),
      _mm_cmpeq_epi8(_mm_min_epu8(digit, _mm_set1_epi8(9)), digit));
  part = _mm_or_si128(part, _mm_or_si128(_mm_cmpeq_epi8(bytes, _mm_set1_epi8('_')),
                                         _mm_cmpeq_epi8(bytes, _mm_set1_epi8('$'))));
  return (uint32_t)__builtin_ctz(~(uint32_t)_mm_movemask_epi8(part) | 0x10000u);
}

// Bit i is set where byte i is one of a and b.
static inline uint32_t byte_scan_any2(const uint8_t *p, uint8_t a, uint8_t b) {
  const __m128i bytes = _mm_loadu_si128((const __m128i *)p);
  return (uint32_t)_mm_movemask_epi8(
      _mm_or_si128(_mm_cmpeq_epi8(bytes, _mm_set1_epi8((char)a)),
                   _mm_cmpeq_epi8(bytes, _mm_set1_epi8((char)b))));
}

// Bit i is set where byte i is one of a, b, c and d.
static inline uint32_t byte_scan_any4(const uint8_t *p, uint8_t a, uint8_t b, uint8_t c, uint8_t d) {
  const __m128i bytes = _mm_loadu_si128((const __m128i *)p);
  const __m128i first = _mm_or_si128(_mm_cmpeq_epi8(bytes, _mm_set1_epi8((char)a)),
                                     _mm_cmpeq_epi8(bytes, _mm_set1_epi8((char)b)));
  const __m128i second = _mm_or_si128(_mm_cmpeq_epi8(bytes, _mm_set1_epi8((char)c)),
                                      _mm_cmpeq_epi8(bytes, _mm_set1_epi8((char)d)));
  return (uint32_t)_mm_movemask_epi8(_mm_or_si128(first, second));
}

// How many of the `count` bytes at `p` are one of a and b; reads up to 15 bytes more, which must be neither.
static inline uint64_t byte_scan_count2(const uint8_t *p, uint64_t count, uint8_t a, uint8_t b) {
  const __m128i zero = _mm_setzero_si128();
  const __m128i first = _mm_set1_epi8((char)a), second = _mm_set1_epi8((char)b);
  uint64_t sum = 0;
  for (uint64_t i = 0; i < count;) {
    __m128i marks = zero;
    // A byte counts up to 255 before it is added up.
    for (int turn = 0; turn < 255 && i < count; turn++, i += 16) {
      const __m128i bytes = _mm_loadu_si128((const __m128i *)(p + i));
      marks = _mm_sub_epi8(
          marks, _mm_or_si128(_mm_cmpeq_epi8(bytes, first), _mm_cmpeq_epi8(bytes, second)));
    }
    const __m128i halves = _mm_sad_epu8(marks, zero);
    sum += (uint64_t)_mm_cvtsi128_si64(halves) +
           (uint64_t)_mm_cvtsi128_si64(_mm_unpackhi_epi64(halves, halves));
  }
  return sum;
}

// Bit i is set where bytes i and i + 1 are one of the pairs `bp`, `lr`, `rb`, `,t` and `__`, in any case, by which
// loaders of bundles are found; a few others look the same to it. Reads 17 bytes.
static inline uint32_t byte_scan_loader_marks(const uint8_t *p) {
  const __m128i fold = _mm_set1_epi8(0x20);
  const __m128i a = _mm_or_si128(_mm_loadu_si128((const __m128i *)p), fold);
  const __m128i b = _mm_or_si128(_mm_loadu_si128((const __m128i *)(p + 1)), fold);
#define BYTE_SCAN_PAIR(x, y) \
  _mm_and_si128(_mm_cmpeq_epi8(a, _mm_set1_epi8(x)), _mm_cmpeq_epi8(b, _mm_set1_epi8(y)))
  __m128i marks = _mm_or_si128(BYTE_SCAN_PAIR('b', 'p'), BYTE_SCAN_PAIR('l', 'r'));
  marks = _mm_or_si128(marks, _mm_or_si128(BYTE_SCAN_PAIR('r', 'b'), BYTE_SCAN_PAIR(',', 't')));
  marks = _mm_or_si128(marks, BYTE_SCAN_PAIR('_' | 0x20, '_' | 0x20));
#undef BYTE_SCAN_PAIR
  return (uint32_t)_mm_movemask_epi8(marks);
}

// How many bytes at `p` equal `c`, at most 16.
static inline uint32_t byte_scan_run(const uint8_t *p, uint8_t c) {
  const __m128i bytes = _mm_loadu_si128((const __m128i *)p);
  const __m128i same = _mm_cmpeq_epi8(bytes, _mm_set1_epi8((char)c));
  return (uint32_t)__builtin_ctz(~(uint32_t)_mm_movemask_epi8(same) | 0x10000u);
}

#else

static inline uint32_t byte_scan_identifier(const uint8_t *p) {
  uint32_t n = 0;
  while (n < 16 && byte_scan_class_table[p[n]] == 1) n++;
  return n;
}

static inline uint32_t byte_scan_any4(const uint8_t *p, uint8_t a, uint8_t b, uint8_t c, uint8_t d) {
  uint32_t mask = 0;
  for (uint32_t i = 0; i < 16; i++)
    mask |= (uint32_t)(p[i] == a || p[i] == b || p[i] == c || p[i] == d) << i;
  return mask;
}

static inline uint32_t byte_scan_any2(const uint8_t *p, uint8_t a, uint8_t b) {
  return byte_scan_any4(p, a, b, a, b);
}

static inline uint64_t byte_scan_count2(const uint8_t *p, uint64_t count, uint8_t a, uint8_t b) {
  uint64_t sum = 0;
  for (uint64_t i = 0; i < count; i++) sum += p[i] == a || p[i] == b;
  return sum;
}

static inline uint32_t byte_scan_loader_marks(const uint8_t *p) {
  static const char pairs[] = "bplrrb,t\x7f\x7f";
  uint32_t mask = 0;
  for (uint32_t i = 0; i < 16; i++)
    for (uint32_t k = 0; k < 10; k += 2)
      mask |= (uint32_t)((p[i] | 0x20) == pairs[k] && (p[i + 1] | 0x20) == pairs[k + 1]) << i;
  return mask;
}

static inline uint32_t byte_scan_run(const uint8_t *p, uint8_t c) {
  uint32_t n = 0;
  while (n < 16 && p[n] == c) n++;
  return n;
}

#endif
