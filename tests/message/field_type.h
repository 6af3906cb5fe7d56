/* Between field_type.c and field_type_test.cpp. */
#ifndef QUOLL_TESTS_MESSAGE_FIELD_TYPE_H_
#define QUOLL_TESTS_MESSAGE_FIELD_TYPE_H_

#include <mama/fielddesc.h>

#ifdef __cplusplus
extern "C" {
#endif

unsigned size_of_field_type_in_c(void);
/* Makes a descriptor of the type, and gives back what it says. */
mamaFieldType field_type_through_c(mamaFieldType type);

#ifdef __cplusplus
}
#endif

#endif /* QUOLL_TESTS_MESSAGE_FIELD_TYPE_H_ */
