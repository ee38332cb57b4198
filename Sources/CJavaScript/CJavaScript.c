// JavaScriptCore's C interface, loaded when a script is run: the program itself does not depend on it.
#define _GNU_SOURCE
#include "CJavaScript.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

typedef struct OpaqueJSString *js_string;
typedef void (*js_release)(void *bytes, void *context);

enum { typed_float64 = 8, typed_buffer = 9 };

// What is used of the library: result, name, parameters.
#define FUNCTIONS(X)                                                                              \
  X(js_context, JSGlobalContextCreate, (void *))                                                  \
  X(void, JSGlobalContextRelease, (js_context))                                                   \
  X(js_value, JSEvaluateScript,                                                                   \
    (js_context, js_string, js_value, js_string, int, js_value *))                                \
  X(js_value, JSObjectCallAsFunction,                                                             \
    (js_context, js_value, js_value, size_t, const js_value *, js_value *))                       \
  X(js_value, JSObjectMakeFunctionWithCallback, (js_context, js_string, js_function))             \
  X(js_value, JSObjectMake, (js_context, void *, void *))                                         \
  X(js_value, JSObjectMakeError, (js_context, size_t, const js_value *, js_value *))              \
  X(js_value, JSObjectGetProperty, (js_context, js_value, js_string, js_value *))                 \
  X(void, JSObjectSetProperty,                                                                    \
    (js_context, js_value, js_string, js_value, unsigned, js_value *))                            \
  X(js_value, JSObjectMakeTypedArrayWithBytesNoCopy,                                              \
    (js_context, int, void *, size_t, js_release, void *, js_value *))                            \
  X(js_value, JSObjectMakeArrayBufferWithBytesNoCopy,                                             \
    (js_context, void *, size_t, js_release, void *, js_value *))                                 \
  X(int, JSValueGetTypedArrayType, (js_context, js_value, js_value *))                            \
  X(void *, JSObjectGetArrayBufferBytesPtr, (js_context, js_value, js_value *))                   \
  X(size_t, JSObjectGetArrayBufferByteLength, (js_context, js_value, js_value *))                 \
  X(void, JSValueProtect, (js_context, js_value))                                                 \
  X(void, JSValueUnprotect, (js_context, js_value))                                               \
  X(js_value, JSValueMakeUndefined, (js_context))                                                 \
  X(js_value, JSValueMakeNumber, (js_context, double))                                            \
  X(js_value, JSValueMakeBoolean, (js_context, bool))                                             \
  X(js_value, JSValueMakeString, (js_context, js_string))                                         \
  X(double, JSValueToNumber, (js_context, js_value, js_value *))                                  \
  X(bool, JSValueToBoolean, (js_context, js_value))                                               \
  X(bool, JSValueIsUndefined, (js_context, js_value))                                             \
  X(bool, JSValueIsObject, (js_context, js_value))                                                \
  X(js_string, JSValueToStringCopy, (js_context, js_value, js_value *))                           \
  X(js_string, JSStringCreateWithUTF8CString, (const char *))                                     \
  X(js_string, JSStringCreateWithCharacters, (const uint16_t *, size_t))                          \
  X(void, JSStringRelease, (js_string))                                                           \
  X(size_t, JSStringGetMaximumUTF8CStringSize, (js_string))                                       \
  X(size_t, JSStringGetUTF8CString, (js_string, char *, size_t))

#define DECLARE(result, name, parameters) static result(*name) parameters;
FUNCTIONS(DECLARE)
#undef DECLARE

static const char *missing = "libjavascriptcoregtk";
static pthread_once_t loading = PTHREAD_ONCE_INIT;

static void load(void) {
  static const char *const names[] = {"libjavascriptcoregtk-4.1.so.0",
                                      "libjavascriptcoregtk-6.0.so.1",
                                      "libjavascriptcoregtk-4.0.so.18"};
  void *library = NULL;
  for (size_t index = 0; index < sizeof names / sizeof *names && !library; index++) {
    library = dlopen(names[index], RTLD_NOW | RTLD_LOCAL);
  }
  if (!library) return;
#define FIND(result, name, parameters)                                                            \
  *(void **)&name = dlsym(library, #name);                                                        \
  if (!name) {                                                                                    \
    missing = #name;                                                                              \
    return;                                                                                       \
  }
  FUNCTIONS(FIND)
#undef FIND
  missing = NULL;
}

const char *js_load(void) {
  pthread_once(&loading, load);
  return missing;
}

js_context js_context_make(void) { return JSGlobalContextCreate(NULL); }
void js_context_release(js_context context) { JSGlobalContextRelease(context); }

js_value js_evaluate(js_context context, const char *text, const char *name,
                     js_value *exception) {
  js_string source = JSStringCreateWithUTF8CString(text);
  js_string url = JSStringCreateWithUTF8CString(name);
  js_value value = JSEvaluateScript(context, source, NULL, url, 1, exception);
  JSStringRelease(source);
  JSStringRelease(url);
  return value;
}

js_value js_call(js_context context, js_value function, size_t count, const js_value *arguments,
                 js_value *exception) {
  return JSObjectCallAsFunction(context, function, NULL, count, arguments, exception);
}

void js_define(js_context context, js_value object, const char *name, js_function function) {
  js_string text = JSStringCreateWithUTF8CString(name);
  js_value value = JSObjectMakeFunctionWithCallback(context, text, function);
  JSObjectSetProperty(context, object, text, value, 0, NULL);
  JSStringRelease(text);
}

js_value js_object(js_context context) { return JSObjectMake(context, NULL, NULL); }

js_value js_member(js_context context, js_value object, const char *name) {
  js_string text = JSStringCreateWithUTF8CString(name);
  js_value value = JSObjectGetProperty(context, object, text, NULL);
  JSStringRelease(text);
  return value;
}

void js_protect(js_context context, js_value value) { JSValueProtect(context, value); }
void js_unprotect(js_context context, js_value value) { JSValueUnprotect(context, value); }

js_value js_undefined(js_context context) { return JSValueMakeUndefined(context); }
js_value js_number(js_context context, double number) { return JSValueMakeNumber(context, number); }
js_value js_boolean(js_context context, bool flag) { return JSValueMakeBoolean(context, flag); }

static js_value value_of(js_context context, js_string text) {
  js_value value = JSValueMakeString(context, text);
  JSStringRelease(text);
  return value;
}

js_value js_text(js_context context, const char *text) {
  return value_of(context, JSStringCreateWithUTF8CString(text));
}

js_value js_text_of_units(js_context context, const uint16_t *units, size_t count) {
  return value_of(context, JSStringCreateWithCharacters(units, count));
}

js_value js_error(js_context context, const char *message) {
  js_value text = js_text(context, message);
  return JSObjectMakeError(context, 1, &text, NULL);
}

js_value js_shared_numbers(js_context context, double *numbers, size_t count) {
  return JSObjectMakeTypedArrayWithBytesNoCopy(context, typed_float64, numbers,
                                               count * sizeof *numbers, NULL, NULL, NULL);
}

static void release(void *bytes, void *context) {
  (void)context;
  free(bytes);
}

js_value js_buffer(js_context context, const void *bytes, size_t count) {
  void *copy = malloc(count ? count : 1);
  if (!copy) return JSValueMakeUndefined(context);
  if (count) memcpy(copy, bytes, count);
  return JSObjectMakeArrayBufferWithBytesNoCopy(context, copy, count, release, NULL, NULL);
}

double js_to_number(js_context context, js_value value) {
  return JSValueToNumber(context, value, NULL);
}
bool js_to_boolean(js_context context, js_value value) { return JSValueToBoolean(context, value); }
bool js_is_undefined(js_context context, js_value value) {
  return JSValueIsUndefined(context, value);
}
bool js_is_object(js_context context, js_value value) { return JSValueIsObject(context, value); }

bool js_with_text(js_context context, js_value value, void *target,
                  void (*take)(void *target, const char *bytes, size_t count)) {
  js_value exception = NULL;
  js_string text = JSValueToStringCopy(context, value, &exception);
  if (!text) return false;
  size_t size = JSStringGetMaximumUTF8CStringSize(text);
  char small[1024];
  char *bytes = size <= sizeof small ? small : malloc(size);
  if (bytes) {
    size_t count = JSStringGetUTF8CString(text, bytes, size);
    take(target, bytes, count > 0 ? count - 1 : 0);
    if (bytes != small) free(bytes);
  }
  JSStringRelease(text);
  return bytes != NULL;
}

bool js_buffer_bytes(js_context context, js_value value, const void **bytes, size_t *count) {
  if (JSValueGetTypedArrayType(context, value, NULL) != typed_buffer) return false;
  *bytes = JSObjectGetArrayBufferBytesPtr(context, value, NULL);
  *count = JSObjectGetArrayBufferByteLength(context, value, NULL);
  return *bytes != NULL || *count == 0;
}

static _Thread_local void *current_host;
void *js_host(void) { return current_host; }
void js_set_host(void *host) { current_host = host; }
