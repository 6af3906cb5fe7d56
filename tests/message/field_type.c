/* What a C program thinks of field types. */
#include "field_type.h"

unsigned size_of_field_type_in_c(void) { return (unsigned)sizeof(mamaFieldType); }

mamaFieldType field_type_through_c(mamaFieldType type) {
  mamaFieldDescriptor descriptor = 0;
  mamaFieldType seen;
  if (mamaFieldDescriptor_create(&descriptor, 1, type, "f") != MAMA_STATUS_OK) return 0;
  seen = mamaFieldDescriptor_getType(descriptor);
  mamaFieldDescriptor_destroy(descriptor);
  return seen;
}
