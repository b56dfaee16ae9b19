/* Lets the kernel go on from an image of its memory, and writes the image afterwards.
 *
 *     arm MODULE IMAGE RUN OUT
 *
 * RUN is the address of the run's record. The declarations are those of wasm.h, the C interface that
 * WebAssembly runtimes share.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct { size_t size; char *data; } bytes;
typedef struct { size_t size; void **data; } pointers;
typedef struct { uint8_t kind; union { int32_t i32; int64_t i64; double f64; void *ref; } of; } value;
typedef struct { size_t size; value *data; } values;
enum { I64 = 1 };

void *wasm_engine_new(void);
void *wasm_store_new(void *engine);
void *wasm_module_new(void *store, const bytes *code);
void *wasm_instance_new(void *store, void *module, const pointers *imports, void **trap);
void wasm_module_exports(void *module, pointers *types);
void *wasm_exporttype_name(void *type);
void wasm_instance_exports(void *instance, pointers *externs);
void *wasm_extern_as_func(void *external);
void *wasm_extern_as_memory(void *external);
void *wasm_func_call(void *function, const values *arguments, values *results);
char *wasm_memory_data(void *memory);
size_t wasm_memory_data_size(void *memory);
uint8_t wasm_memory_grow(void *memory, uint32_t pages);

static void need(int holds, const char *what) {
  if (!holds) {
    fprintf(stderr, "%s\n", what);
    exit(1);
  }
}

static bytes contents(const char *path) {
  FILE *file = fopen(path, "rb");
  need(file != NULL, path);
  fseek(file, 0, SEEK_END);
  bytes all = {(size_t)ftell(file), NULL};
  rewind(file);
  all.data = malloc(all.size);
  need(fread(all.data, 1, all.size, file) == all.size, path);
  fclose(file);
  return all;
}

static int is(void *type, const char *name) {
  bytes *own = wasm_exporttype_name(type);
  return own->size == strlen(name) && memcmp(own->data, name, own->size) == 0;
}

int main(int count, char **arguments) {
  need(count == 5, "arm MODULE IMAGE RUN OUT");
  bytes code = contents(arguments[1]), image = contents(arguments[2]);
  void *store = wasm_store_new(wasm_engine_new());
  void *module = wasm_module_new(store, &code), *trap = NULL;
  need(module != NULL, "the module cannot be compiled");
  pointers imports = {0, NULL}, exports, types;
  void *instance = wasm_instance_new(store, module, &imports, &trap);
  need(instance != NULL, "the module cannot be instantiated");
  wasm_instance_exports(instance, &exports);
  wasm_module_exports(module, &types);
  void *memory = NULL, *advance = NULL;
  for (size_t place = 0; place < exports.size; place++) {
    if (is(types.data[place], "memory")) memory = wasm_extern_as_memory(exports.data[place]);
    if (is(types.data[place], "recsim_advance")) advance = wasm_extern_as_func(exports.data[place]);
  }
  size_t have = wasm_memory_data_size(memory);
  if (image.size > have)
    need(wasm_memory_grow(memory, (uint32_t)((image.size - have + 65535) / 65536)), "no memory");
  memcpy(wasm_memory_data(memory), image.data, image.size);
  value run = {I64, {.i64 = atoll(arguments[3])}}, status = {0};
  values in = {1, &run}, out = {1, &status};
  need(wasm_func_call(advance, &in, &out) == NULL, "the kernel was trapped");
  FILE *file = fopen(arguments[4], "wb");
  need(file != NULL && fwrite(wasm_memory_data(memory), 1, image.size, file) == image.size, "out");
  fclose(file);
  printf("%lld\n", (long long)status.of.i64);
  return 0;
}
