/* "ledger": a payload in C, with the required functions alone. A message is an array of fields
 * whose numbers are kept as they came; on the wire it is its id character and, field by field, a
 * header and the bytes. LEDGER is the name and LEDGER_ID the id character. */
#include <mama/datetime.h>
#include <mama/integration/mama.h>
#include <mama/integration/msgfield.h>
#include <mama/mama.h>
#include <mama/price.h>
#include <payloadbridge.h>
#include <stdlib.h>
#include <string.h>

#define JOINED_(a, b) a##b
#define JOINED(a, b) JOINED_(a, b)
#define SLOT(suffix) JOINED(LEDGER, suffix)
#define TEXT_(x) #x
#define TEXT(x) TEXT_(x)
#define EXPORT MAMAExpBridgeDLL

/* X(name, C type, field type) */
#define SCALARS(X)                           \
  X(Bool, mama_bool_t, MAMA_FIELD_TYPE_BOOL) \
  X(Char, char, MAMA_FIELD_TYPE_CHAR)        \
  X(I8, mama_i8_t, MAMA_FIELD_TYPE_I8)       \
  X(U8, mama_u8_t, MAMA_FIELD_TYPE_U8)       \
  X(I16, mama_i16_t, MAMA_FIELD_TYPE_I16)    \
  X(U16, mama_u16_t, MAMA_FIELD_TYPE_U16)    \
  X(I32, mama_i32_t, MAMA_FIELD_TYPE_I32)    \
  X(U32, mama_u32_t, MAMA_FIELD_TYPE_U32)    \
  X(I64, mama_i64_t, MAMA_FIELD_TYPE_I64)    \
  X(U64, mama_u64_t, MAMA_FIELD_TYPE_U64)    \
  X(F32, mama_f32_t, MAMA_FIELD_TYPE_F32)    \
  X(F64, mama_f64_t, MAMA_FIELD_TYPE_F64)

typedef struct field {
  uint16_t type, fid;
  uint32_t nameBytes, size; /* the name with its end */
  char* name;               /* the value lies behind it */
} field;

typedef struct message {
  field* fields;
  size_t count;
  char* wire;
  char text[64];
} message;

typedef struct iterator {
  message* of;
  size_t at;
} iterator;

static const void* value_of(const field* f) { return f->name + f->nameBytes; }

/* ---- fields of a message ---- */

static field* find(message* m, const char* name, mama_fid_t fid) {
  size_t i;
  for (i = 0; i < m->count; ++i) {
    field* f = &m->fields[i];
    if (fid != 0 ? f->fid == fid : name != NULL && strcmp(f->name, name) == 0) return f;
  }
  return NULL;
}

static mama_status fill(field* f, uint16_t type, const char* name, mama_fid_t fid,
                        const void* value, size_t size) {
  const size_t nameBytes = (name != NULL ? strlen(name) : 0) + 1;
  char* made = malloc(nameBytes + size);
  if (made == NULL) return MAMA_STATUS_NOMEM;
  memcpy(made, name != NULL ? name : "", nameBytes);
  if (size > 0) memcpy(made + nameBytes, value, size);
  free(f->name);
  f->type = type;
  f->fid = fid;
  f->nameBytes = (uint32_t)nameBytes;
  f->size = (uint32_t)size;
  f->name = made;
  return MAMA_STATUS_OK;
}

static mama_status add(message* m, uint16_t type, const char* name, mama_fid_t fid,
                       const void* value, size_t size) {
  field* more;
  field made = {0};
  mama_status status;
  if (m == NULL || value == NULL || (name == NULL && fid == 0)) return MAMA_STATUS_NULL_ARG;
  status = fill(&made, type, name, fid, value, size);
  if (status != MAMA_STATUS_OK) return status;
  more = realloc(m->fields, (m->count + 1) * sizeof *more);
  if (more == NULL) {
    free(made.name);
    return MAMA_STATUS_NOMEM;
  }
  m->fields = more;
  m->fields[m->count++] = made;
  return MAMA_STATUS_OK;
}

static mama_status update(message* m, uint16_t type, const char* name, mama_fid_t fid,
                          const void* value, size_t size) {
  field* f;
  if (m == NULL || value == NULL || (name == NULL && fid == 0)) return MAMA_STATUS_NULL_ARG;
  f = find(m, name, fid);
  if (f == NULL) return add(m, type, name, fid, value, size);
  return fill(f, type, f->name, f->fid, value, size);
}

static int is_number(const field* f) {
  switch (f->type) {
#define CASE(Name, Type, FieldType) case FieldType:
    SCALARS(CASE)
#undef CASE
    return 1;
    default:
      return 0;
  }
}

/* Numbers convert as C does. */
#define READ(Name, Type, FieldType)                                         \
  static mama_status read##Name(const field* f, Type* result) {             \
    if (result == NULL) return MAMA_STATUS_NULL_ARG;                        \
    if (f == NULL) return MAMA_STATUS_NOT_FOUND;                            \
    if (!is_number(f)) return MAMA_STATUS_WRONG_FIELD_TYPE;                 \
    if (f->type == MAMA_FIELD_TYPE_F64 || f->type == MAMA_FIELD_TYPE_F32) { \
      *result = (Type)as_f64(f);                                            \
    } else if (f->type == MAMA_FIELD_TYPE_U64) {                            \
      *result = (Type)(mama_u64_t)as_i64(f);                                \
    } else {                                                                \
      *result = (Type)as_i64(f);                                            \
    }                                                                       \
    return MAMA_STATUS_OK;                                                  \
  }

static mama_f64_t as_f64(const field* f) {
  mama_f64_t wide = 0;
  mama_f32_t narrow = 0;
  if (f->type == MAMA_FIELD_TYPE_F32) {
    memcpy(&narrow, value_of(f), sizeof narrow);
    return narrow;
  }
  memcpy(&wide, value_of(f), sizeof wide);
  return wide;
}

static mama_i64_t as_i64(const field* f) {
  switch (f->type) {
#define CASE(Name, Type, FieldType)            \
  case FieldType: {                            \
    Type value;                                \
    memcpy(&value, value_of(f), sizeof value); \
    return (mama_i64_t)value;                  \
  }
    SCALARS(CASE)
#undef CASE
    default:
      return 0;
  }
}

SCALARS(READ)

/* ---- life ---- */

EXPORT mama_status SLOT(Payload_init)(mamaPayloadBridge bridge, char* id) {
  (void)bridge;
  MAMA_SET_BRIDGE_COMPILE_TIME_VERSION(TEXT(LEDGER));
  *id = LEDGER_ID;
  return MAMA_STATUS_OK;
}

EXPORT mamaPayloadType SLOT(Payload_getType)(void) { return (mamaPayloadType)LEDGER_ID; }

EXPORT mama_status SLOT(Payload_create)(msgPayload* result) {
  if (result == NULL) return MAMA_STATUS_NULL_ARG;
  *result = calloc(1, sizeof(message));
  return *result != NULL ? MAMA_STATUS_OK : MAMA_STATUS_NOMEM;
}

EXPORT mama_status SLOT(Payload_clear)(msgPayload payload) {
  message* m = payload;
  if (m == NULL) return MAMA_STATUS_NULL_ARG;
  while (m->count > 0) free(m->fields[--m->count].name);
  return MAMA_STATUS_OK;
}

EXPORT mama_status SLOT(Payload_destroy)(msgPayload payload) {
  message* m = payload;
  if (SLOT(Payload_clear)(m) != MAMA_STATUS_OK) return MAMA_STATUS_NULL_ARG;
  free(m->fields);
  free(m->wire);
  free(m);
  return MAMA_STATUS_OK;
}

EXPORT mama_status SLOT(Payload_apply)(msgPayload dest, const msgPayload source) {
  const message* from = source;
  size_t i;
  if (dest == NULL || from == NULL) return MAMA_STATUS_NULL_ARG;
  for (i = 0; i < from->count; ++i) {
    const field* f = &from->fields[i];
    const mama_status status = update(dest, f->type, f->name, f->fid, value_of(f), f->size);
    if (status != MAMA_STATUS_OK) return status;
  }
  return MAMA_STATUS_OK;
}

EXPORT mama_status SLOT(Payload_copy)(const msgPayload source, msgPayload* copy) {
  if (source == NULL || copy == NULL) return MAMA_STATUS_NULL_ARG;
  if (*copy == NULL && SLOT(Payload_create)(copy) != MAMA_STATUS_OK) return MAMA_STATUS_NOMEM;
  SLOT(Payload_clear)(*copy);
  return SLOT(Payload_apply)(*copy, source);
}

EXPORT mama_status SLOT(Payload_getNumFields)(const msgPayload payload, mama_size_t* count) {
  if (payload == NULL || count == NULL) return MAMA_STATUS_NULL_ARG;
  *count = ((message*)payload)->count;
  return MAMA_STATUS_OK;
}

EXPORT const char* SLOT(Payload_toString)(const msgPayload payload) {
  message* m = payload;
  if (m == NULL) return NULL;
  snprintf(m->text, sizeof m->text, "{%zu fields}", m->count);
  return m->text;
}

EXPORT mama_status SLOT(Payload_iterateFields)(const msgPayload payload, const mamaMsg parent,
                                               mamaMsgField into, mamaMsgIteratorCb callback,
                                               void* closure) {
  message* m = payload;
  size_t i;
  if (m == NULL || parent == NULL || into == NULL || callback == NULL) return MAMA_STATUS_NULL_ARG;
  for (i = 0; i < m->count; ++i) {
    mamaMsgFieldImpl_setPayload(into, &m->fields[i]);
    callback(parent, into, closure);
  }
  return MAMA_STATUS_OK;
}

/* ---- the wire form ---- */

typedef struct wireField {
  uint16_t type, fid;
  uint32_t nameBytes, size;
} wireField;

EXPORT mama_status SLOT(Payload_serialize)(const msgPayload payload, const void** buffer,
                                           mama_size_t* size) {
  message* m = payload;
  size_t total = 1;
  size_t i;
  char* at;
  if (m == NULL || buffer == NULL || size == NULL) return MAMA_STATUS_NULL_ARG;
  for (i = 0; i < m->count; ++i) {
    total += sizeof(wireField) + m->fields[i].nameBytes + m->fields[i].size;
  }
  at = realloc(m->wire, total);
  if (at == NULL) return MAMA_STATUS_NOMEM;
  m->wire = at;
  *at++ = LEDGER_ID;
  for (i = 0; i < m->count; ++i) {
    const field* f = &m->fields[i];
    const wireField header = {f->type, f->fid, f->nameBytes, f->size};
    memcpy(at, &header, sizeof header);
    memcpy(at + sizeof header, f->name, (size_t)f->nameBytes + f->size);
    at += sizeof header + f->nameBytes + f->size;
  }
  *buffer = m->wire;
  *size = total;
  return MAMA_STATUS_OK;
}

/* Numbers have their size, texts their end. */
static int is_sound(const field* f) {
  switch (f->type) {
#define CASE(Name, Type, FieldType) \
  case FieldType:                   \
    return f->size == sizeof(Type);
    SCALARS(CASE)
#undef CASE
    case MAMA_FIELD_TYPE_STRING:
      return f->size > 0 && ((const char*)value_of(f))[f->size - 1] == '\0';
    case MAMA_FIELD_TYPE_TIME:
      return f->size == sizeof(mama_u64_t);
    case MAMA_FIELD_TYPE_PRICE:
      return f->size == sizeof(mama_f64_t);
    default:
      return f->type == MAMA_FIELD_TYPE_OPAQUE;
  }
}

EXPORT mama_status SLOT(Payload_unSerialize)(const msgPayload payload, const void* buffer,
                                             mama_size_t size) {
  const char* at = buffer;
  const char* const end = at + size;
  if (payload == NULL || buffer == NULL || size == 0) return MAMA_STATUS_NULL_ARG;
  if (*at++ != LEDGER_ID) return MAMA_STATUS_INVALID_ARG;
  SLOT(Payload_clear)(payload);
  while (at < end) {
    wireField header;
    message* m = payload;
    mama_status status;
    if ((size_t)(end - at) < sizeof header) return MAMA_STATUS_INVALID_ARG;
    memcpy(&header, at, sizeof header);
    at += sizeof header;
    if (header.nameBytes == 0 || (size_t)(end - at) < header.nameBytes ||
        (size_t)(end - at) - header.nameBytes < header.size || at[header.nameBytes - 1] != '\0' ||
        strlen(at) + 1 != header.nameBytes) {
      return MAMA_STATUS_INVALID_ARG;
    }
    status = add(m, header.type, at, header.fid, at + header.nameBytes, header.size);
    if (status != MAMA_STATUS_OK) return status;
    if (!is_sound(&m->fields[m->count - 1])) {
      free(m->fields[--m->count].name);
      return MAMA_STATUS_INVALID_ARG;
    }
    at += header.nameBytes + header.size;
  }
  return MAMA_STATUS_OK;
}

EXPORT mama_status SLOT(Payload_getByteBuffer)(const msgPayload payload, const void** buffer,
                                               mama_size_t* size) {
  return SLOT(Payload_serialize)(payload, buffer, size);
}

EXPORT mama_status SLOT(Payload_setByteBuffer)(const msgPayload payload, mamaPayloadBridge bridge,
                                               const void* buffer, mama_size_t size) {
  (void)bridge;
  return SLOT(Payload_unSerialize)(payload, buffer, size);
}

EXPORT mama_status SLOT(Payload_createFromByteBuffer)(msgPayload* result, mamaPayloadBridge bridge,
                                                      const void* buffer, mama_size_t size) {
  msgPayload made = NULL;
  mama_status status;
  (void)bridge;
  if (result == NULL || buffer == NULL) return MAMA_STATUS_NULL_ARG;
  if (size == 0) return MAMA_STATUS_INVALID_ARG;
  status = SLOT(Payload_create)(&made);
  if (status != MAMA_STATUS_OK) return status;
  status = SLOT(Payload_unSerialize)(made, buffer, size);
  if (status == MAMA_STATUS_OK) {
    *result = made;
  } else {
    SLOT(Payload_destroy)(made);
  }
  return status;
}

/* ---- values: of a message by name and fid, and of a field ---- */

#define REQUIRE(m, name, fid) \
  if (m == NULL || (name == NULL && fid == 0)) return MAMA_STATUS_NULL_ARG

#define SCALAR_FUNCTIONS(Name, Type, FieldType)                                                    \
  EXPORT mama_status SLOT(Payload_add##Name)(msgPayload m, const char* name, mama_fid_t fid,       \
                                             Type value) {                                         \
    return add(m, FieldType, name, fid, &value, sizeof value);                                     \
  }                                                                                                \
  EXPORT mama_status SLOT(Payload_update##Name)(msgPayload m, const char* name, mama_fid_t fid,    \
                                                Type value) {                                      \
    return update(m, FieldType, name, fid, &value, sizeof value);                                  \
  }                                                                                                \
  EXPORT mama_status SLOT(Payload_get##Name)(const msgPayload m, const char* name, mama_fid_t fid, \
                                             Type* result) {                                       \
    REQUIRE(m, name, fid);                                                                         \
    return read##Name(find(m, name, fid), result);                                                 \
  }                                                                                                \
  EXPORT mama_status SLOT(FieldPayload_update##Name)(msgFieldPayload f, msgPayload m,              \
                                                     Type value) {                                 \
    const field* of = f;                                                                           \
    if (of == NULL || m == NULL) return MAMA_STATUS_NULL_ARG;                                      \
    return update(m, FieldType, of->name, of->fid, &value, sizeof value);                          \
  }                                                                                                \
  EXPORT mama_status SLOT(FieldPayload_get##Name)(const msgFieldPayload f, Type* result) {         \
    return f != NULL ? read##Name(f, result) : MAMA_STATUS_NULL_ARG;                               \
  }
SCALARS(SCALAR_FUNCTIONS)

static mama_status read_pointer(const field* f, uint16_t type, const void** result) {
  if (result == NULL) return MAMA_STATUS_NULL_ARG;
  if (f == NULL) return MAMA_STATUS_NOT_FOUND;
  if (f->type != type) return MAMA_STATUS_WRONG_FIELD_TYPE;
  *result = value_of(f);
  return MAMA_STATUS_OK;
}

#define STORE_TEXT(how, m, name, fid, value)  \
  return value == NULL ? MAMA_STATUS_NULL_ARG \
                       : how(m, MAMA_FIELD_TYPE_STRING, name, fid, value, strlen(value) + 1)

EXPORT mama_status SLOT(Payload_addString)(msgPayload m, const char* name, mama_fid_t fid,
                                           const char* value) {
  STORE_TEXT(add, m, name, fid, value);
}
EXPORT mama_status SLOT(Payload_updateString)(msgPayload m, const char* name, mama_fid_t fid,
                                              const char* value) {
  STORE_TEXT(update, m, name, fid, value);
}
EXPORT mama_status SLOT(Payload_getString)(const msgPayload m, const char* name, mama_fid_t fid,
                                           const char** result) {
  REQUIRE(m, name, fid);
  return read_pointer(find(m, name, fid), MAMA_FIELD_TYPE_STRING, (const void**)result);
}
EXPORT mama_status SLOT(FieldPayload_getString)(const msgFieldPayload f, const char** result) {
  if (f == NULL) return MAMA_STATUS_NULL_ARG;
  return read_pointer(f, MAMA_FIELD_TYPE_STRING, (const void**)result);
}

EXPORT mama_status SLOT(Payload_addOpaque)(msgPayload m, const char* name, mama_fid_t fid,
                                           const void* value, mama_size_t size) {
  return add(m, MAMA_FIELD_TYPE_OPAQUE, name, fid, value, size);
}
EXPORT mama_status SLOT(Payload_updateOpaque)(msgPayload m, const char* name, mama_fid_t fid,
                                              const void* value, mama_size_t size) {
  return update(m, MAMA_FIELD_TYPE_OPAQUE, name, fid, value, size);
}
static mama_status read_opaque(const field* f, const void** result, mama_size_t* size) {
  mama_status status;
  if (size == NULL) return MAMA_STATUS_NULL_ARG;
  status = read_pointer(f, MAMA_FIELD_TYPE_OPAQUE, result);
  if (status == MAMA_STATUS_OK) *size = f->size;
  return status;
}
EXPORT mama_status SLOT(Payload_getOpaque)(const msgPayload m, const char* name, mama_fid_t fid,
                                           const void** result, mama_size_t* size) {
  REQUIRE(m, name, fid);
  return read_opaque(find(m, name, fid), result, size);
}
EXPORT mama_status SLOT(FieldPayload_getOpaque)(const msgFieldPayload f, const void** result,
                                                mama_size_t* size) {
  return f != NULL ? read_opaque(f, result, size) : MAMA_STATUS_NULL_ARG;
}

/* Times as microseconds, prices as their value. */
#define OBJECT_FUNCTIONS(Name, Object, Number, FieldType, take, put)                               \
  EXPORT mama_status SLOT(Payload_add##Name)(msgPayload m, const char* name, mama_fid_t fid,       \
                                             const Object value) {                                 \
    Number number = 0;                                                                             \
    if (value == NULL || take(value, &number) != MAMA_STATUS_OK) return MAMA_STATUS_NULL_ARG;      \
    return add(m, FieldType, name, fid, &number, sizeof number);                                   \
  }                                                                                                \
  EXPORT mama_status SLOT(Payload_update##Name)(msgPayload m, const char* name, mama_fid_t fid,    \
                                                const Object value) {                              \
    Number number = 0;                                                                             \
    if (value == NULL || take(value, &number) != MAMA_STATUS_OK) return MAMA_STATUS_NULL_ARG;      \
    return update(m, FieldType, name, fid, &number, sizeof number);                                \
  }                                                                                                \
  static mama_status read##Name(const field* f, Object result) {                                   \
    const void* bytes = NULL;                                                                      \
    Number number = 0;                                                                             \
    const mama_status status = read_pointer(f, FieldType, &bytes);                                 \
    if (result == NULL) return MAMA_STATUS_NULL_ARG;                                               \
    if (status != MAMA_STATUS_OK) return status;                                                   \
    memcpy(&number, bytes, sizeof number);                                                         \
    return put(result, number);                                                                    \
  }                                                                                                \
  EXPORT mama_status SLOT(Payload_get##Name)(const msgPayload m, const char* name, mama_fid_t fid, \
                                             Object result) {                                      \
    REQUIRE(m, name, fid);                                                                         \
    return read##Name(find(m, name, fid), result);                                                 \
  }                                                                                                \
  EXPORT mama_status SLOT(FieldPayload_get##Name)(const msgFieldPayload f, Object result) {        \
    return f != NULL ? read##Name(f, result) : MAMA_STATUS_NULL_ARG;                               \
  }                                                                                                \
  EXPORT mama_status SLOT(FieldPayload_update##Name)(msgFieldPayload f, msgPayload m,              \
                                                     const Object value) {                         \
    const field* of = f;                                                                           \
    if (of == NULL || m == NULL) return MAMA_STATUS_NULL_ARG;                                      \
    return SLOT(Payload_update##Name)(m, of->name, of->fid, value);                                \
  }
OBJECT_FUNCTIONS(DateTime, mamaDateTime, mama_u64_t, MAMA_FIELD_TYPE_TIME,
                 mamaDateTime_getEpochTimeMicroseconds, mamaDateTime_setEpochTimeMicroseconds)
OBJECT_FUNCTIONS(Price, mamaPrice, mama_f64_t, MAMA_FIELD_TYPE_PRICE, mamaPrice_getValue,
                 mamaPrice_setValue)

/* ---- fields ---- */

EXPORT mama_status SLOT(FieldPayload_create)(msgFieldPayload* result) {
  if (result == NULL) return MAMA_STATUS_NULL_ARG;
  *result = calloc(1, sizeof(field));
  return *result != NULL ? MAMA_STATUS_OK : MAMA_STATUS_NOMEM;
}
EXPORT mama_status SLOT(FieldPayload_destroy)(msgFieldPayload f) {
  if (f == NULL) return MAMA_STATUS_NULL_ARG;
  free(f);
  return MAMA_STATUS_OK;
}
EXPORT mama_status SLOT(FieldPayload_getType)(const msgFieldPayload f, mamaFieldType* result) {
  if (f == NULL || result == NULL) return MAMA_STATUS_NULL_ARG;
  *result = (mamaFieldType)((const field*)f)->type;
  return MAMA_STATUS_OK;
}
EXPORT mama_status SLOT(FieldPayload_getName)(const msgFieldPayload f, mamaDictionary dictionary,
                                              mamaFieldDescriptor descriptor, const char** result) {
  (void)dictionary;
  (void)descriptor;
  if (f == NULL || result == NULL) return MAMA_STATUS_NULL_ARG;
  *result = ((const field*)f)->name;
  return MAMA_STATUS_OK;
}
EXPORT mama_status SLOT(FieldPayload_getFid)(const msgFieldPayload f, mamaDictionary dictionary,
                                             mamaFieldDescriptor descriptor, uint16_t* result) {
  (void)dictionary;
  (void)descriptor;
  if (f == NULL || result == NULL) return MAMA_STATUS_NULL_ARG;
  *result = ((const field*)f)->fid;
  return MAMA_STATUS_OK;
}
EXPORT mama_status SLOT(FieldPayload_getDescriptor)(const msgFieldPayload f,
                                                    mamaDictionary dictionary,
                                                    mamaFieldDescriptor* result) {
  if (f == NULL || dictionary == NULL || result == NULL) return MAMA_STATUS_NULL_ARG;
  return mamaDictionary_getFieldDescriptorByFid(dictionary, result, ((const field*)f)->fid);
}
EXPORT mama_status SLOT(FieldPayload_getAsString)(const msgFieldPayload f, const msgPayload m,
                                                  char* buffer, mama_size_t size) {
  const field* of = f;
  if (of == NULL || m == NULL || buffer == NULL || size == 0) return MAMA_STATUS_NULL_ARG;
  if (of->type == MAMA_FIELD_TYPE_STRING) {
    snprintf(buffer, size, "%s", (const char*)value_of(of));
  } else if (of->type == MAMA_FIELD_TYPE_F64 || of->type == MAMA_FIELD_TYPE_F32) {
    snprintf(buffer, size, "%f", as_f64(of));
  } else {
    snprintf(buffer, size, "%lld", (long long)as_i64(of));
  }
  return MAMA_STATUS_OK;
}
EXPORT mama_status SLOT(Payload_getFieldAsString)(const msgPayload m, const char* name,
                                                  mama_fid_t fid, char* buffer, mama_size_t size) {
  field* f;
  REQUIRE(m, name, fid);
  f = find(m, name, fid);
  return f != NULL ? SLOT(FieldPayload_getAsString)(f, m, buffer, size) : MAMA_STATUS_NOT_FOUND;
}
EXPORT mama_status SLOT(Payload_getField)(const msgPayload m, const char* name, mama_fid_t fid,
                                          msgFieldPayload* result) {
  REQUIRE(m, name, fid);
  if (result == NULL) return MAMA_STATUS_NULL_ARG;
  *result = find(m, name, fid);
  return *result != NULL ? MAMA_STATUS_OK : MAMA_STATUS_NOT_FOUND;
}

/* ---- iterators ---- */

EXPORT mama_status SLOT(PayloadIter_associate)(msgPayloadIter iter, msgPayload m) {
  iterator* it = iter;
  if (it == NULL || m == NULL) return MAMA_STATUS_NULL_ARG;
  it->of = m;
  it->at = 0;
  return MAMA_STATUS_OK;
}
EXPORT mama_status SLOT(PayloadIter_create)(msgPayloadIter* result, msgPayload m) {
  if (result == NULL || m == NULL) return MAMA_STATUS_NULL_ARG;
  *result = calloc(1, sizeof(iterator));
  return *result != NULL ? SLOT(PayloadIter_associate)(*result, m) : MAMA_STATUS_NOMEM;
}
EXPORT mama_bool_t SLOT(PayloadIter_hasNext)(msgPayloadIter iter, msgPayload m) {
  const iterator* it = iter;
  return it != NULL && m != NULL && it->at < it->of->count;
}
EXPORT msgFieldPayload SLOT(PayloadIter_next)(msgPayloadIter iter, msgFieldPayload f,
                                              msgPayload m) {
  iterator* it = iter;
  (void)f;
  return SLOT(PayloadIter_hasNext)(iter, m) ? &it->of->fields[it->at++] : NULL;
}
EXPORT msgFieldPayload SLOT(PayloadIter_begin)(msgPayloadIter iter, msgFieldPayload f,
                                               msgPayload m) {
  return SLOT(PayloadIter_associate)(iter, m) == MAMA_STATUS_OK ? SLOT(PayloadIter_next)(iter, f, m)
                                                                : NULL;
}
EXPORT msgFieldPayload SLOT(PayloadIter_end)(msgPayloadIter iter, msgPayload m) {
  (void)iter;
  (void)m;
  return NULL;
}
EXPORT mama_status SLOT(PayloadIter_destroy)(msgPayloadIter iter) {
  if (iter == NULL) return MAMA_STATUS_NULL_ARG;
  free(iter);
  return MAMA_STATUS_OK;
}
