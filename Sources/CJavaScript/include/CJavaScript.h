// JavaScriptCore's C interface, loaded when a script is run: the program itself does not depend on it.
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef const struct OpaqueJSContext *js_context;
typedef const struct OpaqueJSValue *js_value;

// A function of ours that a script calls.
typedef js_value (*js_function)(js_context context, js_value function, js_value receiver,
                                size_t count, const js_value arguments[], js_value *exception);
// Loads the library; NULL, or what is missing.
const char *js_load(void);

js_context js_context_make(void);
void js_context_release(js_context context);
// Runs text of UTF-8 that ends in a zero; NULL and an exception if it throws.
js_value js_evaluate(js_context context, const char *text, const char *name, js_value *exception);
js_value js_call(js_context context, js_value function, size_t count, const js_value *arguments,
                 js_value *exception);
// Gives an object a member that is a function of ours.
void js_define(js_context context, js_value object, const char *name, js_function function);
js_value js_object(js_context context);
js_value js_member(js_context context, js_value object, const char *name);
void js_protect(js_context context, js_value value);
void js_unprotect(js_context context, js_value value);

js_value js_undefined(js_context context);
js_value js_number(js_context context, double number);
js_value js_boolean(js_context context, bool flag);
// Text of UTF-8 that ends in a zero.
js_value js_text(js_context context, const char *text);
js_value js_text_of_units(js_context context, const uint16_t *units, size_t count);
js_value js_error(js_context context, const char *message);
// Numbers that both sides see; they must outlive the context.
js_value js_shared_numbers(js_context context, double *numbers, size_t count);
// An ArrayBuffer with a copy of bytes.
js_value js_buffer(js_context context, const void *bytes, size_t count);

double js_to_number(js_context context, js_value value);
bool js_to_boolean(js_context context, js_value value);
bool js_is_undefined(js_context context, js_value value);
bool js_is_object(js_context context, js_value value);
// Hands a value's text, in UTF-8, to a function; false if it has none.
bool js_with_text(js_context context, js_value value, void *target,
                  void (*take)(void *target, const char *bytes, size_t count));
// The bytes of an ArrayBuffer; false for anything else.
bool js_buffer_bytes(js_context context, js_value value, const void **bytes, size_t *count);

// The host of the calling thread's scripts: a C function has no place to keep it.
void *js_host(void);
void js_set_host(void *host);
